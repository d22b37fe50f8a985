import type { TokenState } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'

export const texts = {
  title: 'Overview',
  loadFailed: 'The overview could not be loaded',
  attention: 'Needs attention',
  allWell: 'Nothing needs attention. Tokens are valid and nobody waits for a license.',
  tokenStates: {
    valid: 'Active',
    expiring: 'Expires soon',
    expired: 'Expired',
    revoked: 'Revoked',
    invalid: 'Not valid',
    assignedToExternalMdm: 'Used by another MDM',
    readOnly: 'Read only',
  } satisfies Record<TokenState, string>,
  shortage: (waiting: number, available: number) =>
    available > 0
      ? `${plural(waiting, 'device')} waiting, ${plural(available, 'license')} about to be given.`
      : `${plural(waiting, 'device')} waiting: no license left. Buy ${formatCount(waiting)} or release some.`,
  allShortages: 'All apps short of licenses',
  licenses: 'Licenses',
  licensesNote: 'All apps and books with a limit, over all tokens.',
  total: 'Total',
  held: 'Held',
  promised: 'Promised',
  free: 'Free',
  waiting: 'Waiting',
  inventory: 'Inventory',
  apps: 'Apps',
  books: 'Books',
  devices: 'Devices',
  groups: 'Groups',
  tokens: 'Tokens',
  first: {
    title: 'Start here',
    text: 'Pomona shows and assigns the apps and books that your organization bought from Apple.',
    reader:
      'An administrator has to upload a VPP token first. Then the apps and licenses of your organization show here.',
    steps: [
      'In Apple Business Manager or Apple School Manager, open Preferences, then Payments and Billing, and download the content token of your location.',
      'Upload it here. You see what it opens before anything is changed.',
      'Put devices into groups, and assign apps to the groups.',
    ],
    action: 'Upload your first token',
  },
} as const
