import { readTokenFile, unlimitedCount } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import { createFakeApple, type FakeApple } from './fake-apple.ts'
import { demoSeed } from './demo-locations.ts'
import { AppleRefusal } from './refusal.ts'
import type { LocationSeed } from './seed.ts'

const dayMs = 24 * 60 * 60 * 1000
const none = new URLSearchParams()

function open(seed: Partial<LocationSeed> = {}) {
  const clock = { now: Date.parse('2030-05-06T07:08:09.123Z') }
  let ids = 0
  let changes = 0
  const fake = createFakeApple({
    now: () => new Date(clock.now),
    newId: () => `id-${(ids += 1)}`,
    onChange: () => (changes += 1),
    pageSize: 10,
  })
  const assets = [{ adamId: '1', totalCount: 5 }]
  const { uId, tokenFile } = fake.addLocation({ locationName: 'Orchard', assets, ...seed })
  const associate = (...serialNumbers: string[]) =>
    fake.service.associate(tokenFile, { assets: [{ adamId: '1' }], serialNumbers }).eventId
  const status = (eventId: string) => fake.service.getStatus(tokenFile, new URLSearchParams({ eventId }))
  return { fake, clock, uId, tokenFile, associate, status, changes: () => changes }
}

describe('an event', () => {
  it('is half done at half of its time', () => {
    const { fake, clock, uId, associate, status } = open()
    const eventId = associate('A', 'B', 'C')
    expect(status(eventId)).toMatchObject({ eventStatus: 'PENDING', numRequested: 3, numCompleted: 0 })
    clock.now += 200
    expect(status(eventId)).toMatchObject({ eventStatus: 'PENDING', numCompleted: 1 })
    expect(fake.associationsOf(uId)).toHaveLength(1)
    clock.now += 200
    expect(status(eventId)).toMatchObject({ eventStatus: 'COMPLETE', numCompleted: 3 })
  })

  it('tells no failure before it is over', () => {
    const { clock, associate, status } = open()
    const eventId = associate('A', 'B', 'C', 'D', 'E', 'F')
    clock.now += 399
    expect(status(eventId)).not.toHaveProperty('failures')
    clock.now += 1
    expect(status(eventId)).toMatchObject({
      eventStatus: 'FAILED',
      numCompleted: 5,
      failures: [{ errorNumber: 9709, errorInfo: { assets: [{ adamId: '1' }], serialNumbers: ['F'] } }],
    })
  })

  it('fails with no license for an asset that nobody owns', () => {
    const { fake, clock, tokenFile, status } = open()
    const { eventId } = fake.service.associate(tokenFile, { assets: [{ adamId: '7' }], serialNumbers: ['A'] })
    clock.now += 400
    expect(status(eventId)).toMatchObject({ eventStatus: 'FAILED', failures: [{ errorNumber: 9709 }] })
  })

  it('renews the version of what it changes, and of nothing when it changes nothing', () => {
    const { fake, clock, tokenFile, associate } = open()
    const versions = () =>
      [
        fake.service.getAssets(tokenFile, none),
        fake.service.getAssignments(tokenFile, none),
        fake.service.getUsers(tokenFile, none),
      ].map(({ versionId }) => versionId)
    const before = versions()
    associate('A')
    clock.now += 400
    const after = versions()
    expect(after.map((version, index) => version === before[index])).toEqual([false, false, true])
    associate('A')
    clock.now += 400
    expect(versions()).toEqual(after)
  })
})

it('goes on from its snapshot as if nothing had happened, unfinished events included', () => {
  const { fake, clock, uId, tokenFile, associate } = open({
    users: [{ clientUserId: 'u', status: 'Registered' }],
    mdmInfo: { id: 'a', name: 'b', metadata: 'c' },
  })
  associate('A')
  clock.now += 400
  const eventId = associate('B', 'C')
  const json = JSON.stringify(fake.snapshot())
  const again = createFakeApple({ snapshot: JSON.parse(json), now: () => new Date(clock.now), pageSize: 10 })
  expect(JSON.parse(JSON.stringify(again.snapshot()))).toEqual(JSON.parse(json))
  expect(again.locations()).toEqual(fake.locations())
  clock.now += 400
  expect(again.service.getStatus(tokenFile, new URLSearchParams({ eventId }))).toMatchObject({
    eventStatus: 'COMPLETE',
  })
  expect(again.associationsOf(uId).map(({ serialNumber }) => serialNumber)).toEqual(['A', 'B', 'C'])
})

