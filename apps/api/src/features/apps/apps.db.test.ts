import { randomUUID } from 'node:crypto'
import { markMissingInStore } from '@pomona/db'
import { unlimitedCount } from '@pomona/domain'
import { addAsset, addAssignment, addDevice, addGroup, addOrder, addToken, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let reader: string

beforeAll(async () => {
  app = await startApp(database)
  reader = await app.signInAs('helpdesk')
})
beforeEach(async () => {
  await database.pool.query('truncate tokens cascade')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const get = (path: string, headers: Record<string, string> = {}) => app.call('GET', path, { as: reader, headers })
const names = async (query: string) => {
  const { body } = await get(`/api/v1/apps?${query}`)
  const { value, totalCount } = body as { value: { name: string }[]; totalCount: number }
  expect(totalCount).toBe(value.length)
  return value.map(({ name }) => name)
}

describe('200', () => {
  it('shows Apple’s counts beside what is promised, waits and is assigned', async () => {
    const token = await addToken(db, { displayName: 'Berlin' })
    const asset = await addAsset(db, {
      tokenId: token.id,
      name: 'Keynote',
      totalCount: 25,
      assignedCount: 20,
      retiredCount: 1,
    })
    const group = await addGroup(db)
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    for (const state of [
      'reserved',
      'sent',
      'unknown',
      'waiting',
      'waiting',
      'confirmed',
      'failed',
      'canceled',
    ] as const) {
      await addOrder(db, { asset, device: await addDevice(db), state })
    }
    await addOrder(db, { asset, device: await addDevice(db), state: 'sent', kind: 'disassociate' })
    const { body } = await get('/api/v1/apps')
    expect(body).toMatchObject({
      totalCount: 1,
      value: [
        {
          id: asset.id,
          tokenName: 'Berlin',
          totalCount: 25,
          assignedCount: 20,
          availableCount: 5,
          retiredCount: 1,
          isUnlimited: false,
          promisedCount: 3,
          waitingCount: 2,
          assignmentCount: 1,
          iconUrl: null,
        },
      ],
    })
  })

  it('keeps apps and books apart', async () => {
    const token = await addToken(db)
    const app1 = await addAsset(db, { tokenId: token.id, name: 'Keynote' })
    const book = await addAsset(db, { tokenId: token.id, name: 'Moby-Dick', productType: 'Book' })
    expect(await names('')).toEqual(['Keynote'])
    expect((await get('/api/v1/books')).body).toMatchObject({ value: [{ id: book.id, productType: 'Book' }] })
    expect(await get(`/api/v1/books/${book.id}`)).toMatchObject({ status: 200, body: { name: 'Moby-Dick' } })
    expect(await get(`/api/v1/books/${app1.id}`)).toMatchObject({ status: 404 })
    expect(await get(`/api/v1/apps/${book.id}`)).toMatchObject({ status: 404 })
  })

  it('filters by token, group, shortage, assignment and store, and finds parts of the name or the whole Adam ID', async () => {
    const [berlin, vienna] = [await addToken(db), await addToken(db)]
    const pages = await addAsset(db, { tokenId: berlin.id, name: 'Pages', adamId: '361309726' })
    const numbers = await addAsset(db, { tokenId: vienna.id, name: 'Numbers (Übungen)' })
    await addOrder(db, { asset: pages, device: await addDevice(db) })
    const group = await addGroup(db)
    await addAssignment(db, { assetId: numbers.id, groupId: group.id })
    expect(await names(`groupId=${group.id}`)).toEqual(['Numbers (Übungen)'])
    expect(await names(`groupId=${(await addGroup(db)).id}`)).toEqual([])
    expect(await names(`tokenId=${berlin.id}`)).toEqual(['Pages'])
    expect(await names('isShort=true')).toEqual(['Pages'])
    expect(await names('isShort=false')).toEqual(['Numbers (Übungen)'])
    expect(await names('isAssigned=true')).toEqual(['Numbers (Übungen)'])
    expect(await names('isAssigned=false')).toEqual(['Pages'])
    await markMissingInStore(db, { storefront: 'AT', now: new Date(), assetIds: [numbers.id] })
    expect(await names('isMissingInStore=true')).toEqual(['Numbers (Übungen)'])
    expect(await names('isMissingInStore=false')).toEqual(['Pages'])
    expect(await names('search=AGE')).toEqual(['Pages'])
    expect(await names('search=361309726')).toEqual(['Pages'])
    expect(await names('search=übung+num')).toEqual(['Numbers (Übungen)'])
    expect(await names('search=num+pages')).toEqual([])
    expect(await names(`tokenId=${randomUUID()}`)).toEqual([])
  })

  it('sorts names as people do, and counts', async () => {
    const token = await addToken(db)
    for (const [name, totalCount] of [
      ['banana', 3],
      ['Apple', 1],
      ['cherry', 2],
    ] as const) {
      await addAsset(db, { tokenId: token.id, name, totalCount })
    }
    expect(await names('sort=name')).toEqual(['Apple', 'banana', 'cherry'])
    expect(await names('sort=-totalCount')).toEqual(['banana', 'cherry', 'Apple'])
    expect(await names('sort=availableCount')).toEqual(['Apple', 'cherry', 'banana'])
  })

  it('marks what has no limit and what Apple no longer lists', async () => {
    await addAsset(db, { totalCount: unlimitedCount, vanishedAt: new Date('2026-05-01T00:00:00Z') })
    expect((await get('/api/v1/apps')).body).toMatchObject({
      value: [{ isUnlimited: true, totalCount: unlimitedCount, vanishedAt: '2026-05-01T00:00:00.000Z' }],
    })
  })

  it('tells what the store says', async () => {
    const asset = await addAsset(db)
    await db.assetMetadata.create({
      data: {
        assetId: asset.id,
        storefront: 'DE',
        description: 'Slides',
        genres: ['Business'],
        deviceFamilies: ['ipad'],
        sizeBytes: 7_000_000_000n,
        checkedAt: new Date(),
      },
    })
    expect((await get(`/api/v1/apps/${asset.id}`)).body).toMatchObject({
      description: 'Slides',
      genres: ['Business'],
      sizeBytes: 7_000_000_000,
      storefront: 'DE',
      missingInStoreSince: null,
    })
  })
})

describe('the icon', () => {
  const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])
  const addIcon = async (iconType: string) => {
    const asset = await addAsset(db)
    const icon = { icon: png, iconType, iconUrl: 'https://apple.example/1.png' }
    await db.assetMetadata.create({ data: { assetId: asset.id, storefront: 'US', checkedAt: new Date(), ...icon } })
    return asset
  }

  it('is served under the address of the view, once', async () => {
    const asset = await addIcon('image/png')
    const { iconUrl } = (await get(`/api/v1/apps/${asset.id}`)).body as { iconUrl: string }
    expect(iconUrl).toMatch(new RegExp(`^/api/v1/apps/${asset.id}/icon\\?v=\\w+$`))
    const first = await fetch(app.url + iconUrl, { headers: { Authorization: `Bearer ${reader}` } })
    expect([first.status, first.headers.get('Content-Type'), first.headers.get('X-Content-Type-Options')]).toEqual([
      200,
      'image/png',
      'nosniff',
    ])
    expect(new Uint8Array(await first.arrayBuffer())).toEqual(png)
    expect(first.headers.get('Cache-Control')).toBe('private, max-age=86400')
    const etag = first.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    expect(await get(iconUrl, { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' })).toMatchObject({
      status: 304,
      text: '',
    })
  })

  it('gets another address when the picture changes', async () => {
    const asset = await addIcon('image/png')
    const address = async () => ((await get(`/api/v1/apps/${asset.id}`)).body as { iconUrl: string }).iconUrl
    const before = await address()
    await db.assetMetadata.update({ where: { assetId: asset.id }, data: { iconUrl: 'https://apple.example/2.png' } })
    expect(await address()).not.toBe(before)
  })

  it.each(['image/svg+xml', 'text/html'])('is not served as %s', async (iconType) => {
    const asset = await addIcon(iconType)
    expect(await get(`/api/v1/apps/${asset.id}/icon`)).toMatchObject({ status: 404 })
  })

  it('is refused to whoever is not signed in, and for what is no id', async () => {
    const asset = await addIcon('image/png')
    expect(await app.call('GET', `/api/v1/apps/${asset.id}/icon`)).toMatchObject({ status: 401 })
    expect(await get('/api/v1/apps/x/icon')).toMatchObject({ status: 400 })
    expect(await get(`/api/v1/apps/${randomUUID()}/icon`)).toMatchObject({ status: 404 })
  })
})
