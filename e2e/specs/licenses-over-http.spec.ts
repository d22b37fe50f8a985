import { expect, test } from '../fixtures.ts'
import type { Asset, License, ListOf } from '../pomona-api.ts'

const countsOf = ({ pricingParam, totalCount, assignedCount, availableCount, retiredCount, ...asset }: Asset) =>
  [asset.adamId, pricingParam, totalCount, assignedCount, availableCount, retiredCount].join(' ')
const sorted = (texts: string[]) => texts.toSorted((a, b) => a.localeCompare(b))

test('after the first sync every app has exactly Apple’s counts', async ({ api, mockApple, programs }) => {
  const locations = (await (await fetch(`${programs.mockAppleUrl}/_mock/locations`)).json()) as {
    uId: string
    tokenFile: string
  }[]
  for (const location of locations.slice(0, 2)) {
    const tokenId = await api.uploadToken(location.tokenFile)
    const theirs = sorted((await mockApple.assetsOf(location.uId)).map(countsOf))
    await expect.poll(async () => sorted((await api.assetsOf(tokenId)).map(countsOf))).toEqual(theirs)
    expect(theirs.length).toBeGreaterThan(5)
  }
})

// Each with an app of its own: the same devices take no second license of one app (P18).
test('an assigned group holds its licenses at Apple, and nobody else does', async ({ api, mockApple }) => {
  const adamId = '1700000001'
  const location = await mockApple.makeLocation({
    locationName: 'Enough for all',
    assets: [{ adamId, name: 'Ledger', totalCount: 100 }],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const [app] = await api.assetsOf(tokenId)
  const group = await api.makeGroup('Enough', 40)
  await api.assign(app?.id ?? '', [required(group.id)])
  await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toEqual(sorted(group.serialNumbers))
  await expect
    .poll(async () => (await api.assetsOf(tokenId))[0])
    .toMatchObject({ assignedCount: 40, availableCount: 60, promisedCount: 0, waitingCount: 0 })
})

test('a shortage gives what there is, lets the rest wait with a place, and serves them in that order', async ({
  api,
  mockApple,
}) => {
  const adamId = '1700000002'
  const location = await mockApple.makeLocation({
    locationName: 'Too few',
    assets: [{ adamId, name: 'Ledger', totalCount: 7 }],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const appId = (await api.assetsOf(tokenId))[0]?.id ?? ''
  const group = await api.makeGroup('Too many', 30)
  await api.assign(appId, [required(group.id)])
  const waiting = async () => {
    const { body } = await api.call<ListOf<License>>('GET', `/apps/${appId}/licenses?standing=waiting&limit=200`)
    return body.value
  }
  await expect.poll(async () => (await mockApple.holdersOf(location.uId, adamId)).length).toBe(7)
  await expect.poll(async () => (await waiting()).length).toBe(23)
  const line = await waiting()
  expect(line.map(({ place }) => place)).toEqual(line.map((_, index) => index + 1))
  const held = await mockApple.holdersOf(location.uId, adamId)
  expect(sorted([...held, ...line.map(({ target }) => target)])).toEqual(sorted(group.serialNumbers))

  await mockApple.purchase(location.uId, adamId, 5)
  const served = line.slice(0, 5).map(({ target }) => target)
  await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toEqual(sorted([...held, ...served]))
  await expect
    .poll(async () => (await waiting()).map(({ target }) => target))
    .toEqual(line.slice(5).map(({ target }) => target))
})

test('a license released by hand goes to the first in line', async ({ api, mockApple }) => {
  const adamId = '1700000003'
  const location = await mockApple.makeLocation({
    locationName: 'One for two',
    assets: [{ adamId, name: 'Ledger', totalCount: 1 }],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const appId = (await api.assetsOf(tokenId))[0]?.id ?? ''
  const group = await api.makeGroup('Rivals', 2)
  await api.assign(appId, [required(group.id)])
  await expect
    .poll(async () => (await api.assetsOf(tokenId))[0])
    .toMatchObject({ assignedCount: 1, promisedCount: 0, waitingCount: 1 })
  const [holder] = await mockApple.holdersOf(location.uId, adamId)
  const released = await api.call('POST', `/apps/${appId}/licenses/revoke`, { serialNumbers: [holder] })
  expect(released).toMatchObject({ status: 202, body: { value: [{ target: holder, outcome: 'ordered' }] } })
  const [next] = group.serialNumbers.filter((serial) => serial !== holder)
  await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toEqual([next])
})

const required = (groupId: string) => ({
  target: { kind: 'group', groupId },
  intent: 'required',
  licenseType: 'device',
})
