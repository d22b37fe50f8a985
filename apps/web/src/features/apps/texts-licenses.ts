import { formatCount, plural } from '../../lib/format.ts'

/** The words for who holds a license, who waits for one, and taking licenses back. */
export const licenseTexts = {
  title: 'Licenses',
  noun: 'licenses',
  search: 'Search name or serial number',
  standing: 'Standing',
  all: 'All',
  device: 'Device',
  serial: 'Serial number',
  since: 'Since',
  detail: 'Details',
  unknownDevice: 'Not a device of this console',
  user: 'User license',
  foreign: 'User of another system',
  holder: 'Device or person',
  emptyBook: 'Nobody holds a license of this book.',
  unassigned: 'No assignment asks for it any more',
  empty: 'No licenses in use',
  emptyText: 'Assign the app to a device group, and who holds or waits for a license shows here.',
  emptyAction: 'Assign the app',
  release: 'Release license',
  releaseAll: 'Release all licenses',
  releaseMany: (count: number) => `Release ${plural(count, 'license')}`,
  selected: (count: number) => `${formatCount(count)} selected`,
  clear: 'Clear selection',
  tooMany: 'At most 1,000 licenses can be released at once. Clear the selection and take fewer.',
  confirm: {
    title: (count: number) => `Release ${plural(count, 'license')}?`,
    goes: (app: string, count: number) =>
      count === 1
        ? `Apple takes the license of ${app} back at once; others can then use it. The app stops working there within 30 days, even if it stays installed.`
        : `Apple takes ${formatCount(count)} licenses of ${app} back at once; others can then use them. The app stops working there within 30 days, even where it stays installed.`,
    stays:
      'Assignments do not change. Where one still requires the app, whoever it asks for comes back into the line later; change the assignment first if it is to stay without.',
  },
  resultTitle: (count: number) => `${plural(count, 'license')} on the way back`,
  resultNone: 'No license was released',
  failed: 'The licenses were not released',
} as const
