import type { LicenseType, OrderKind, OrderState } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'

export const texts = {
  title: 'Orders',
  noun: 'orders',
  intro: 'Every license that Pomona gives or takes back is one order to Apple. Those that failed can be tried again.',
  search: 'Search app, device or person',
  columns: {
    app: 'App',
    kind: 'What',
    target: 'For',
    state: 'State',
    detail: 'Details',
    created: 'Ordered',
    retry: 'Retry',
  },
  kinds: { associate: 'Give a license', disassociate: 'Take a license back' } satisfies Record<OrderKind, string>,
  states: {
    awaitingAcceptance: 'Waiting for the invitation',
    waiting: 'Waiting',
    awaitingRemoval: 'Waiting for the app’s removal',
    reserved: 'Promised',
    sent: 'Sent to Apple',
    unknown: 'Outcome not known',
    confirmed: 'Done',
    failed: 'Failed',
    canceled: 'Canceled',
  } satisfies Record<OrderState, string>,
  /** What a state means where nothing more is known. */
  meanings: {
    awaitingAcceptance: 'The person has to accept Apple’s invitation first. No license is used until then.',
    waiting: 'Served in this order as licenses are bought or given back.',
    awaitingRemoval: 'The license goes back once the app is gone from the device.',
    reserved: 'A license is kept for it; Apple is asked next.',
    sent: 'Apple has taken it on and will tell when it is done.',
    unknown: 'Apple was asked and the answer was lost. Pomona reads from Apple what became of it.',
    confirmed: '',
    failed: '',
    canceled: 'Nobody wants it any more, and Apple was never asked.',
  } satisfies Record<OrderState, string>,
  types: { device: 'Device license', user: 'User license' } satisfies Record<LicenseType, string>,
  place: (state: string, ordinal: string) => `${state}, ${ordinal} in line`,
  event: 'Apple’s event',
  error: 'Apple’s error',
  settled: 'Settled',
  copy: 'Copy',
  filters: {
    state: 'State',
    allStates: 'All states',
    kind: 'What',
    allKinds: 'Give and take back',
    app: 'App or book',
    allApps: 'All apps and books',
    token: 'Token',
    allTokens: 'All tokens',
  },
  sort: 'Sort by',
  sorts: { '-createdAt': 'Newest first', createdAt: 'Oldest first' },
  retry: {
    one: 'Try again',
    of: (app: string, target: string) => `${app}, ${target}`,
    selected: 'Try selected again',
    count: (count: number) => `${formatCount(count)} selected`,
    clear: 'Clear selection',
    done: (count: number) =>
      count === 1
        ? '1 order is being tried again: it joined the line anew.'
        : `${plural(count, 'order')} are being tried again: they joined the line anew.`,
    failed: (count: number) =>
      count === 1 ? '1 order was not tried again' : `${plural(count, 'order')} were not tried again`,
  },
  empty: {
    title: 'No orders yet',
    text: 'Orders appear here as soon as an app is assigned and licenses are given or taken back.',
  },
} as const
