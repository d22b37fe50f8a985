import { describe, expect, it } from 'vitest'
import { associationsPage, collect, credential, openHttpClient } from './testing/open-http-client.ts'
import { serviceConfig, type Script } from './testing/scripted-server.ts'
import type { ManageAssets } from './vpp-client.ts'

const request: ManageAssets = {
  assets: [{ adamId: '1', pricingParam: 'STDQ' }],
  targetType: 'device',
  targets: ['FAKESN000001'],
}

describe('walking', () => {
  const pageOf =
    (totalPages: number): Script =>
    ({ query }) => ({
      json: associationsPage(Number(query.get('pageIndex')), totalPages),
    })

  it('reads every page once, page 0 first, at most five at the same time', async () => {
    let underWay = 0
    let most = 0
    const { client, server } = await openHttpClient({
      '/assignments': async ({ query }) => {
        most = Math.max(most, (underWay += 1))
        await new Promise((resolve) => setImmediate(resolve))
        await new Promise((resolve) => setImmediate(resolve))
        underWay -= 1
        return { json: associationsPage(Number(query.get('pageIndex')), 23) }
      },
    })
    const pages = await collect(client.readAssociations(credential, { adamId: '1' }))
    expect(pages[0]?.pageIndex).toBe(0)
    expect(pages.map(({ pageIndex }) => pageIndex).toSorted((a, b) => a - b)).toEqual([...Array(23).keys()])
    expect(server.requestsTo('/assignments')).toHaveLength(23)
    expect(server.requests.every(({ path, query }) => path !== '/assignments' || query.get('adamId') === '1')).toBe(
      true,
    )
    expect(most).toBeLessThanOrEqual(5)
    expect(most).toBeGreaterThan(1)
  })

  it('says when each page was asked for', async () => {
    let clock = 0
    const { client } = await openHttpClient({ '/assignments': pageOf(2) }, { now: () => new Date((clock += 1000)) })
    const pages = await collect(client.readAssociations(credential))
    expect(pages[0]?.askedAt.getTime()).toBeLessThan(pages[1]?.askedAt.getTime() ?? 0)
  })

  it.each([
    ['the version moves', { versionId: 'version-2' }],
    ['the number of pages changes', { totalPages: 7, nextPageIndex: 3 }],
    ['the list ends before its last page', { nextPageIndex: undefined }],
  ])('stops when %s', async (_what, change) => {
    const { client } = await openHttpClient({
      '/assignments': ({ query }) => {
        const index = Number(query.get('pageIndex'))
        return { json: associationsPage(index, 6, index === 2 ? change : {}) }
      },
    })
    await expect(collect(client.readAssociations(credential))).rejects.toMatchObject({
      code: 'apple_changed_mid_walk',
      retry: 'afterRefresh',
    })
  })

  it('stops when a page is gone', async () => {
    const { client } = await openHttpClient({
      '/assignments': ({ query }) =>
        query.get('pageIndex') === '3'
          ? { status: 400, json: { errorNumber: 9650, errorMessage: '' } }
          : { json: associationsPage(Number(query.get('pageIndex')), 6) },
    })
    await expect(collect(client.readAssociations(credential))).rejects.toMatchObject({ code: 'apple_changed_mid_walk' })
  })

  it('asks for no more pages once its reader has gone', async () => {
    const { client, server } = await openHttpClient({ '/assignments': pageOf(100) })
    for await (const page of client.readAssociations(credential)) if (page.pageIndex >= 0) break
    expect(server.requestsTo('/assignments').length).toBeLessThanOrEqual(6)
  })

  it('takes an empty set with no page at all', async () => {
    const { client } = await openHttpClient({
      '/assignments': [{ json: { ...associationsPage(0, 1), totalPages: 0, assignments: [] } }],
    })
    await expect(collect(client.readAssociations(credential))).resolves.toMatchObject([{ items: [], totalPages: 1 }])
  })

  it('counts with two requests', async () => {
    const { client, server } = await openHttpClient({
      '/users': ({ query }) => {
        const index = Number(query.get('pageIndex'))
        return { json: { ...associationsPage(index, 40), size: index === 39 ? 3 : 10 } }
      },
    })
    await expect(client.count(credential, 'users')).resolves.toBe(393)
    expect(server.requestsTo('/users')).toHaveLength(2)
  })
})

describe('addresses and limits', () => {
  it('reads them again every five minutes', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z')
    let maxAssets = 25
    const { client, server } = await openHttpClient(
      { '/service/config': () => ({ json: serviceConfig(server.origin, { maxAssets }) }) },
      { now: () => new Date(now) },
    )
    await client.getLimits()
    maxAssets = 10
    now += 299_000
    await expect(client.getLimits()).resolves.toMatchObject({ assetsPerRequest: 25 })
    now += 1000
    await expect(client.getLimits()).resolves.toMatchObject({ assetsPerRequest: 10 })
    expect(server.requestsTo('/service/config')).toHaveLength(2)
  })

  it('reads the limits again as soon as Apple says that one was passed', async () => {
    const { client, server } = await openHttpClient({
      '/assets/associate': [{ status: 400, json: { errorNumber: 9702 } }],
    })
    await expect(client.associate(credential, request)).rejects.toMatchObject({ retry: 'afterRefresh' })
    await client.getLimits()
    expect(server.requestsTo('/service/config')).toHaveLength(2)
  })

  it('keeps the old ones while Apple does not answer', async () => {
    let now = 0
    const { client } = await openHttpClient(
      { '/service/config': [{ json: { limits: { maxAssets: 9 }, urls: {} } }, { status: 503 }] },
      { now: () => new Date(now) },
    )
    await client.getLimits()
    now += 400_000
    await expect(client.getLimits()).resolves.toMatchObject({ assetsPerRequest: 9 })
  })

  it('asks once for many callers', async () => {
    const { client, server } = await openHttpClient({})
    await Promise.all(Array.from({ length: 10 }, async () => client.getLimits()))
    expect(server.requestsTo('/service/config')).toHaveLength(1)
  })
})
