import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, type OpenLocation } from '../testing/open-location.ts'
import { startMock } from '../testing/start-mock.ts'
import { startReceiver } from '../testing/start-receiver.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let at: OpenLocation
beforeEach(async () => {
  mock = await startMock()
  receiver = await startReceiver()
  at = openLocation(mock, { assets: [{ adamId: '1', totalCount: 500 }] })
  await at.post('/client/config', {
    notificationUrl: receiver.url,
    notificationAuthToken: 'hush',
    notificationTypes: ['ASSET_COUNT', 'ASSET_MANAGEMENT'],
  })
  receiver.received.length = 0
})
afterEach(async () => {
  await Promise.all([mock.close(), receiver.close()])
})

/** Buys one, two, three… licenses, so that the count tells which notification it is. */
const buy = async (...counts: number[]) => {
  for (const count of counts) await at.mock('/purchase', { adamId: '1', count })
  await mock.fake.work()
}
const pass = async (ms: number) => {
  mock.clock.now += ms
  await mock.fake.work()
}
const got = () => receiver.received.map(({ notification }) => notification.countDelta)

describe('a notification', () => {
  it('is lost', async () => {
    await at.fault({ kind: 'notificationLost' })
    await buy(1, 2)
    await pass(1_000_000)
    expect(got()).toEqual([2])
  })

  it('comes twice with the same id', async () => {
    await at.fault({ kind: 'notificationDoubled' })
    await buy(1, 2)
    expect(got()).toEqual([1, 1, 2])
    const [first, second, third] = receiver.received.map(({ notificationId }) => notificationId)
    expect([second === first, third === first]).toEqual([true, false])
  })

  it('comes a second time much later', async () => {
    await at.fault({ kind: 'notificationDoubled', delayMs: 5000 })
    await buy(1)
    expect(got()).toEqual([1])
    await pass(5000)
    expect(got()).toEqual([1, 1])
  })

  it('is late', async () => {
    await at.fault({ kind: 'notificationLate', delayMs: 5000 })
    await buy(1, 2)
    expect(got()).toEqual([2])
    await pass(4999)
    expect(got()).toEqual([2])
    await pass(1)
    expect(got()).toEqual([2, 1])
  })

  it('is overtaken by the next one', async () => {
    await at.fault({ kind: 'notificationReordered', delayMs: 5000 })
    await buy(1, 2, 3)
    expect(got()).toEqual([2, 1, 3])
  })

  it('that waits to be overtaken comes in the end when no other does', async () => {
    await at.fault({ kind: 'notificationReordered', times: 2, delayMs: 5000 })
    await buy(1, 2)
    expect(got()).toEqual([])
    await pass(5000)
    expect(got()).toEqual([1, 2])
  })

  it('is hit only when it is of the type that the fault names', async () => {
    await at.fault({ kind: 'notificationLost', notificationType: 'ASSET_MANAGEMENT', share: 1 })
    await buy(1)
    await at.finish('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['A'] })
    await mock.fake.work()
    expect(receiver.received.map(({ notificationType }) => notificationType)).toEqual(['ASSET_COUNT'])
  })
})

it('counts edited behind our back are told to nobody', async () => {
  await at.mock('/assets/1/STDQ', { totalCount: 400 }, 'PATCH')
  await mock.fake.work()
  expect(receiver.received).toEqual([])
  await expect(at.list('/assets')).resolves.toMatchObject([{ totalCount: 400 }])
})
