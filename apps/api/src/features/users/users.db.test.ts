import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssociation,
  addDevice,
  addGroup,
  addPerson,
  addToken,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

type User = { id: string; displayName: string; vppUsers: { id: string; problem: string | null; invitation: string }[] }

const database = await openTestDatabase()
const db = database.prisma
const clock = { now: new Date() }
let app: StartedApp
let manager: string
let helpdesk: string

beforeAll(async () => {
  app = await startApp(database, { deps: { now: () => clock.now } })
  manager = await app.signInAs('appManager')
  helpdesk = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const call = (method: string, path: string, json?: unknown, as = manager) =>
  app.call(method, `/api/v1/users${path}`, { as, ...(json === undefined ? {} : { json }) })
const list = async (query: string) => (await call('GET', `?${query}`)).body as { value: User[]; totalCount: number }
const names = async (query: string) => (await list(query)).value.map(({ displayName }) => displayName)
const jobs = async (tokenId: string) => {
  const { rows } = await database.pool.query('select 1 from graphile_worker.jobs where key = $1', [`users:${tokenId}`])
  return rows.length
}
const noPause = { invitedAt: new Date(Date.now() - 11 * 60_000) }

describe('200', () => {
  it('shows a person with devices and how they stand with each token, licenses and address included', async () => {
    const person = await addPerson(db, { displayName: 'Ada', managedAppleId: 'ada@managed.example' })
    await addDevice(db, { personId: person.id })
    await addDevice(db, { personId: person.id })
    const token = await addToken(db, { displayName: 'Berlin' })
    const user = await addVppUser(db, { personId: person.id, tokenId: token.id })
    const asset = await addAsset(db, { tokenId: token.id })
    await addAssociation(db, { assetId: asset.id, targetType: 'user', target: user.clientUserId })
    await addVppUser(db, { personId: person.id, status: 'Associated', idHash: 'x' })
    expect((await call('GET', `/${person.id}`, undefined, helpdesk)).body).toMatchObject({
      displayName: 'Ada',
      managedAppleId: 'ada@managed.example',
      deviceCount: 2,
      removedAt: null,
      vppUsers: [
        {
          tokenId: token.id,
          tokenName: 'Berlin',
          status: 'Registered',
          invitation: 'invited',
          invitationUrl: expect.stringContaining(`inviteCode=${user.inviteCode}`),
          resendFrom: new Date((user.invitedAt?.getTime() ?? 0) + 600_000).toISOString(),
          licenseCount: 1,
          problem: null,
        },
        { status: 'Associated', invitation: 'accepted', invitationUrl: null, resendFrom: null, licenseCount: 0 },
      ],
    })
  })

  it('finds parts of name, address and account, and filters by invitation, token and whether somebody left', async () => {
    const token = await addToken(db)
    const one = await addPerson(db, {
      displayName: 'Zita Quux',
      email: 'zq@one.example',
      managedAppleId: 'zq@mm.example',
    })
    const two = await addPerson(db, { displayName: 'Zoltan Quux', email: 'zo@two.example' })
    await addPerson(db, { displayName: 'Gone Quux', removedAt: new Date() })
    await addVppUser(db, { personId: one.id, tokenId: token.id })
    await addVppUser(db, { personId: two.id, tokenId: token.id, status: null, reason: 'No.' })
    expect(await names('search=quux')).toEqual(['Zita Quux', 'Zoltan Quux'])
    expect(await names('search=quux&sort=-displayName')).toEqual(['Zoltan Quux', 'Zita Quux'])
    expect(await names('search=mm.exam')).toEqual(['Zita Quux'])
    expect(await names('search=two.exam')).toEqual(['Zoltan Quux'])
    expect(await names(`tokenId=${token.id}`)).toEqual(['Zita Quux', 'Zoltan Quux'])
    expect(await names(`tokenId=${token.id}&invitation=invited`)).toEqual(['Zita Quux'])
    expect(await names(`tokenId=${token.id}&invitation=failed`)).toEqual(['Zoltan Quux'])
    expect(await names('search=quux&isRemoved=true')).toEqual(['Gone Quux'])
  })

  it('says on both that two people use one Apple Account, whatever the token, and not of one person with two tokens', async () => {
    const [ann, bob] = [await addPerson(db, { displayName: 'Ann' }), await addPerson(db, { displayName: 'Bob' })]
    const shared = { status: 'Associated' as const, idHash: randomUUID() }
    await addVppUser(db, { personId: ann.id, ...shared })
    await addVppUser(db, { personId: bob.id, ...shared })
    const cleo = await addPerson(db)
    for (let number = 0; number < 2; number += 1) {
      await addVppUser(db, { personId: cleo.id, status: 'Associated', idHash: `own ${cleo.id}` })
    }
    const problemsOf = async (id: string) =>
      ((await call('GET', `/${id}`)).body as User).vppUsers.map(({ problem }) => problem)
    expect(await problemsOf(ann.id)).toEqual([expect.stringMatching(/^Bob uses the same Apple Account\./)])
    expect(await problemsOf(bob.id)).toEqual([expect.stringMatching(/^Ann uses the same Apple Account\./)])
    expect(await problemsOf(cleo.id)).toEqual([null, null])
  })

  it('says on which device another account is signed in, and where the store is too blocked to accept', async () => {
    const person = await addPerson(db, { displayName: 'Dora' })
    await addVppUser(db, { personId: person.id, status: 'Associated', idHash: 'hers' })
    await addVppUser(db, { personId: person.id })
    const device = await addDevice(db, { name: 'Dora’s iPad', personId: person.id, storeAccountHash: 'hers' })
    const problemsOf = async () =>
      ((await call('GET', `/${person.id}`)).body as User).vppUsers.map(({ problem }) => problem)
    expect(await problemsOf()).toEqual([null, null])
    const data = { storeAccountHash: 'another', isStoreBlocked: true }
    await db.device.update({ where: { id: device.id }, data })
    expect((await problemsOf()).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      expect.stringMatching(/^On Dora’s iPad another Apple Account is signed in/),
      expect.stringMatching(/^The App Store is blocked on Dora’s iPad/),
    ])
  })

  it('says nothing of a token that was deleted, whose rows are still being cleared away', async () => {
    const token = await addToken(db, { deletedAt: new Date() })
    const { personId } = await addVppUser(db, { tokenId: token.id })
    expect((await call('GET', `/${personId}`)).body).toMatchObject({ vppUsers: [] })
    expect(await list(`tokenId=${token.id}`)).toMatchObject({ totalCount: 0 })
    expect(await call('PATCH', `/${personId}`, { email: `${randomUUID()}@acme.example` })).toMatchObject({
      status: 200,
    })
    expect(await jobs(token.id)).toBe(0)
    expect(await call('POST', `/${personId}/invitations`, { tokenId: token.id })).toMatchObject({ status: 404 })
  })

  it('says why nothing is sent while the token cannot write', async () => {
    const token = await addToken(db, { displayName: 'Berlin', state: 'expired', stateReason: 'The token has expired.' })
    const user = await addVppUser(db, { tokenId: token.id, status: null, wanted: 'create' })
    expect((await call('GET', `/${user.personId}`)).body).toMatchObject({
      vppUsers: [
        { invitation: 'registering', problem: 'Nothing is sent to Apple with Berlin: The token has expired.' },
      ],
    })
  })

  it.each([
    ['The user exists at Apple already.', 'The user exists at Apple already. Pomona tries again by itself.'],
    ['Nothing has to be done: it is tried again by itself.', 'Nothing has to be done: it is tried again by itself.'],
  ])('says once that it tries again: %s', async (reason, problem) => {
    const user = await addVppUser(db, { status: null, wanted: 'create', reason, retryAt: new Date() })
    expect((await call('GET', `/${user.personId}`)).body).toMatchObject({ vppUsers: [{ problem }] })
  })

  it('changes a person, and has Apple told by every token that knows them', async () => {
    const user = await addVppUser(db, { email: 'old@acme.example' })
    const email = `New-${randomUUID()}@acme.example`
    const answer = await call('PATCH', `/${user.personId}`, { email: ` ${email} ` })
    expect(answer).toMatchObject({ status: 200, body: { email: email.toLowerCase() } })
    expect(await db.vppUser.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ wanted: 'update' })
    expect(await jobs(user.tokenId)).toBe(1)
  })

  it('stays quick with 20,000 people', async () => {
    await database.pool.query(
      `insert into people (display_name, email) select 'Crowd ' || n, 'crowd-' || n || '@crowd.example' from generate_series(1, 20000) n`,
    )
    await database.pool.query(
      `insert into vpp_users (token_id, person_id, client_user_id, status) select $1::uuid, id, id::text, 'Associated' from people where email like 'crowd%'`,
      [(await addToken(db)).id],
    )
    await database.pool.query('analyze people, vpp_users')
    for (const query of ['', 'search=crowd-1999', 'invitation=accepted', 'sort=-email', 'invitation=failed']) {
      const startedAt = performance.now()
      expect((await call('GET', `?${query}`)).status).toBe(200)
      expect([query, performance.now() - startedAt < 1_000]).toEqual([query, true])
    }
    await database.pool.query(`delete from people where email like 'crowd%'`)
  }, 60_000)
})

