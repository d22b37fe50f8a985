import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseNotification } from './notification-from-wire.ts'

type Posted = { notificationType: string; notification: Record<string, unknown>; [name: string]: unknown }

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`./wire/fixtures/notification-${name}.json`, import.meta.url), 'utf8')) as Posted

const uId = '9000000000000001'
const idOf = (last: string) => `00000000-0000-4000-8000-000000000${last}`
const device = (target: string, adamId = '1000000001') => ({
  adamId,
  pricingParam: 'STDQ',
  targetType: 'device',
  target,
})

it.each([
  ['test', { notificationId: idOf('101'), kind: 'test' }],
  [
    'associated',
    {
      notificationId: idOf('102'),
      kind: 'associations',
      operation: 'associate',
      isSuccess: true,
      eventId: idOf('401'),
      errorNumber: undefined,
      associations: [device('FAKESN000003'), device('FAKESN000004')],
    },
  ],
  [
    'no-licenses',
    {
      notificationId: idOf('103'),
      kind: 'associations',
      operation: 'associate',
      isSuccess: false,
      eventId: idOf('402'),
      errorNumber: 9709,
      associations: [device('FAKESN000011')],
    },
  ],
  [
    'disassociated',
    {
      notificationId: idOf('104'),
      kind: 'associations',
      operation: 'disassociate',
      isSuccess: true,
      eventId: idOf('403'),
      errorNumber: undefined,
      associations: [{ adamId: '1000000001', pricingParam: 'STDQ', targetType: 'user', target: 'user-0001' }],
    },
  ],
  [
    'revoked',
    {
      notificationId: idOf('105'),
      kind: 'associations',
      operation: 'revoke',
      isSuccess: true,
      eventId: idOf('404'),
      errorNumber: undefined,
      associations: [device('FAKESN000003'), device('FAKESN000003', '1000000002')],
    },
  ],
  [
    'users-created',
    {
      notificationId: idOf('106'),
      kind: 'users',
      operation: 'create',
      isSuccess: true,
      eventId: idOf('501'),
      errorNumber: undefined,
      users: [
        {
          clientUserId: 'user-0002',
          status: 'Registered',
          email: 'ann@example.test',
          inviteCode: '0123456789abcdef0123456789abcdef',
          idHash: undefined,
        },
        {
          clientUserId: 'user-0003',
          status: 'Associated',
          email: 'bob@example.test',
          inviteCode: undefined,
          idHash: 'EBESExQVFhcYGRobHB0eHyAhIiM=',
        },
      ],
    },
  ],
  [
    'user-associated',
    {
      notificationId: idOf('107'),
      kind: 'usersAssociated',
      users: [
        {
          clientUserId: 'user-0002',
          status: 'Associated',
          email: 'ann@example.test',
          inviteCode: '0123456789abcdef0123456789abcdef',
          idHash: 'ICEiIyQlJicoKSorLC0uLzAxMjM=',
        },
      ],
    },
  ],
  [
    'user-retired',
    {
      notificationId: idOf('108'),
      kind: 'users',
      operation: 'retire',
      isSuccess: true,
      eventId: idOf('503'),
      errorNumber: undefined,
      users: [
        {
          clientUserId: 'user-0002',
          status: 'Retired',
          email: 'ann.new@example.test',
          inviteCode: undefined,
          idHash: 'ICEiIyQlJicoKSorLC0uLzAxMjM=',
        },
      ],
    },
  ],
  [
    'asset-count',
    { notificationId: idOf('109'), kind: 'assetCount', adamId: '1000000001', pricingParam: 'STDQ', countDelta: -2 },
  ],
])('reads the sample %s', (name, notification) => {
  expect(parseNotification(fixture(name))).toEqual({ ok: true, notification: { uId, ...notification } })
})

it.each(['test', 'associated', 'users-created', 'user-associated', 'asset-count'])(
  'reads the sample %s the same with members that nobody knows yet',
  (name) => {
    const posted = fixture(name)
    const newer = { ...posted, sentAt: 'now', notification: { ...posted.notification, reason: { deep: [1] } } }
    expect(parseNotification(newer)).toEqual(parseNotification(posted))
  },
)

it('takes work without an event for somebody else’s', () => {
  const posted = fixture('associated')
  delete posted.notification['eventId']
  expect(parseNotification(posted)).toMatchObject({
    ok: true,
    notification: { kind: 'associations', eventId: undefined },
  })
})

it('tells of a user who could not be created, and has no status', () => {
  const posted = fixture('users-created')
  posted.notification = {
    type: 'CREATE',
    result: 'FAILURE',
    users: [{ clientUserId: 'u' }],
    error: { errorNumber: 9716 },
  }
  expect(parseNotification(posted)).toMatchObject({
    notification: { isSuccess: false, errorNumber: 9716, users: [{ clientUserId: 'u', status: undefined }] },
  })
})

it.each([
  ['SUBSCRIPTION_COUNT', { parentAdamId: 7 }],
  ['UNLIMITED_ASSET', {}],
  ['SOMETHING_NEW', { anything: true }],
  ['ASSET_MANAGEMENT', { type: 'LEND', result: 'SUCCESS', assignments: [] }],
  ['USER_MANAGEMENT', { type: 'MERGE', result: 'SUCCESS', users: [] }],
])('keeps %s, which it does not know, as something other', (notificationType, notification) => {
  const posted = { notificationId: 'n-1', uId, notificationType, notification }
  expect(parseNotification(posted)).toEqual({
    ok: true,
    notification: { notificationId: 'n-1', uId, kind: 'other', type: notificationType },
  })
})

it.each([
  [undefined, /not a notification/],
  ['text', /not a notification/],
  [[], /not a notification/],
  [{}, /notificationId/],
  [{ ...fixture('test'), notificationId: '' }, /notificationId/],
  [{ ...fixture('test'), uId: 7 }, /uId/],
  [{ ...fixture('asset-count'), notification: { adamId: '1' } }, /ASSET_COUNT .* cannot be read.*countDelta/],
  [{ ...fixture('associated'), notification: { type: 'ASSOCIATE', result: 'SUCCESS' } }, /assignments/],
  [
    {
      ...fixture('associated'),
      notification: { ...fixture('associated').notification, assignments: [{ adamId: '1' }] },
    },
    /neither a user nor a device/,
  ],
])('says in words why %j cannot be read', (body, problem) => {
  expect(parseNotification(body)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})
