import { idHashOf } from '@pomona/apple-vpp/fake'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, sendJson, type OpenLocation } from '../testing/open-location.ts'
import { ask, startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let at: OpenLocation
beforeAll(async () => {
  mock = await startMock({ pageSize: 2 })
})
afterAll(async () => mock.close())
beforeEach(() => {
  at = openLocation(mock, {
    managedDomains: ['managed.orchard.test'],
    assets: [
      { adamId: '1', totalCount: 5 },
      { adamId: '2', productType: 'Book', totalCount: 5 },
    ],
  })
})

const create = async (...users: object[]) => at.finish('/users/create', { users })
const accept = async (inviteCode: unknown, body: object = {}) =>
  sendJson(`${mock.origin}/_mock/invitations/${String(inviteCode)}/accept`, body)
const ada = { clientUserId: 'ada', email: 'ada@people.test' }
const ben = { clientUserId: 'ben', email: 'ben@people.test', managedAppleId: 'ben@managed.orchard.test' }

describe('creating users', () => {
  it('registers them with an invitation, or associates them at once with a Managed Apple Account', async () => {
    await expect(create(ada, ben)).resolves.toMatchObject({
      eventStatus: 'COMPLETE',
      eventType: 'CREATE',
      numRequested: 2,
      numCompleted: 2,
    })
    await expect(at.list('/users')).resolves.toEqual([
      { ...ada, status: 'Registered', inviteCode: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { clientUserId: 'ben', email: ben.email, status: 'Associated', idHash: idHashOf(ben.managedAppleId) },
    ])
  })

  it('is not done at once', async () => {
    const { json } = await at.post('/users/create', { users: [ada] })
    await expect(at.get(`/status?eventId=${String(json['eventId'])}`)).resolves.toMatchObject({
      json: { eventStatus: 'PENDING', numCompleted: 0 },
    })
    await expect(at.list('/users')).resolves.toEqual([])
  })

  it('fails for whom there is already, and does the rest', async () => {
    await create(ada)
    await expect(create(ada, { clientUserId: 'cleo' })).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numRequested: 2,
      numCompleted: 1,
      failures: [{ errorNumber: 9716, errorInfo: { clientUserIds: ['ada'] } }],
    })
    await expect(at.list('/users')).resolves.toHaveLength(2)
  })

  it.each([
    ['of another organization', 'ben@managed.elsewhere.test', 9635],
    ['that is none', 'ben', 9635],
    ['that another user has', 'BEN@managed.orchard.test', 9641],
  ])('fails with an Apple Account %s', async (_what, managedAppleId, errorNumber) => {
    await create(ben)
    await expect(create({ clientUserId: 'other', managedAppleId })).resolves.toMatchObject({
      eventStatus: 'FAILED',
      failures: [{ errorNumber, errorInfo: { clientUserIds: ['other'] } }],
    })
    await expect(at.list('/users?clientUserId=other')).resolves.toEqual([])
  })

  it('takes a Managed Apple Account of any domain where no organization names one, but not of a neighbor', async () => {
    const free = openLocation(mock)
    const users = ['a@anywhere.test', 'b@managed.orchard.test'].map((managedAppleId) => ({
      clientUserId: managedAppleId,
      managedAppleId,
    }))
    await expect(free.finish('/users/create', { users })).resolves.toMatchObject({
      numCompleted: 1,
      failures: [{ errorNumber: 9635, errorInfo: { clientUserIds: ['b@managed.orchard.test'] } }],
    })
  })
})

describe('a refused request about users', () => {
  const users = (count: number) => Array.from({ length: count }, (_, n) => ({ clientUserId: `u${n}` }))

  it.each([
    ['none', {}, 9720],
    ['an empty list', { users: [] }, 9720],
    ['null for a list', { users: null }, 9720],
    ['101 of them', { users: users(101) }, 9714],
    ['101 of them and one twice', { users: [...users(101), ...users(1)] }, 9714],
    ['one twice', { users: [...users(1), ...users(1)] }, 9715],
    ['an address that is none', { users: [{ ...ada, email: 'ada@' }] }, 9717],
    ['an empty address', { users: [{ ...ada, email: '' }] }, 9717],
    ['no clientUserId', { users: [{ email: 'ada@people.test' }] }, 9602],
    ['an empty clientUserId', { users: [{ clientUserId: '' }] }, 9602],
    ['a list of texts', { users: ['ada'] }, 9602],
  ])('says why: %s', async (_what, body, errorNumber) => {
    for (const path of ['/users/create', '/users/update', '/users/retire']) {
      const answer = await at.post(path, body)
      expect([path, answer.status, answer.json['errorNumber']]).toEqual([path, 400, errorNumber])
    }
  })

  it('takes as many as the limit says', async () => {
    await expect(create(...users(100))).resolves.toMatchObject({ eventStatus: 'COMPLETE', numCompleted: 100 })
  })
})

