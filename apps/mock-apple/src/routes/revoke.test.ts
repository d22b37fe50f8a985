import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, type OpenLocation } from '../testing/open-location.ts'
import { startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let at: OpenLocation
beforeAll(async () => {
  mock = await startMock()
})
afterAll(async () => mock.close())
beforeEach(() => {
  at = openLocation(mock, {
    users: [{ clientUserId: 'ada', status: 'Associated', idHash: 'x' }],
    assets: [
      { adamId: '1', totalCount: 9, serialNumbers: ['A', 'B'], clientUserIds: ['ada'] },
      { adamId: '1', pricingParam: 'PLUS', totalCount: 9, serialNumbers: ['A'] },
      { adamId: '2', productType: 'Book', totalCount: 9, clientUserIds: ['ada'] },
      { adamId: '3', revocable: false, totalCount: 9, serialNumbers: ['A'] },
    ],
  })
})
const holders = async () =>
  (await at.list('/assignments')).map(({ adamId, pricingParam, serialNumber, clientUserId }) =>
    [adamId, pricingParam, serialNumber ?? clientUserId].join(' '),
  )

describe('revoking', () => {
  it('takes everything from a device and a user that can be taken back, at every price level', async () => {
    const body = { clientUserIds: ['ada'], serialNumbers: ['A'] }
    await expect(at.finish('/assets/revoke', body)).resolves.toMatchObject({
      eventStatus: 'COMPLETE',
      eventType: 'REVOKE',
      numRequested: 2,
      numCompleted: 2,
    })
    await expect(holders()).resolves.toEqual(['1 STDQ B', '2 STDQ ada', '3 STDQ A'])
    await expect(at.list('/assets?adamId=1')).resolves.toMatchObject([
      { assignedCount: 1, availableCount: 8 },
      { assignedCount: 0, availableCount: 9 },
    ])
  })

  it('is done for a device that holds nothing, and fails for a user whom Apple does not know', async () => {
    const body = { clientUserIds: ['nobody'], serialNumbers: ['Z'] }
    await expect(at.finish('/assets/revoke', body)).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numCompleted: 1,
      failures: [{ errorNumber: 9609, errorInfo: { clientUserIds: ['nobody'] } }],
    })
  })

  const names = (count: number) => Array.from({ length: count }, (_, n) => `N${n}`)
  it.each([
    ['nobody is named', {}, 9719],
    ['101 users are', { clientUserIds: names(101) }, 9701],
    ['101 devices are', { serialNumbers: names(101) }, 9702],
    ['a user is twice', { clientUserIds: ['a', 'a'] }, 9704],
    ['a device is twice', { serialNumbers: ['A', 'A'] }, 9705],
    ['a device has no name', { serialNumbers: [''] }, 9602],
  ])('is refused when %s', async (_what, body, errorNumber) => {
    await expect(at.post('/assets/revoke', body)).resolves.toMatchObject({ status: 400, json: { errorNumber } })
  })
})
