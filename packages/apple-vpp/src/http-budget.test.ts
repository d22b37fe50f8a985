import { describe, expect, it } from 'vitest'
import type { RequestBudget } from './http/request-budget.ts'
import { associationsPage, collect, common, credential, openHttpClient } from './testing/open-http-client.ts'
import { serviceConfig } from './testing/scripted-server.ts'

const about = 'token-1'
const stored = { ...credential, about }
const request = {
  assets: [{ adamId: '1', pricingParam: 'STDQ' as const }],
  targetType: 'device' as const,
  targets: ['S'],
}
const location = { ...common, countryISO2ACode: 'DE', locationName: 'Orchard' }
const busy = (headers = {}) => ({ status: 429, json: { errorNumber: 9646 }, headers })

/** A budget that writes down what it is told. */
function notingBudget() {
  const told: unknown[][] = []
  const budget: RequestBudget = {
    take: async (who, { perSecond }) => void told.push(['take', who, perSecond]),
    refused: async (who, retryAfterMs) => void told.push(['refused', who, retryAfterMs]),
  }
  return { told, budget }
}

describe('the request budget', () => {
  it('is asked before every request of a stored token, each try of a read included', async () => {
    const { told, budget } = notingBudget()
    const answers = [{ status: 500 }, { json: location }]
    const { client } = await openHttpClient({ '/client/config': answers }, { budget })
    await client.getLocation(stored)
    expect(told).toEqual([
      ['take', about, undefined],
      ['take', about, undefined],
    ])
  })

  it('is asked for every page and every write', async () => {
    const { told, budget } = notingBudget()
    const { client } = await openHttpClient(
      {
        '/assignments': ({ query }) => ({ json: associationsPage(Number(query.get('pageIndex')), 3) }),
        '/assets/associate': [{ json: { ...common, eventId: 'e' } }],
      },
      { budget },
    )
    await collect(client.readAssociations(stored))
    await client.associate(stored, request)
    expect(told).toHaveLength(4)
  })

  it('is told the number that Apple names now, also when it was lowered under a read', async () => {
    const { told, budget } = notingBudget()
    const limits: Record<string, number> = { maxRequestPerSecond: 20 }
    const { client, server } = await openHttpClient(
      {
        '/service/config': () => ({ json: serviceConfig(server.origin, limits) }),
        '/client/config': () => {
          if (limits['maxRequestPerSecond'] === 5) return { json: location }
          limits['maxRequestPerSecond'] = 5
          return busy()
        },
      },
      { budget },
    )
    await client.getLocation(stored)
    expect(told).toEqual([
      ['take', about, 20],
      ['refused', about, undefined],
      ['take', about, 5],
    ])
  })

  it.each([
    ['too many requests', busy({ 'retry-after': '3' }), 3000],
    ['too many requests without a time', busy(), undefined],
    ['429 of a gateway', { status: 429 }, undefined],
    ['a pause', { status: 503, headers: { 'retry-after': '7' } }, 7000],
  ])('is told of %s, once for each answer', async (_what, answer, retryAfterMs) => {
    const { told, budget } = notingBudget()
    const { client } = await openHttpClient({ '/assets/associate': [answer] }, { budget })
    await expect(client.associate(stored, request)).rejects.toMatchObject({ retry: 'later' })
    expect(told).toEqual([
      ['take', about, undefined],
      ['refused', about, retryAfterMs],
    ])
  })

  it.each([
    ['an error of Apple', { status: 500, json: { errorNumber: 9603 } }],
    ['an outage that names no time', { status: 503 }],
    ['a token that is not valid', { status: 401, json: { errorNumber: 9622 } }],
    ['a lost answer', { cut: 'before' as const }],
  ])('is not told of %s', async (_what, answer) => {
    const { told, budget } = notingBudget()
    const { client } = await openHttpClient({ '/assets/associate': [answer] }, { budget })
    await expect(client.associate(stored, request)).rejects.toMatchObject({ name: 'AppleError' })
    expect(told.map(([what]) => what)).toEqual(['take'])
  })

  it('leaves out the store, and a token that is only looked at', async () => {
    const { told, budget } = notingBudget()
    const { client } = await openHttpClient(
      { '/client/config': [{ json: location }], '/lookup': [busy(), { json: { results: {} } }] },
      { budget },
    )
    await client.getLocation(credential)
    const { contentToken } = credential
    await client.lookUpMetadata({ contentToken, about, adamIds: ['1'], platform: 'enterprisestore', country: 'DE' })
    expect(told).toEqual([])
  })

  it('keeps a write that it does not let through from leaving', async () => {
    const { budget } = notingBudget()
    const refusing = { ...budget, take: async () => Promise.reject(new Error('stay away')) }
    const { client, server } = await openHttpClient({ '/assets/associate': [{ json: {} }] }, { budget: refusing })
    await expect(client.associate(stored, request)).rejects.toThrow('stay away')
    expect(server.requestsTo('/assets/associate')).toEqual([])
  })
})