describe('changing users', () => {
  it('keeps what the request leaves out', async () => {
    await create(ada)
    const [before] = await at.list('/users')
    await expect(at.finish('/users/update', { users: [{ clientUserId: 'ada' }] })).resolves.toMatchObject({
      eventType: 'UPDATE',
      eventStatus: 'COMPLETE',
    })
    await expect(at.list('/users')).resolves.toEqual([before])
    await at.finish('/users/update', { users: [{ ...ada, email: 'new@people.test' }] })
    await expect(at.list('/users')).resolves.toEqual([{ ...before, email: 'new@people.test' }])
  })

  it('associates at once when a Managed Apple Account is given', async () => {
    await create(ada)
    await at.finish('/users/update', { users: [{ clientUserId: 'ada', managedAppleId: ben.managedAppleId }] })
    await expect(at.list('/users')).resolves.toEqual([
      { ...ada, status: 'Associated', idHash: idHashOf(ben.managedAppleId) },
    ])
  })

  it.each(['/users/update', '/users/retire'])('fails at %s for whom Apple does not know', async (path) => {
    await expect(at.finish(path, { users: [ada] })).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numCompleted: 0,
      failures: [{ errorNumber: 9609, errorInfo: { clientUserIds: ['ada'] } }],
    })
  })
})

describe('retiring users', () => {
  beforeEach(async () => {
    await create(ada, ben)
    const assets = [{ adamId: '1' }, { adamId: '2' }]
    await at.finish('/assets/associate', { assets, clientUserIds: ['ada', 'ben'] })
  })

  it('frees what can be taken back and leaves them their books', async () => {
    await expect(at.finish('/users/retire', { users: [{ clientUserId: 'ben' }] })).resolves.toMatchObject({
      eventType: 'RETIRE',
      eventStatus: 'COMPLETE',
    })
    await expect(at.list('/assets')).resolves.toMatchObject([
      { adamId: '1', assignedCount: 1, availableCount: 4 },
      { adamId: '2', assignedCount: 2, availableCount: 3 },
    ])
    await expect(at.list('/assignments?clientUserId=ben&includeUserState=true')).resolves.toEqual([
      {
        adamId: '2',
        pricingParam: 'STDQ',
        clientUserId: 'ben',
        userStatus: 'Retired',
        idHash: idHashOf(ben.managedAppleId),
      },
    ])
    await expect(at.list('/assignments?clientUserId=ben&excludeInactiveUsers=true')).resolves.toEqual([])
  })

  it('lets the same clientUserId be registered again, beside the retired one', async () => {
    await at.finish('/users/retire', { users: [{ clientUserId: 'ben' }] })
    await expect(create({ clientUserId: 'ben', email: 'ben@new.test' })).resolves.toMatchObject({
      eventStatus: 'COMPLETE',
    })
    await expect(at.list('/users?clientUserId=ben')).resolves.toEqual([
      { clientUserId: 'ben', email: ben.email, status: 'Retired', idHash: idHashOf(ben.managedAppleId) },
      { clientUserId: 'ben', email: 'ben@new.test', status: 'Registered', inviteCode: expect.any(String) },
    ])
    // The account that the retired one had is free for whoever comes next.
    await expect(create({ clientUserId: 'dan', managedAppleId: ben.managedAppleId })).resolves.toMatchObject({
      eventStatus: 'COMPLETE',
    })
  })

  it('ends the invitation', async () => {
    const [{ inviteCode } = {}] = await at.list('/users?clientUserId=ada')
    await at.finish('/users/retire', { users: [{ clientUserId: 'ada' }] })
    await expect(accept(inviteCode)).resolves.toMatchObject({ status: 409 })
  })
})

