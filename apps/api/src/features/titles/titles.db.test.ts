import { unlimitedCount } from '@pomona/domain'
import { markMissingInStore } from '@pomona/db'
import { addAsset, addDevice, addOrder, addToken, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let reader: string

beforeAll(async () => {
  app = await startApp(database)
  reader = await app.signInAs('helpdesk')
  const [berlin, munich, gone] = [await addToken(db), await addToken(db), await addToken(db, { deletedAt: new Date() })]
  const keynote = { adamId: '361285480', pricingParam: 'STDQ' as const, name: 'Keynote' }
  const short = await addAsset(db, { ...keynote, tokenId: berlin.id, totalCount: 2_000_000_000, assignedCount: 7 })
  await addAsset(db, { ...keynote, tokenId: munich.id, name: 'Keynote DE', totalCount: 2_000_000_000 })
  await addAsset(db, { ...keynote, tokenId: gone.id, totalCount: 5 })
  await addAsset(db, { ...keynote, tokenId: berlin.id, pricingParam: 'PLUS', totalCount: 3 })
  await addAsset(db, {
    adamId: '7',
    tokenId: berlin.id,
    name: 'Free',
    totalCount: unlimitedCount,
    availableCount: unlimitedCount,
  })
  await addAsset(db, { adamId: '7', tokenId: munich.id, name: 'Free', totalCount: 4 })
  await addAsset(db, { adamId: '8', tokenId: berlin.id, name: 'A Novel', productType: 'Book', totalCount: 1 })
  await addAsset(db, { adamId: '9', tokenId: berlin.id, name: 'Vanished', vanishedAt: new Date() })
  await addAsset(db, { adamId: '10', tokenId: gone.id, name: 'Deleted' })
  await addOrder(db, { asset: short, device: await addDevice(db) })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

type Title = { adamId: string; pricingParam: string; name: string; totalCount: number }
const get = (path: string) => app.call('GET', `/api/v1/titles${path}`, { as: reader })
const list = async (query: string) => {
  const { status, body } = await get(`?${query}`)
  expect(status).toBe(200)
  const { value, totalCount } = body as { value: Title[]; totalCount: number }
  return { names: value.map(({ adamId, pricingParam }) => `${adamId} ${pricingParam}`), totalCount, value }
}

describe('200', () => {
  it('lists each app or book once, with sums that pass 32 bits, without what vanished or was deleted', async () => {
    const { names, totalCount, value } = await list('')
    expect(names).toEqual(['8 STDQ', '7 STDQ', '361285480 STDQ', '361285480 PLUS'])
    expect(totalCount).toBe(4)
    expect(value).toMatchObject([
      { productType: 'Book' },
      { isUnlimited: true, tokenCount: 2, totalCount: 4, availableCount: 4 },
      {
        name: 'Keynote',
        tokenCount: 2,
        totalCount: 4_000_000_000,
        assignedCount: 7,
        waitingCount: 1,
        isUnlimited: false,
      },
      { tokenCount: 1, totalCount: 3, waitingCount: 0 },
    ])
  })

  it.each([
    ['productType=Book', ['8 STDQ']],
    ['isShared=true', ['7 STDQ', '361285480 STDQ']],
    ['isShared=false', ['8 STDQ', '361285480 PLUS']],
    ['isShort=true', ['361285480 STDQ']],
    ['isShort=false', ['8 STDQ', '7 STDQ', '361285480 PLUS']],
    ['search=keynote', ['361285480 STDQ', '361285480 PLUS']],
    ['search=keynote+de', ['361285480 STDQ']],
    ['search=361285480&isShort=true', ['361285480 STDQ']],
    ['sort=-totalCount', ['361285480 STDQ', '7 STDQ', '361285480 PLUS', '8 STDQ']],
    ['sort=availableCount', ['8 STDQ', '361285480 PLUS', '7 STDQ', '361285480 STDQ']],
  ])('%s', async (query, expected) => {
    const { names, totalCount } = await list(query)
    expect(names).toEqual(expected)
    expect(totalCount).toBe(expected.length)
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await get(`?${query}&limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`)
      const page = body as { value: Title[]; nextCursor?: string; totalCount: number }
      expect(page.totalCount).toBe(expected.length)
      pages.push(...page.value.map(({ adamId, pricingParam }) => `${adamId} ${pricingParam}`))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(pages).toEqual(expected)
  })

  it('a search that finds one token’s copy counts all of them', async () => {
    expect((await list('search=keynote+de')).value).toMatchObject([{ tokenCount: 2, totalCount: 4_000_000_000 }])
  })

  it('shows one with its counts in each token', async () => {
    const { status, body } = await get('/361285480/STDQ')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'Keynote',
      tokenCount: 2,
      assets: [{ totalCount: 2_000_000_000 }, { totalCount: 2_000_000_000 }],
    })
  })
})

it('is called as a store that lists it says, whatever stands in for the name elsewhere', async () => {
  const [here, there] = [await addToken(db), await addToken(db)]
  const title = { adamId: '77', pricingParam: 'STDQ' as const }
  await addAsset(db, { ...title, tokenId: here.id, name: 'Ledgerleaf' })
  const stand = await addAsset(db, { ...title, tokenId: there.id, name: 'App 77' })
  const [listed] = await db.asset.findMany({ where: { adamId: '77', name: 'Ledgerleaf' } })
  await db.assetMetadata.create({ data: { assetId: listed?.id ?? '', storefront: 'DE', checkedAt: new Date() } })
  await markMissingInStore(db, { storefront: 'US', now: new Date(), assetIds: [stand.id] })
  expect((await get('/77/STDQ')).body).toMatchObject({ name: 'Ledgerleaf' })
})

it.each(['/361285480/XXXX', '/abc/STDQ', '?sort=price', '?cursor=x'])('400: %s', async (path) => {
  expect(await get(path)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
})

it.each(['/9/STDQ', '/10/STDQ', '/12345/PLUS'])('404: %s', async (path) => {
  expect(await get(path)).toMatchObject({ status: 404 })
})
