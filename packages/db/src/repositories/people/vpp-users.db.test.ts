import { randomUUID } from 'node:crypto'
import type { Database } from '../../client.ts'
import { addPerson, addToken, addVppUser, openTestDatabase } from '../../testing/index.ts'
import { afterAll, expect, it } from 'vitest'
import { applyAppleUsers, insertVppUsers, planPerson } from './vpp-users.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())

const now = new Date('2030-03-01T08:00:00Z')
const stored = (id: string) => db.vppUser.findUniqueOrThrow({ where: { id } })

it('a user follows Apple forward: invited, accepted, retired', async () => {
  const user = await addVppUser(db, { status: null, wanted: 'create' })
  const { tokenId, clientUserId, id } = user
  await applyAppleUsers(db, tokenId, [{ clientUserId, status: 'Registered', inviteCode: 'code' }], now)
  expect(await stored(id)).toMatchObject({ status: 'Registered', inviteCode: 'code', invitedAt: now })
  const accepted = [{ clientUserId, status: 'Associated' as const, idHash: 'hash' }]
  expect(await applyAppleUsers(db, tokenId, accepted, now)).toEqual({ changed: 1, accepted: 1 })
  expect(await stored(id)).toMatchObject({ status: 'Associated', inviteCode: null, idHash: 'hash', invitedAt: now })
  expect(await applyAppleUsers(db, tokenId, accepted, now)).toEqual({ changed: 0, accepted: 0 })
  await applyAppleUsers(db, tokenId, [{ clientUserId, status: 'Retired' }], now)
  expect(await stored(id)).toMatchObject({ status: 'Retired', idHash: 'hash', wanted: null })
})

it('what arrives late changes nothing back', async () => {
  const { tokenId, clientUserId, id } = await addVppUser(db, { status: 'Associated', idHash: 'hash' })
  await applyAppleUsers(db, tokenId, [{ clientUserId, status: 'Registered', inviteCode: 'old' }], now)
  expect(await stored(id)).toMatchObject({ status: 'Associated', inviteCode: null, idHash: 'hash' })
})

it('of several records of one user in one answer the active one counts', async () => {
  const { tokenId, clientUserId, id } = await addVppUser(db)
  const records = [
    { clientUserId, status: 'Retired' as const },
    { clientUserId, status: 'Associated' as const, idHash: 'hash' },
  ]
  await applyAppleUsers(db, tokenId, records, now)
  expect(await stored(id)).toMatchObject({ status: 'Associated' })
})

it('users of others, and ours with another token, stay out of it', async () => {
  const { clientUserId, id, tokenId } = await addVppUser(db)
  const other = await addToken(db)
  await applyAppleUsers(db, other.id, [{ clientUserId, status: 'Retired' }], now)
  await applyAppleUsers(db, tokenId, [{ clientUserId: 'foreign', status: 'Registered' }], now)
  expect(await stored(id)).toMatchObject({ status: 'Registered' })
  expect(await db.vppUser.count({ where: { clientUserId: 'foreign' } })).toBe(0)
})

it('a correction is sent, the same again is not, and what Apple refused waits for a correction', async () => {
  const person = await addPerson(db)
  const token = await addToken(db)
  await insertVppUsers(db, token.id, [person.id])
  const row = await db.vppUser.findFirstOrThrow({ where: { personId: person.id } })
  // Apple was given this address and refused it.
  await db.vppUser.update({ where: { id: row.id }, data: { wanted: null, email: person.email, reason: 'No.' } })
  expect(await planPerson(db, person.id)).toEqual([])
  await db.person.update({ where: { id: person.id }, data: { email: `${randomUUID()}@acme.example` } })
  expect(await planPerson(db, person.id)).toEqual([token.id])
  expect(await stored(row.id)).toMatchObject({ wanted: 'create', reason: null })
})
