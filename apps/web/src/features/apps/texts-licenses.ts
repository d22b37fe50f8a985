import { formatCount, plural } from '../../lib/format.ts'

/** The words for who holds a license, who waits for one, and taking licenses back. */
export const licenseTexts = {
  title: 'Licenses',
  noun: 'licenses',
  search: 'Search name or serial number',
  standing: 'Standing',
  all: 'Any standing',
  since: 'Since',
  detail: 'Details',
  explain: 'Why',
  unknownDevice: 'Not a device of this console',
  user: 'User license',
  foreign: 'User of another system',
  holder: 'Device or person',
  anybody: 'Devices and people',
  holders: {
    device: 'Devices',
    person: 'People',
    foreign: 'Users of another system',
    unknown: 'Serial numbers unknown here',
  },
  unassigned: 'No assignment asks for it any more',
  empty: 'No licenses in use',
  emptyText: 'Assign the app, and who holds or waits for a license shows here.',
  emptyBook: 'Assign the book, and who holds or waits for a license shows here.',
  emptyAction: 'Go to assignments',
  takeBack: 'Take back license',
  takeBackAll: 'Take back all licenses',
  selected: (count: number) => `${formatCount(count)} selected`,
  clear: 'Clear selection',
  tooMany: 'At most 1,000 licenses can be taken back at once. Clear the selection and take fewer.',
  irrevocable: 'Apple never takes a license of this back, so nothing can be taken back here.',
  confirm: {
    some: (count: number, app: string) => `Take back ${plural(count, 'license')} of ${app}?`,
    all: (app: string) => `Take back all licenses of ${app}?`,
  },
  resultTitle: (count: number) =>
    `${plural(count, 'license')} ${count === 1 ? 'is' : 'are'} being taken back. Apple is being asked.`,
  resultNone: 'No license is being taken back',
  resultList: 'What became of each license',
  failed: 'No license was taken back',
  unassignedHeld: {
    title: (count: number) => `${plural(count, 'license')} ${count === 1 ? 'is' : 'are'} held without an assignment`,
    show: 'Show who',
    takeBack: (count: number) => (count === 1 ? 'Take it back' : `Take back these ${formatCount(count)}`),
    confirm: (count: number, app: string) =>
      count === 1
        ? `Take back the license of ${app} that no assignment asks for?`
        : `Take back the ${formatCount(count)} licenses of ${app} that no assignment asks for?`,
  },
} as const