describe('201', () => {
  it('adds a person and says so in the activity', async () => {
    const email = `${randomUUID()}@acme.example`
    const answer = await call('POST', '', { displayName: ' Grace Hopper ', email: email.toUpperCase() })
    expect(answer).toMatchObject({
      status: 201,
      body: { displayName: 'Grace Hopper', email, managedAppleId: null, deviceCount: 0, vppUsers: [] },
    })
    const { id } = answer.body as User
    expect(answer.headers.get('Location')).toBe(`/api/v1/users/${id}`)
    const activity = await db.activity.findFirstOrThrow({ where: { resourceId: id } })
    expect(activity).toMatchObject({ resourceKind: 'person', summary: 'added Grace Hopper' })
  })

  it('takes back who had left, who starts anew at Apple', async () => {
    const person = await addPerson(db, { removedAt: new Date() })
    const retired = await addVppUser(db, { personId: person.id, status: 'Retired' })
    const answer = await call('POST', '', { displayName: 'Back Again', email: person.email })
    expect(answer).toMatchObject({ status: 201, body: { id: person.id, displayName: 'Back Again', removedAt: null } })
    expect(await call('POST', `/${person.id}/invitations`, { tokenId: retired.tokenId })).toMatchObject({
      status: 202,
      body: { vppUsers: [{ invitation: 'registering' }] },
    })
  })
})