it('leaves no trouble over a restart', () => {
  const { fake, clock, uId, tokenFile, associate } = open()
  fake.faults.add(uId, { kind: 'eventStuck' })
  fake.faults.add(uId, { kind: 'latency', share: 1 })
  const eventId = associate('A')
  const snapshot = JSON.parse(JSON.stringify(fake.snapshot()))
  clock.now += 400
  const again = createFakeApple({ snapshot, now: () => new Date(clock.now) })
  expect(again.faults.list()).toEqual([])
  const status = again.service.getStatus(tokenFile, new URLSearchParams({ eventId }))
  expect(status).toMatchObject({ eventStatus: 'COMPLETE' })
})

it('tells of every change', () => {
  const { fake, uId, clock, associate, changes } = open()
  const steps = [
    () => associate('A'),
    () => {
      clock.now += 400
      fake.assetsOf(uId)
    },
    () => fake.purchase(uId, { adamId: '1', pricingParam: 'STDQ' }, 1),
    () => fake.addToken(uId),
    () => fake.setMdmInfo(uId, undefined),
    () => fake.reset(),
  ]
  for (const step of steps) {
    const before = changes()
    step()
    expect(changes()).toBeGreaterThan(before)
  }
})

it('pages through 200,000 associations, each of them once', () => {
  const fake = createFakeApple()
  const generate = { assets: 50, users: 500, associations: 200_000 }
  const { tokenFile } = fake.addLocation({ locationName: 'Large Orchard', generate })
  const seen = new Set<string>()
  let pageIndex: number | undefined = 0
  while (pageIndex !== undefined) {
    const params = new URLSearchParams({ pageIndex: String(pageIndex) })
    const page = fake.service.getAssignments(tokenFile, params)
    for (const { adamId, serialNumber, clientUserId } of page.assignments)
      seen.add(`${adamId} ${serialNumber} ${clientUserId}`)
    pageIndex = page.nextPageIndex
  }
  expect(seen.size).toBe(200_000)
})

describe('a made-up location of a million associations', () => {
  const open1M = () => {
    const clock = { now: 0 }
    const now = () => new Date(clock.now)
    const fake = createFakeApple({ now })
    const generate = { assets: 1000, users: 50_000, associations: 1_000_000 }
    const { uId, tokenFile } = fake.addLocation({ locationName: 'Vast Orchard', generate })
    return { fake, clock, now, uId, tokenFile }
  }
  const pageAt = (fake: FakeApple, tokenFile: string, pageIndex: number) =>
    fake.service.getAssignments(tokenFile, new URLSearchParams({ pageIndex: String(pageIndex) }))

  it('keeps nothing of them but what changed, also over a restart', () => {
    const { fake, clock, now, uId, tokenFile } = open1M()
    const { totalPages } = pageAt(fake, tokenFile, 0)
    expect(totalPages).toBe(Math.ceil(1_000_000 / 549))
    const key = { adamId: '2000000999' }
    fake.service.disassociate(tokenFile, { assets: [key], serialNumbers: ['GEN00000000'] })
    fake.service.associate(tokenFile, { assets: [key], serialNumbers: ['NEW1', 'NEW2'] })
    fake.service.retireUsers(tokenFile, { users: [{ clientUserId: 'gen-user-000007' }] })
    clock.now += 400
    const freed = 1000
    const before = fake.associationsOf(uId, { adamId: '2000000999' })
    expect(before).toHaveLength(1000 - 1 + 2 - 1)
    const json = JSON.stringify(fake.snapshot())
    expect(json.length).toBeLessThan(1_000_000)
    const again = createFakeApple({ snapshot: JSON.parse(json), now })
    expect(again.associationsOf(uId, { adamId: '2000000999' })).toEqual(before)
    const count = again.assetsOf(uId).reduce((sum, { assignedCount }) => sum + assignedCount, 0)
    expect(count).toBe(1_000_000 - 1 + 2 - freed)
    const users = again.service.getUsers(tokenFile, new URLSearchParams({ retiredOnly: 'true' }))
    expect(users.users).toMatchObject([{ clientUserId: 'gen-user-000007', status: 'Retired' }])
  })

  it('has its last page as fast as its first', () => {
    const { fake, tokenFile } = open1M()
    const last = pageAt(fake, tokenFile, pageAt(fake, tokenFile, 0).totalPages - 1)
    expect(last).toMatchObject({ size: 1_000_000 % 549 })
    const timeOf = (pageIndex: number) => {
      const started = performance.now()
      for (let n = 0; n < 50; n += 1) pageAt(fake, tokenFile, pageIndex)
      return performance.now() - started
    }
    timeOf(0)
    // A walk to the last page would take a thousand times as long.
    expect(timeOf(last.currentPageIndex)).toBeLessThan(20 * timeOf(0) + 100)
  })

  it('describes its assets in the store', () => {
    const { fake } = open1M()
    expect(fake.catalogItem('2000000999')).toMatchObject({ name: 'App 2000000999' })
    expect(fake.catalogItem('2000001000')).toBeUndefined()
  })
})

