import { expect, it } from 'vitest'
import { describeNotification } from './describe-notification.ts'

const on = (count: number, adamId = '1') =>
  Array.from({ length: count }, (_, index) => ({ adamId, pricingParam: 'STDQ', serialNumber: `S${index}` }))
const who = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ clientUserId: `u${index}`, status: 'Associated' }))
const refused = { result: 'FAILURE', error: { errorNumber: 9709, errorMessage: 'none' } }

it.each<[string, string, object, string | null]>([
  ['Apple tried whether it can reach this console.', 'TEST_NOTIFICATION', {}, null],
  [
    '1 license of Notes came to the location: bought or moved from another one.',
    'ASSET_COUNT',
    { adamId: '1', pricingParam: 'STDQ', countDelta: 1 },
    'Notes',
  ],
  [
    '20 licenses of App 1 left the location: refunded or moved to another one.',
    'ASSET_COUNT',
    { adamId: '1', pricingParam: 'STDQ', countDelta: -20 },
    null,
  ],
  [
    '1 license of Notes was given.',
    'ASSET_MANAGEMENT',
    { type: 'ASSOCIATE', result: 'SUCCESS', assignments: on(1) },
    'Notes',
  ],
  [
    '3 licenses were taken back.',
    'ASSET_MANAGEMENT',
    { type: 'REVOKE', result: 'SUCCESS', assignments: [...on(2), ...on(1, '2')] },
    'Notes',
  ],
  ['2 people were retired.', 'USER_MANAGEMENT', { type: 'RETIRE', result: 'SUCCESS', users: who(2) }, null],
  ['1 person accepted the invitation.', 'USER_ASSOCIATED', { associatedUsers: who(1) }, null],
  [
    'A notification of the type UNLIMITED_ASSET, which this console does not know.',
    'UNLIMITED_ASSET',
    { adamId: '1' },
    null,
  ],
  ['A notification of the type ASSET_COUNT that cannot be read.', 'ASSET_COUNT', { adamId: 1 }, null],
])('%s', (sentence, type, notification, assetName) => {
  const body = { notificationId: 'n', uId: '9', notificationType: type, notification }
  expect(describeNotification({ type, body, assetName })).toBe(sentence)
})

it('says in words why something failed', () => {
  const notification = { type: 'ASSOCIATE', ...refused, assignments: on(2) }
  const body = { notificationId: 'n', uId: '9', notificationType: 'ASSET_MANAGEMENT', notification }
  expect(describeNotification({ type: 'ASSET_MANAGEMENT', body, assetName: 'Notes' })).toMatch(
    /^2 licenses of Notes could not be given\. \S.{10,}/,
  )
})