describe('202', () => {
  it('registers a person with a token, once', async () => {
    const [person, token] = [await addPerson(db), await addToken(db)]
    for (let number = 0; number < 2; number += 1) {
      const answer = await call('POST', `/${person.id}/invitations`, { tokenId: token.id }, helpdesk)
      expect(answer).toMatchObject({ status: 202, body: { vppUsers: [{ status: null, invitation: 'registering' }] } })
    }
    expect(await db.vppUser.count({ where: { personId: person.id } })).toBe(1)
    expect(await jobs(token.id)).toBe(1)
  })

  it('sends an open invitation again, and every open one when no token is named; codes stay out of the activity', async () => {
    const person = await addPerson(db)
    const users = [
      await addVppUser(db, { personId: person.id, ...noPause }),
      await addVppUser(db, { personId: person.id, ...noPause }),
      await addVppUser(db, { personId: person.id, status: 'Associated' }),
    ]
    clock.now = new Date()
    expect(await call('POST', `/${person.id}/invitations`, {}, helpdesk)).toMatchObject({ status: 202 })
    const rows = await db.vppUser.findMany({ where: { personId: person.id }, orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ invitedAt }) => invitedAt?.getTime() === clock.now.getTime())).toEqual([true, true, false])
    const activity = JSON.stringify(await db.activity.findMany({ where: { resourceId: person.id } }))
    expect(users.some(({ inviteCode }) => inviteCode !== null && activity.includes(inviteCode))).toBe(false)
  })

  it('tries again what Apple refused', async () => {
    const user = await addVppUser(db, { status: null, reason: 'Unknown account.', errorNumber: 9635 })
    const answer = await call('POST', `/${user.personId}/invitations`, { tokenId: user.tokenId })
    expect(answer).toMatchObject({ body: { vppUsers: [{ invitation: 'registering', problem: null }] } })
  })
})

describe('204', () => {
  it('removes a person: retired at Apple, out of every group, barred from the portal, still on record', async () => {
    const person = await addPerson(db)
    const user = await addVppUser(db, { personId: person.id })
    const group = await addGroup(db, { kind: 'user', memberIds: [person.id] })
    const account = await db.account.create({
      data: { email: person.email, displayName: 'x', role: 'user', passwordHash: 'x', personId: person.id },
    })
    expect(await call('DELETE', `/${person.id}`)).toMatchObject({ status: 204, text: '' })
    expect(await db.vppUser.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ wanted: 'retire' })
    expect(await jobs(user.tokenId)).toBe(1)
    expect(await db.userGroupMember.count({ where: { groupId: group.id } })).toBe(0)
    expect((await db.account.findUniqueOrThrow({ where: { id: account.id } })).disabledAt).not.toBeNull()
    expect((await call('GET', `/${person.id}`)).body).toMatchObject({
      removedAt: expect.any(String),
      vppUsers: [{ invitation: 'retired' }],
    })
  })
})