describe('the demo organization', () => {
  const startedAt = new Date('2030-05-06T07:08:09Z')
  const fake = createFakeApple({ seed: demoSeed, now: () => startedAt })
  const [business, education] = fake.locations()

  it('is one business and one group of schools, with tokens that last 200 and 20 days', () => {
    const days = (location: typeof business) => {
      const file = readTokenFile(location?.tokenFile ?? '')
      return file.ok ? Math.ceil((file.file.expiresAt.getTime() - startedAt.getTime()) / dayMs) : undefined
    }
    expect([business?.accountType, business?.countryISO2ACode, days(business)]).toEqual(['business', 'US', 200])
    expect([education?.accountType, education?.countryISO2ACode, days(education)]).toEqual(['education', 'GB', 20])
  })

  it('writes the same tokens on the same day', () => {
    const other = createFakeApple({ seed: demoSeed, now: () => new Date('2030-05-06T23:59:00Z') })
    expect(other.locations().map(({ tokenFile }) => tokenFile)).toEqual(
      fake.locations().map(({ tokenFile }) => tokenFile),
    )
  })

  it('has everything that makes a difference', () => {
    const assets = fake.locations().flatMap(({ uId }) => fake.assetsOf(uId))
    expect(new Set(assets.map(({ adamId }) => adamId)).size).toBeGreaterThanOrEqual(40)
    expect(assets.some(({ productType }) => productType === 'Book')).toBe(true)
    expect(assets.some(({ pricingParam }) => pricingParam === 'PLUS')).toBe(true)
    expect(assets.some(({ totalCount }) => totalCount === unlimitedCount)).toBe(true)
    expect(assets.some(({ totalCount }) => totalCount <= 3)).toBe(true)
    expect(assets.some(({ retiredCount }) => retiredCount > 0)).toBe(true)
    expect(assets.some(({ productType, deviceAssignable }) => productType === 'App' && !deviceAssignable)).toBe(true)
    for (const { adamId, productType } of assets) {
      const item = fake.catalogItem(adamId)
      expect(item?.description.length).toBeGreaterThan(20)
      expect(item?.kind === 'ebook').toBe(productType === 'Book')
    }
  })

  it('has a custom app that its owner alone sees, and an app that one store lacks', () => {
    const lookUp = (token: string | undefined, id: string, cc: string) => {
      const params = new URLSearchParams({ version: '2', p: 'mdm-lockup', id, cc })
      return Object.keys(fake.service.lookUp(token, params, 'https://apple.example')['results'] as object)
    }
    expect(lookUp(business?.tokenFile, '1000000119', 'us')).toEqual(['1000000119'])
    expect(lookUp(education?.tokenFile, '1000000119', 'us')).toEqual([])
    expect(lookUp(undefined, '1000000119', 'us')).toEqual([])
    expect(lookUp(undefined, '1000000110', 'us')).toEqual(['1000000110'])
    expect(lookUp(undefined, '1000000110', 'gb')).toEqual([])
    expect(lookUp(undefined, '1000000101,1000000102,x', 'us')).toEqual(['1000000101', '1000000102'])
  })
})

it('refuses a token of a location that a reset took away', () => {
  const { fake, tokenFile } = open()
  fake.reset({ catalog: [], locations: [] })
  expect(() => fake.service.getAssets(tokenFile, none)).toThrow(AppleRefusal)
})
