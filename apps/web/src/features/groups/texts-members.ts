import type { GroupKind } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'

export const membersOf = (kind: GroupKind, count: number) =>
  kind === 'device' ? plural(count, 'device') : plural(count, 'person', 'people')

const addresses = (count: number) => plural(count, 'address', 'addresses')
const repeatsOf = (count: number) => (count === 0 ? '' : ` · ${plural(count, 'repeat')} left out`)

type NameWords = {
  mode: string
  field: string
  hint: string
  fileHint: string
  column: string
  missing: string
  tooMany: (most: number) => string
  count: (count: number, repeats: number) => string
  unknown: (count: number, total: number) => string
  unknownList: string
}

/** The words for members of a group: who they are, how they are added and removed, and what that would do. */
export const memberTexts = {
  names: {
    device: {
      mode: 'Paste',
      field: 'Serial numbers',
      hint: 'One per line, or separated by commas, semicolons or spaces. Capitals do not matter.',
      fileHint:
        'A list with one device per row; a column holds the serial number. Excel workbooks are saved as CSV first.',
      column: 'Column with the serial number',
      missing: 'Paste at least one serial number.',
      tooMany: (most) => `At most ${formatCount(most)} serial numbers at once. Add them in parts.`,
      count: (count, repeats) => plural(count, 'serial number') + repeatsOf(repeats),
      unknown: (count, total) =>
        count === 1
          ? `1 of the ${plural(total, 'serial number')} belongs to no device here. Correct it or take it out, then go on.`
          : `${formatCount(count)} of the ${plural(total, 'serial number')} belong to no device here. Correct them or take them out, then go on.`,
      unknownList: 'Unknown serial numbers',
    },
    user: {
      mode: 'Paste',
      field: 'Email addresses or Managed Apple Accounts',
      hint: 'One per line, or separated by commas, semicolons or spaces. Capitals do not matter.',
      fileHint:
        'A list with one person per row; a column holds the email address or the Managed Apple Account. Excel workbooks are saved as CSV first.',
      column: 'Column with the address',
      missing: 'Paste at least one address.',
      tooMany: (most) => `At most ${formatCount(most)} addresses at once. Add them in parts.`,
      count: (count, repeats) => addresses(count) + repeatsOf(repeats),
      unknown: (count, total) =>
        count === 1
          ? `1 of the ${addresses(total)} belongs to nobody here. Correct it, add the person under Users, or take it out; then go on.`
          : `${formatCount(count)} of the ${addresses(total)} belong to nobody here. Correct them, add the people under Users, or take them out; then go on.`,
      unknownList: 'Unknown addresses',
    },
  } satisfies Record<GroupKind, NameWords>,
  add: {
    title: 'Add members',
    by: 'Add by',
    bySearch: 'Search',
    byFile: 'CSV file',
    search: { device: 'Search name or serial number', user: 'Search name or email address' } satisfies Record<
      GroupKind,
      string
    >,
    list: { device: 'Devices', user: 'People' } satisfies Record<GroupKind, string>,
    already: 'Already in the group',
    allShown: (count: number) => `Select all ${formatCount(count)} shown`,
    more: (shown: number, total: number) =>
      `${formatCount(shown)} of ${formatCount(total)} shown. Search to find the others.`,
    noMatch: { device: 'No device matches', user: 'Nobody matches' } satisfies Record<GroupKind, string>,
    none: { device: 'No devices yet', user: 'No users yet' } satisfies Record<GroupKind, string>,
    failedLoad: 'The list could not be loaded',
    next: (kind: GroupKind, count: number) => (count === 0 ? 'Continue' : `Continue with ${membersOf(kind, count)}`),
    back: 'Back',
    submit: (kind: GroupKind, count: number) => `Add ${membersOf(kind, count)}`,
    joins: (kind: GroupKind, added: number, asked: number) => {
      const already = asked - added
      if (added === 0) return 'All of them are in the group already. There is nothing to add.'
      const rest = already > 0 ? ` ${formatCount(already)} ${already === 1 ? 'is' : 'are'} in it already.` : ''
      return `${membersOf(kind, added)} ${added === 1 ? 'joins' : 'join'} the group.${rest}`
    },
    failed: 'Nothing was added',
    line: (line: number, name: string) => `Line ${formatCount(line)}: ${name}`,
    dropUnknown: (count: number) => (count === 1 ? 'Take it out' : 'Take them out'),
    repeats: 'Named more than once, added once:',
    repeat: (line: number, name: string, first: number) =>
      `line ${formatCount(line)}, ${name} (as in line ${formatCount(first)})`,
    moreRepeats: (count: number) => `and ${formatCount(count)} more`,
  },
  file: {
    label: 'File',
    choose: 'Choose a CSV file',
    other: 'Choose another file',
    missing: 'Choose a file that names at least one member.',
    failed: 'The file was not read',
    problems: {
      tooLarge: 'It is larger than 50 MB. Keep only the column that names the members, or split it.',
      workbook: 'It is an Excel workbook. In Excel, choose Save As and the format CSV UTF-8, then choose that file.',
      empty: 'There is nothing in it.',
    },
    faults: {
      quotes: (line: number) =>
        `Line ${formatCount(line)}: a quotation mark is opened and not closed, or closed in the middle of a value. Correct the file and choose it again.`,
    },
    column: (number: number, header: string) =>
      header === '' ? `Column ${formatCount(number)}` : `Column ${formatCount(number)}: ${header}`,
    header: 'The first row is a header',
    blank: (count: number) => `${plural(count, 'row')} without one left out`,
    blankLines: (lines: readonly string[], rest: number) =>
      `Empty in line ${lines.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}.`,
    dropped: (count: number) => `${formatCount(count)} unknown taken out`,
  },
  plan: {
    working: 'Working out what would happen',
    failed: 'It could not be worked out what would happen',
    title: 'What would happen',
    list: 'What would happen, app by app',
    nothing: 'No license is given or taken by this.',
    all: (apps: number) => `Over all ${plural(apps, 'app')}`,
    conflicts: (count: number) =>
      `${count === 1 ? '1 is' : `${formatCount(count)} are`} reached by assignments that ask for different things; one of them wins.`,
    refusal: (count: number, message: string) => `${formatCount(count)} cannot get it: ${message}`,
    moved: 'Something moved meanwhile, so nothing was changed',
    movedNext: 'What would happen now stands below. Confirm again if it is still what you want.',
  },
  remove: {
    command: 'Remove from group',
    title: (kind: GroupKind, count: number, name: string) => `Remove ${membersOf(kind, count)} from “${name}”?`,
    confirm: (kind: GroupKind, count: number) => `Remove ${membersOf(kind, count)}`,
    stays: {
      device: (count: number) =>
        count === 1
          ? 'Device licenses that it holds stay with it until somebody takes them back; those held without an assignment are listed under Drift.'
          : 'Device licenses that they hold stay with them until somebody takes them back; those held without an assignment are listed under Drift.',
      user: (count: number) =>
        count === 1
          ? 'User licenses that no other assignment gives go back at once. Books stay with the person for good.'
          : 'User licenses that no other assignment gives go back at once. Books stay with the people for good.',
    } satisfies Record<GroupKind, (count: number) => string>,
    failed: 'The members were not removed',
  },
  done: {
    removed: (kind: GroupKind, count: number) => `${membersOf(kind, count)} removed from the group.`,
    undo: 'Undo',
    undone: (kind: GroupKind, count: number) => `${membersOf(kind, count)} back in the group.`,
    undoFailed: 'The members were not added again',
    added: (kind: GroupKind, added: number, asked: number) => {
      if (added === 0) return 'All of them were in the group already.'
      const already = asked - added
      const rest = already > 0 ? ` ${formatCount(already)} ${already === 1 ? 'was' : 'were'} in it already.` : ''
      return `${membersOf(kind, added)} added to the group.${rest}`
    },
  },
} as const
