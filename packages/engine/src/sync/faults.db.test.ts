import { faultKinds, type Fault } from '@pomona/apple-vpp/fake'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openFaultyWorld, type FaultyWorld } from '../testing/faulty-world.ts'
import { startMockProcess, type MockProcess } from '../testing/mock-process.ts'

const database = await openTestDatabase()
let mock: MockProcess
beforeAll(async () => {
  mock = await startMockProcess({ MOCK_APPLE_PAGE_SIZE: '4', MOCK_APPLE_NOTIFICATION_SPAN_MS: '100' })
})
afterAll(async () => Promise.all([database.close(), mock.close()]))

const notes = '1000000001'
const drawing = '1000000002'
const reader = '1000000003'

/** A location with more of everything than a page, and fewer licenses of the first app than devices want. */
async function open(): Promise<FaultyWorld> {
  const world = await openFaultyWorld(database, mock, {
    assets: [
      { adamId: notes, totalCount: 6, serialNumbers: ['OTHER1'] },
      { adamId: drawing, totalCount: 20, serialNumbers: Array.from({ length: 9 }, (_, n) => `OTHER${n}`) },
      { adamId: reader, productType: 'Book', totalCount: 4 },
      { adamId: '1000000004', totalCount: 3 },
      { adamId: '1000000005', totalCount: 3 },
    ],
  })
  onTestFinished(() => world.close())
  return world
}

/** A day at the location: people and devices get what they are due, another system gives and takes, somebody buys, and it is synced. */
async function live(world: FaultyWorld): Promise<void> {
  const groupId = await world.group(world.devices.map(({ id }) => id))
  await world.register()
  await world.require(notes, [groupId])
  await world.require(drawing, [groupId])
  // What Apple has left is less than we believe.
  const taken = [1, 2].map((number) => ({ adamId: notes, serialNumber: `TAKEN${number}` }))
  await world.counter('/assignments', { associate: taken, isSilent: true }, 'PATCH')
  await world.work()
  await world.counter('/purchase', { adamId: drawing, count: 2 })
  await world.counter(
    '/assignments',
    {
      associate: [{ adamId: drawing, serialNumber: 'OTHER99' }],
      disassociate: [{ adamId: drawing, serialNumber: 'OTHER0' }],
    },
    'PATCH',
  )
  for (let round = 0; round < 3; round += 1) {
    world.pass(61_000)
    await world.work()
  }
  await world.sync()
  await world.work()
}

/** How often Apple got to read that a device asks for the app. */
async function timesAsked(world: FaultyWorld, adamId: string): Promise<number> {
  const serial = world.devices[0]?.serialNumber ?? ''
  const sent = await world.requests('POST', '/assets/associate')
  return sent.filter(({ body }) => {
    const said = JSON.stringify(body ?? {})
    return said.includes(adamId) && said.includes(serial)
  }).length
}

const expectEverything = async (world: FaultyWorld) => {
  await world.quiet()
  await world.expectTrue()
  expect((await world.ours()).users).toHaveLength(world.people.length)
}

