import { unlimitedCount } from '@pomona/domain'
import { addAsset, addDevice, addGroup, addOrder, addToken, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let reader: string

beforeAll(async () => {
  app = await startApp(database)
  reader = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const overview = async () => (await app.call('GET', '/api/v1/overview', { as: reader })).body

it('is all zeros in an empty console', async () => {
  expect(await overview()).toMatchObject({
    tokenCount: 0,
    tokensNeedingAttention: [],
    licenses: { totalCount: 0, assignedCount: 0, availableCount: 0, promisedCount: 0, waitingCount: 0 },
    shortages: [],
    lastSyncedAt: null,
  })
})

it('sums what has a limit and is still there, and names what needs attention', async () => {
  const token = await addToken(db, { lastSyncedAt: new Date('2026-02-01T00:00:00Z') })
  const revoked = await addToken(db, { state: 'revoked', stateReason: 'Upload a new one.' })
  const keynote = await addAsset(db, { tokenId: token.id, name: 'Keynote', totalCount: 10, assignedCount: 10 })
  const pages = await addAsset(db, { tokenId: token.id, name: 'Pages', totalCount: 5, assignedCount: 1 })
  await addAsset(db, { tokenId: token.id, totalCount: unlimitedCount })
  await addAsset(db, { tokenId: token.id, totalCount: 50, vanishedAt: new Date() })
  await addAsset(db, { tokenId: token.id, productType: 'Book', totalCount: 2 })
  for (const asset of [keynote, keynote, pages]) await addOrder(db, { asset, device: await addDevice(db) })
  await addOrder(db, { asset: pages, device: await addDevice(db), state: 'sent' })
  await addGroup(db)

  expect(await overview()).toMatchObject({
    tokenCount: 2,
    tokensNeedingAttention: [{ id: revoked.id, state: 'revoked', stateReason: 'Upload a new one.' }],
    appCount: 4,
    bookCount: 1,
    deviceCount: 4,
    groupCount: 1,
    licenses: { totalCount: 17, assignedCount: 11, availableCount: 6, promisedCount: 1, waitingCount: 3 },
    shortages: [
      { appId: keynote.id, name: 'Keynote', waitingCount: 2, availableCount: 0 },
      { appId: pages.id, name: 'Pages', waitingCount: 1, availableCount: 4 },
    ],
    lastSyncedAt: '2026-02-01T00:00:00.000Z',
  })
})