describe('400', () => {
  it.each([
    {},
    { displayName: '', email: 'a@b.example' },
    { displayName: 'x', email: 'no address' },
    { displayName: 'x', email: 'a@b.example', managedAppleId: 'no address' },
  ])('refuses to add %j', async (json) => {
    expect(await call('POST', '', json)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
  })

  it.each(['invitation=maybe', 'tokenId=x', 'sort=devices'])('refuses to list by %s', async (query) => {
    expect(await call('GET', `?${query}`)).toMatchObject({ status: 400 })
  })
})

describe('403', () => {
  it('lets the helpdesk invite, and change nothing', async () => {
    const person = await addPerson(db)
    expect(await call('PATCH', `/${person.id}`, { displayName: 'x' }, helpdesk)).toMatchObject({ status: 403 })
    expect(await call('DELETE', `/${person.id}`, undefined, helpdesk)).toMatchObject({ status: 403 })
    expect(await call('POST', '', { displayName: 'x', email: 'x@y.example' }, helpdesk)).toMatchObject({ status: 403 })
  })
})

describe('404', () => {
  it.each(['GET', 'PATCH', 'DELETE'])('%s has nothing of a person who is not there', async (method) => {
    expect(await call(method, `/${randomUUID()}`, method === 'PATCH' ? {} : undefined)).toMatchObject({ status: 404 })
  })

  it('has no apps of a person who is not there', async () => {
    expect(await call('GET', `/${randomUUID()}/apps`)).toMatchObject({ status: 404 })
  })

  it('invites with no token that is not there', async () => {
    const person = await addPerson(db)
    expect(await call('POST', `/${person.id}/invitations`, { tokenId: randomUUID() })).toMatchObject({ status: 404 })
  })
})

describe('409', () => {
  it('refuses an e-mail address or account that somebody else has, at the field, with whose it is', async () => {
    const ada = await addPerson(db, { displayName: 'Ada', managedAppleId: `${randomUUID()}@managed.example` })
    const { managedAppleId, email } = ada
    const other = { displayName: 'Other', email: `${randomUUID()}@acme.example` }
    expect(await call('POST', '', { ...other, email })).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', details: [{ path: 'body.email', message: expect.stringContaining('Ada') }] } },
    })
    expect(await call('POST', '', { ...other, managedAppleId })).toMatchObject({
      status: 409,
      body: { error: { details: [{ path: 'body.managedAppleId' }] } },
    })
    const bob = await addPerson(db)
    expect(await call('PATCH', `/${bob.id}`, { managedAppleId })).toMatchObject({ status: 409 })
    expect(await call('PATCH', `/${ada.id}`, { email, managedAppleId })).toMatchObject({ status: 200 })
  })

  it('gives the account of one who has left to the next', async () => {
    const left = await addPerson(db, { managedAppleId: `${randomUUID()}@managed.example`, removedAt: new Date() })
    const { managedAppleId } = left
    const body = { displayName: 'Next', email: `${randomUUID()}@acme.example`, managedAppleId }
    expect(await call('POST', '', body)).toMatchObject({ status: 201, body: { managedAppleId } })
  })

  it('has nothing to send to one who has accepted, is not invited, or has left', async () => {
    const accepted = await addVppUser(db, { status: 'Associated' })
    const retired = await addPerson(db, { removedAt: new Date() })
    for (const id of [accepted.personId, retired.id, (await addPerson(db)).id]) {
      expect(await call('POST', `/${id}/invitations`, {})).toMatchObject({ status: 409 })
    }
    expect(await call('PATCH', `/${retired.id}`, { displayName: 'x' })).toMatchObject({ status: 409 })
  })
})

describe('429', () => {
  it('does not send an invitation again within ten minutes, and says from when on', async () => {
    clock.now = new Date()
    const user = await addVppUser(db, { invitedAt: new Date(clock.now.getTime() - 9 * 60_000) })
    const again = () => call('POST', `/${user.personId}/invitations`, { tokenId: user.tokenId }, helpdesk)
    const from = new Date(clock.now.getTime() + 60_000).toISOString()
    expect(await again()).toMatchObject({
      status: 429,
      body: { error: { code: 'too_many_requests', message: expect.stringContaining(from.slice(11, 16)) } },
    })
    clock.now = new Date(clock.now.getTime() + 61_000)
    expect(await again()).toMatchObject({ status: 202 })
  })
})