/** What goes wrong, for a whole day; afterwards one quiet sync makes our tables as Apple's, and no order is lost or doubled. */
const days: [what: string, faults: Fault[]][] = [
  ['answers take their time', [{ kind: 'latency', delayMs: 50, share: 0.5 }]],
  ['Apple has errors of its own now and then', [{ kind: 'status', errorNumber: 9603, share: 0.3 }]],
  ['Apple is busy now and then', [{ kind: 'status', errorNumber: 9646, share: 0.3 }]],
  ['Apple asks to wait, in seconds', [{ kind: 'status', errorNumber: 9729, retryAfter: '0', times: 6 }]],
  ['Apple asks to wait, until a time', [{ kind: 'status', status: 503, retryAfterDateMs: 20, times: 6 }]],
  ['a gateway answers instead', [{ kind: 'status', status: 502, share: 0.3 }]],
  ['the token is refused for a while, under 200', [{ kind: 'status', status: 200, errorNumber: 9622, times: 3 }]],
  [
    'every error comes under 200',
    [
      { kind: 'errorsAs200', share: 1 },
      { kind: 'pageVanish', times: 2 },
    ],
  ],
  ['connections are cut before anything is done', [{ kind: 'resetBefore', share: 0.3 }]],
  ['connections are cut in the middle of answers', [{ kind: 'resetDuring', share: 0.3 }]],
  ['connections are cut after the work is done', [{ kind: 'resetAfter', share: 0.3 }]],
  ['answers end too early', [{ kind: 'truncated', share: 0.3 }]],
  ['lists change while they are read', [{ kind: 'versionChange', times: 2 }]],
  ['pages vanish while lists are read', [{ kind: 'pageVanish', times: 2 }]],
  ['work takes long', [{ kind: 'eventDelay', delayMs: 400, times: 2 }]],
  ['work is never said to be over, and never begun', [{ kind: 'eventStuck', times: 2 }]],
  ['work is never said to be over, and done', [{ kind: 'eventStuck', isWorkDone: true, times: 2 }]],
  ['work fails in parts', [{ kind: 'eventFail', errorNumber: 9603, taskShare: 0.5, times: 3 }]],
  ['work fails as a whole', [{ kind: 'eventFail', errorNumber: 9644, times: 2 }]],
  ['done work is forgotten', [{ kind: 'eventForgotten', times: 3 }]],
  ['work is forgotten before it is done', [{ kind: 'eventForgotten', isWorkDone: false, times: 2 }]],
  ['nobody gets a license when not everybody can', [{ kind: 'allOrNothing', share: 1 }]],
  ['notifications are lost', [{ kind: 'notificationLost', times: 3 }]],
  ['notifications come twice', [{ kind: 'notificationDoubled', delayMs: 30, share: 1 }]],
  ['notifications come late', [{ kind: 'notificationLate', delayMs: 150, times: 3 }]],
  ['notifications overtake each other', [{ kind: 'notificationReordered', delayMs: 60, times: 3 }]],
]

describe('a day on which', () => {
  it.each(days)('%s ends with everything as at Apple', async (_what, faults) => {
    const world = await open()
    for (const fault of faults) await world.fault(fault)
    await live(world)
    // One that is listed no longer is used up.
    const left = await world.counter<{ hitCount: number; kind: string }[]>('/fault')
    expect(left.filter(({ hitCount }) => hitCount === 0)).toEqual([])
    await expectEverything(world)
  })

  it('covers every kind of fault that the mock knows', () => {
    const tested = days.flatMap(([, faults]) => faults.map(({ kind }) => kind))
    // The last one is about orders for people alone.
    expect(new Set([...tested, 'unknownUsersAtOnce'])).toEqual(new Set(faultKinds))
  })

  it('counts are edited behind everybody’s back ends with everything as at Apple', async () => {
    const world = await open()
    await live(world)
    await world.counter(`/assets/${drawing}/STDQ`, { totalCount: 40, retiredCount: 3 }, 'PATCH')
    const associate = [{ adamId: drawing, serialNumber: 'SECRET' }]
    await world.counter('/assignments', { associate, isSilent: true }, 'PATCH')
    await expectEverything(world)
    expect((await world.ours()).associations).toContain(`${drawing} STDQ device SECRET`)
  })

  it('limits are lowered ends with everything as at Apple, in smaller requests', async () => {
    const world = await open()
    onTestFinished(async () => void (await mock.setLimits({ maxSerialNumbers: 1000, maxAssets: 25, maxUsers: 100 })))
    await mock.setLimits({ maxSerialNumbers: 3, maxAssets: 1, maxUsers: 1 })
    await live(world)
    await expectEverything(world)
    const sent = await world.requests('POST', '/assets/associate')
    expect(sent.some(({ errorNumber }) => errorNumber === 9702 || errorNumber === 9700)).toBe(true)
    expect(sent.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3)
  })
})

