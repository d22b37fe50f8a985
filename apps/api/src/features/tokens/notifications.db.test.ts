import { openTestDatabase } from '@pomona/db/testing'
import { endSubscription, openToken } from '@pomona/engine'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startToldWorld, type ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const notes = { adamId: '1000000001', pricingParam: 'STDQ' as const }
const open: ToldWorld[] = []

async function start() {
  const world = await startToldWorld(database, {
    assets: [{ ...notes, name: 'Notes', totalCount: 10, serialNumbers: ['S1'] }],
  })
  open.push(world)
  return world
}
afterEach(async () => {
  for (const world of open.splice(0)) await world.close()
})
afterAll(() => database.close())

const settings = async (world: ToldWorld) => {
  const credential = { contentToken: world.deps.secrets.open((await world.token()).sealedContentToken) }
  return (await world.deps.vpp.getLocation(credential)).notifications
}
/** How often Apple is asked to change where it reports to. */
function countSubscribing(world: ToldWorld) {
  const { vpp } = world.deps
  const counted = { asked: 0 }
  world.deps.vpp = { ...vpp, subscribe: (...args) => ((counted.asked += 1), vpp.subscribe(...args)) }
  return counted
}
const freshness = async (world: ToldWorld) => {
  const as = await world.app.signInAs('helpdesk')
  const { body } = await world.app.call('GET', `/api/v1/tokens/${world.tokenId}`, { as })
  return (body as { freshness: { kind: string; message: string; asOf: string } }).freshness
}

describe('Apple reports changes', () => {
  it('from the first sync on, after it has tried the address', async () => {
    const world = await start()
    const url = `${world.app.url}/hooks/apple/${world.tokenId}`
    const types = ['ASSET_COUNT', 'ASSET_MANAGEMENT', 'USER_MANAGEMENT', 'USER_ASSOCIATED']
    expect(await settings(world)).toEqual({ url, types })
    expect(await world.token()).toMatchObject({
      notificationState: 'on',
      notificationUrl: url,
      notificationReason: null,
    })
    expect(await world.outcomes('TEST_NOTIFICATION')).toEqual(['Apple can reach this console.'])
    expect(await freshness(world)).toMatchObject({
      kind: 'live',
      asOf: world.deps.now().toISOString(),
      message: 'Apple reports changes as they happen. Last full sync just now.',
    })
  })

  it('and is not asked again as long as it does', async () => {
    const world = await start()
    const subscribing = countSubscribing(world)
    await world.sync()
    expect(subscribing.asked).toBe(0)
  })

  it('to the new address after the console has moved', async () => {
    const world = await start()
    world.deps.hooks = { origin: world.app.url.replace('127.0.0.1', 'localhost') }
    await world.sync()
    expect((await settings(world))?.url).toBe(
      `${world.app.url.replace('127.0.0.1', 'localhost')}/hooks/apple/${world.tokenId}`,
    )
    expect((await world.token()).notificationState).toBe('on')
  })

  it('no more once the console has no address for it, or its token goes', async () => {
    const world = await start()
    await endSubscription(world.deps, await openToken(world.deps, world.tokenId))
    expect(await settings(world)).toBeUndefined()
    await world.sync()
    expect((await world.token()).notificationState).toBe('on')
    await world.hear()
    world.deps.hooks = { offBecause: 'This console’s address is not https.' }
    await world.sync()
    expect(await settings(world)).toBeUndefined()
    expect(await world.token()).toMatchObject({ notificationState: 'off', notificationUrl: null })
    expect(await freshness(world)).toMatchObject({
      kind: 'polling',
      message: 'This console’s address is not https. Last full sync just now.',
    })
  })
})

it('a console that Apple cannot reach says what to open, and Apple is asked again at the next sync', async () => {
  const world = await start()
  world.deps.hooks = { origin: 'http://127.0.0.1:9' }
  await world.sync()
  expect(await world.token()).toMatchObject({
    notificationState: 'unreachable',
    notificationReason: expect.stringMatching(/cannot reach this console at 127\.0\.0\.1:9.*firewall/),
  })
  expect(await freshness(world)).toMatchObject({ kind: 'polling', message: expect.stringContaining('firewall') })
  world.deps.hooks = { origin: world.app.url }
  await world.sync()
  expect(await world.token()).toMatchObject({ notificationState: 'on', notificationReason: null })
})

it('a location that another system took keeps reporting to that one', async () => {
  const world = await start()
  const { secrets, vpp } = world.deps
  const contentToken = secrets.open((await world.token()).sealedContentToken)
  const url = `${world.app.url}/hooks/apple/${world.tokenId}`
  world.deps.hooks = { origin: world.app.url.replace('127.0.0.1', 'localhost') }
  await vpp.claimLocation({ contentToken }, { id: 'other', name: 'Other MDM', metadata: 'x' })
  const subscribing = countSubscribing(world)
  await world.sync()
  expect(subscribing.asked).toBe(0)
  expect((await settings(world))?.url).toBe(url)
  expect(await world.token()).toMatchObject({
    notificationState: 'off',
    notificationReason: expect.stringContaining('another system'),
  })
})

it('shows what Apple told, newest first, in words and without what is nobody’s business', async () => {
  const world = await start()
  const as = await world.app.signInAs('helpdesk')
  world.fake.purchase(world.uId, notes, 5)
  world.pass(1_000)
  await world.hear()
  world.fake.service.createUsers(world.location.tokenFile, {
    users: [{ clientUserId: 'f1', email: 'f1@private.test' }],
  })
  world.pass(1_000)
  await world.fake.work()
  expect(await freshness(world)).toMatchObject({
    kind: 'catchingUp',
    message: 'Catching up: 1 change from Apple is being applied.',
  })
  const list = async (query = '') => {
    const answer = await world.app.call('GET', `/api/v1/tokens/${world.tokenId}/notifications${query}`, { as })
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.text).not.toContain('private.test')
    return answer.body as { value: Record<string, unknown>[]; nextCursor?: string; totalCount: number }
  }
  const all = await list()
  expect(all.value).toMatchObject([
    { type: 'USER_MANAGEMENT', summary: '1 person was registered.', appliedAt: null, outcome: null },
    {
      type: 'ASSET_COUNT',
      summary: '5 licenses of Notes came to the location: bought or moved from another one.',
      outcome: 'The counts were changed, and are read at Apple to be sure.',
    },
    { type: 'TEST_NOTIFICATION', summary: 'Apple tried whether it can reach this console.' },
  ])
  const first = await list('?limit=2')
  const rest = await list(`?limit=2&cursor=${first.nextCursor}`)
  expect([...first.value, ...rest.value]).toEqual(all.value)
  expect(await list('?type=ASSET_COUNT')).toMatchObject({ totalCount: 1 })
  expect((await list('?sort=receivedAt')).value).toEqual(all.value.toReversed())
})
