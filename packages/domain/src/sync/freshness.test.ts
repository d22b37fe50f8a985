import { expect, it } from 'vitest'
import { freshnessOf, type FreshnessFacts } from './freshness.ts'

const now = new Date('2030-03-01T12:00:00Z')
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const facts: FreshnessFacts = {
  state: 'valid',
  notificationState: 'on',
  notificationReason: null,
  lastSyncedAt: before(180),
  unappliedCount: 0,
  unappliedSince: null,
  isSyncing: false,
  now,
}
const unreachable = {
  notificationState: 'unreachable',
  notificationReason: 'Apple cannot reach this console.',
} as const

it.each<[string, Partial<FreshnessFacts>, ReturnType<typeof freshnessOf>]>([
  [
    'never read',
    { lastSyncedAt: null },
    { kind: 'never', asOf: null, message: 'This location has not been read yet. Choose Sync now.' },
  ],
  [
    'read for the first time right now',
    { lastSyncedAt: null, isSyncing: true },
    { kind: 'never', asOf: null, message: 'The first sync is under way; what it reads appears when it is done.' },
  ],
  [
    'told by Apple',
    {},
    { kind: 'live', asOf: now, message: 'Apple reports changes as they happen. Last full sync 3 h ago.' },
  ],
  [
    'told by Apple, and whose token Apple refuses',
    { state: 'expired' },
    {
      kind: 'polling',
      asOf: before(180),
      message: 'Apple refuses the token, so nothing newer can be read until it is renewed. Last full sync 3 h ago.',
    },
  ],
  [
    'told by Apple, and whose token may only read',
    { state: 'readOnly' },
    { kind: 'live', asOf: now, message: 'Apple reports changes as they happen. Last full sync 3 h ago.' },
  ],
  [
    'behind by twelve',
    { unappliedCount: 12, unappliedSince: before(1) },
    { kind: 'catchingUp', asOf: before(1), message: 'Catching up: 12 changes from Apple are being applied.' },
  ],
  [
    'behind by one, by what came while Apple still could reach us',
    { ...unreachable, unappliedCount: 1, unappliedSince: before(2) },
    { kind: 'catchingUp', asOf: before(2), message: 'Catching up: 1 change from Apple is being applied.' },
  ],
  [
    'out of reach',
    { ...unreachable, lastSyncedAt: before(3) },
    { kind: 'polling', asOf: before(3), message: 'Apple cannot reach this console. Last full sync 3 min ago.' },
  ],
  [
    'not asked yet',
    { notificationState: 'off', lastSyncedAt: before(0.5) },
    {
      kind: 'polling',
      asOf: before(0.5),
      message: 'Apple does not report changes to this console yet; the next sync asks it to. Last full sync just now.',
    },
  ],
  [
    'neglected',
    { ...unreachable, lastSyncedAt: before(60 * 24 * 5) },
    {
      kind: 'polling',
      asOf: before(60 * 24 * 5),
      message: 'Apple cannot reach this console. Last full sync 5 days ago.',
    },
  ],
])('a location that is %s says so', (_, given, expected) => {
  expect(freshnessOf({ ...facts, ...given })).toEqual(expected)
})