describe('an order', () => {
  const orderWith = async (world: FaultyWorld, fault: Fault) => {
    const groupId = await world.group(world.devices.slice(0, 2).map(({ id }) => id))
    await world.fault({ path: '/assets/associate', ...fault })
    await world.require(drawing, [groupId])
    await world.work()
  }

  it('whose answer is lost after the work was done is found at Apple and not asked for again', async () => {
    const world = await open()
    await orderWith(world, { kind: 'resetAfter' })
    await expectQuietEnd(world)
    expect(await timesAsked(world, drawing)).toBe(1)
  })

  it('that never reached Apple is asked for again', async () => {
    const world = await open()
    await orderWith(world, { kind: 'resetBefore' })
    await expectQuietEnd(world)
    expect(await world.requests('POST', '/assets/associate')).toHaveLength(2)
    expect(await timesAsked(world, drawing)).toBe(1)
  })

  it('whose event Apple forgot after it was done is found at Apple and not asked for again', async () => {
    const world = await open()
    await orderWith(world, { kind: 'eventForgotten' })
    await expectQuietEnd(world)
    expect(await timesAsked(world, drawing)).toBe(1)
  })

  it('whose event ends never is settled by reading Apple after ten minutes', async () => {
    const world = await open()
    await orderWith(world, { kind: 'eventStuck', isWorkDone: true })
    for (let minute = 0; minute < 14; minute += 1) {
      world.pass(61_000)
      await world.work()
    }
    const { associations } = await world.ours()
    expect(associations).toContain(`${drawing} STDQ device ${world.devices[0]?.serialNumber}`)
    expect(await timesAsked(world, drawing)).toBe(1)
  })

  it('for somebody whom Apple does not know any more ends with a reason and holds up nobody', async () => {
    const world = await open()
    await world.register()
    await world.settle()
    const users = await database.prisma.vppUser.findMany({ where: { tokenId: world.tokenId } })
    const assetId = await world.assetId(drawing)
    await world.fault({ kind: 'unknownUsersAtOnce', share: 1 })
    await database.prisma.licenseOrder.createMany({
      data: ['nobody-at-apple', ...users.map(({ clientUserId }) => clientUserId)].map((target) => ({
        tokenId: world.tokenId,
        assetId,
        kind: 'associate' as const,
        targetType: 'user' as const,
        target,
        targetName: target,
        state: 'reserved' as const,
        priority: 0,
      })),
    })
    await world.work()
    world.pass(5_000)
    await world.work()
    const held = await database.prisma.association.findMany({ where: { assetId, targetType: 'user' } })
    expect(held.map(({ target }) => target).toSorted()).toEqual(
      users.map(({ clientUserId }) => clientUserId).toSorted(),
    )
    await world.settle()
    const order = await database.prisma.licenseOrder.findFirst({ where: { target: 'nobody-at-apple' } })
    expect(order).toMatchObject({
      state: 'failed',
      errorNumber: 9609,
      reason: expect.stringContaining('does not know'),
    })
    await expectQuietEnd(world)
  })

  const expectQuietEnd = async (world: FaultyWorld) => {
    await world.quiet()
    await world.expectTrue()
  }
})

describe('a sync', () => {
  it.each<[string, Fault]>([
    ['whose list changes under it', { kind: 'versionChange', path: '/assignments' }],
    ['whose list becomes shorter under it', { kind: 'pageVanish', path: '/assets' }],
  ])('%s begins again, and says so', async (_what, fault) => {
    const world = await open()
    await world.counter('/purchase', { adamId: drawing, count: 1 })
    await world.counter(
      '/assignments',
      { associate: [{ adamId: drawing, serialNumber: 'NEW' }], isSilent: true },
      'PATCH',
    )
    await world.fault(fault)
    const run = await world.sync()
    expect(run).toMatchObject({ state: 'succeeded', walkRestarts: 1 })
    await world.settle()
    await world.expectTrue()
  })

  it('whose list changes at every try ends with a reason and leaves our tables as they were', async () => {
    const world = await open()
    await world.settle()
    const before = await world.ours()
    await world.counter(
      '/assignments',
      { associate: [{ adamId: drawing, serialNumber: 'NEW' }], isSilent: true },
      'PATCH',
    )
    await world.fault({ kind: 'versionChange', path: '/assignments', share: 1 })
    const run = await world.sync()
    expect(run).toMatchObject({ state: 'failed', errorCode: 'apple_changed_mid_walk' })
    expect(run.errorMessage).toContain('during each of 3 readings, so nothing was taken over')
    expect(await world.ours()).toEqual(before)
  })
})