describe('the list of users', () => {
  beforeEach(async () => {
    await create(ada, ben, { clientUserId: 'cleo' })
    await at.finish('/users/retire', { users: [{ clientUserId: 'ada' }] })
    await create(ada)
  })
  const ids = async (query: string) => (await at.list(`/users?${query}`)).map(({ clientUserId }) => clientUserId)

  it.each([
    ['activeOnly=true', ['ben', 'cleo']],
    ['activeOnly=true&pageIndex=1', ['ada']],
    ['activeOnly=false', ['ada', 'ben']],
    ['retiredOnly=true', ['ada']],
    ['clientUserId=ada', ['ada', 'ada']],
    ['clientUserId=ada&activeOnly=true', ['ada']],
    ['clientUserId=nobody', []],
    ['activeOnly=true&retiredOnly=true', []],
    ['includeRetired=0', ['ada', 'ben']],
    [`managedAppleId=${ben.managedAppleId.toUpperCase()}`, ['ben']],
    ['managedAppleId=nobody@managed.orchard.test', []],
  ])('is filtered by %s', async (query, expected) => {
    await expect(ids(query)).resolves.toEqual(expected)
  })

  it('tells what is new since a version, and nothing when nothing is', async () => {
    const version = String((await at.get('/users')).json['versionId'])
    await expect(ids(`sinceVersionId=${version}`)).resolves.toEqual([])
    await create({ clientUserId: 'dan' })
    await at.finish('/users/retire', { users: [{ clientUserId: 'ben' }] })
    await expect(ids(`sinceVersionId=${version}`)).resolves.toEqual(['dan', 'ben'])
    await expect(ids(`sinceVersionId=${version}&activeOnly=true`)).resolves.toEqual(['dan'])
    await expect(at.get('/users?sinceVersionId=never')).resolves.toMatchObject({ json: { errorNumber: 9721 } })
  })
})

describe('an invitation', () => {
  const invite = async (user: object = ada) => {
    await create(user)
    const users = await at.list('/users?activeOnly=true')
    return String(users.find(({ status }) => status === 'Registered')?.['inviteCode'])
  }
  const address = async (inviteCode: string) => {
    const { urls } = (await at.get('/service/config')).json as { urls: Record<string, string> }
    return urls['invitationEmail']?.replace('%25inviteCode%25', inviteCode) ?? ''
  }
  const send = async (url: string, form: Record<string, string>) =>
    ask(url, { method: 'POST', body: new URLSearchParams(form) })

  it('is accepted by its code, with the address that it was sent to or another account', async () => {
    const first = await accept(await invite())
    expect(first).toMatchObject({ status: 200, json: { clientUserId: 'ada', appleAccount: ada.email } })
    const second = await accept(await invite({ clientUserId: 'eve' }), { appleAccount: 'Ada@People.test' })
    expect(second.json['idHash']).toBe(first.json['idHash'])
    await expect(at.list('/users')).resolves.toMatchObject([
      { clientUserId: 'ada', status: 'Associated', idHash: idHashOf(ada.email) },
      { clientUserId: 'eve', status: 'Associated', idHash: idHashOf(ada.email) },
    ])
  })

  it('is accepted once, and only when there is one', async () => {
    const inviteCode = await invite()
    await accept(inviteCode)
    await expect(accept(inviteCode)).resolves.toMatchObject({ status: 409, json: { error: { code: 'conflict' } } })
    await expect(accept('none')).resolves.toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
    await expect(accept(inviteCode, { appleAccount: 'ada' })).resolves.toMatchObject({ status: 400 })
  })

  it('leads a person from the address in service config to a page that says who invites', async () => {
    at = openLocation(mock, {
      locationName: 'Orchard & <Sons>',
      mdmInfo: { id: 'a', name: 'Test MDM', metadata: 'b' },
    })
    const page = await ask(await address(await invite()))
    expect(page.status).toBe(200)
    expect(page.text).toContain('Orchard &#38; &#60;Sons&#62; wants to give you apps and books')
    expect(page.text).toContain('through Test MDM')
    expect(page.text).toContain('value="ada@people.test"')
  })

  it('is accepted on the page, once, and can be left for later before', async () => {
    const url = await address(await invite())
    await expect(send(url, { choice: 'later' })).resolves.toMatchObject({ status: 200 })
    await expect(at.list('/users')).resolves.toMatchObject([{ status: 'Registered' }])
    const wrong = await send(url, { choice: 'accept', appleAccount: 'ada"><b>' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('role="alert"')
    expect(wrong.text).not.toContain('<b>')
    const accepted = await send(url, { choice: 'accept', appleAccount: ' ada@store.test ' })
    expect(accepted.text).toContain('You get apps and books from Orchard')
    await expect(at.list('/users')).resolves.toMatchObject([{ idHash: idHashOf('ada@store.test') }])
    await expect(send(url, { choice: 'accept', appleAccount: 'x@y.test' })).resolves.toMatchObject({ status: 200 })
    await expect(at.list('/users')).resolves.toMatchObject([{ idHash: idHashOf('ada@store.test') }])
  })

  it('that nobody sent leads to a page that says so', async () => {
    const page = await ask(await address('none'))
    expect(page.status).toBe(404)
    expect(page.text).toContain('This invitation has ended')
  })
})
