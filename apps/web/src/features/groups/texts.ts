import type { GroupKind } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'

const membersOf = (kind: GroupKind, count: number) =>
  kind === 'device' ? plural(count, 'device') : plural(count, 'person', 'people')

export const texts = {
  title: 'Groups',
  noun: 'groups',
  search: 'Search groups',
  create: 'Create group',
  columns: { name: 'Group', kind: 'Kind', members: 'Members', apps: 'Assignments', created: 'Created' },
  kinds: { device: 'Device group', user: 'User group' } satisfies Record<GroupKind, string>,
  kindFilter: 'Kind',
  allKinds: 'All kinds',
  kindFilters: { device: 'Device groups', user: 'User groups' } satisfies Record<GroupKind, string>,
  empty: {
    title: 'No groups yet',
    text: 'Apps are assigned to groups of devices. Create one and add devices to it.',
    textReader: 'Nobody has created a group yet.',
    action: 'Create your first group',
  },
  fields: {
    name: 'Name',
    nameWrong: 'Give the group a name of at most 200 characters.',
    description: 'Description',
    descriptionHint: 'Optional. For whom, or for what, the group is.',
    descriptionLong: 'A description has at most 1,000 characters.',
    kind: 'Kind',
    kindHints: {
      device: 'Holds devices. Apps can be assigned to it.',
      user: 'Holds people. It can be created now; people cannot be added to it here yet.',
    } satisfies Record<GroupKind, string>,
  },
  createSubmit: 'Create',
  createFailed: 'The group was not created',
  edit: 'Edit',
  editTitle: 'Edit group',
  save: 'Save',
  cancel: 'Cancel',
  saveFailed: 'The change was not saved',
  loadFailed: 'The group could not be loaded',
  facts: {
    members: membersOf,
    assignments: (count: number) => (count === 0 ? 'not assigned to any app' : plural(count, 'assignment')),
    created: 'created',
  },
  delete: {
    command: 'Delete',
    title: (name: string) => `Delete “${name}”?`,
    goes: (count: number) =>
      count === 0
        ? 'The group goes. No app is assigned to it.'
        : `The group goes, and with it ${plural(count, 'assignment')}. Devices that still wait for a license because of this group leave the line.`,
    stays: {
      device: (count: number) =>
        count === 1
          ? 'Its device stays, and keeps the licenses it holds. Take those back on each app under Licenses.'
          : `Its ${plural(count, 'device')} stay, and keep the licenses they hold. Take those back on each app under Licenses.`,
      user: (count: number) =>
        count === 1 ? 'The person in it stays.' : `Its ${plural(count, 'person', 'people')} stay.`,
    } satisfies Record<GroupKind, (count: number) => string>,
    undo: 'This cannot be undone.',
    confirm: 'Delete group',
    failed: 'The group was not deleted',
    done: (name: string) => `“${name}” was deleted.`,
  },
  members: {
    title: 'Members',
    noun: 'members',
    search: {
      device: 'Search name or serial number',
      user: 'Search name or email address',
    } satisfies Record<GroupKind, string>,
    name: 'Name',
    detail: { device: 'Serial number', user: 'Email address' } satisfies Record<GroupKind, string>,
    noSerial: 'No serial number',
    add: 'Add members',
    remove: 'Remove from group',
    selected: (count: number) => `${formatCount(count)} selected`,
    clear: 'Clear selection',
    empty: 'No members yet',
    emptyText: 'Add devices by searching for them, or paste their serial numbers.',
    emptyReader: 'Nobody has added members to this group yet.',
    readOnlyTitle: 'People cannot be added or removed here yet',
    readOnly: 'The group can be renamed and deleted; who is in it can be looked at.',
    confirmTitle: (count: number, name: string) => `Remove ${plural(count, 'device')} from “${name}”?`,
    confirmGoes: (count: number) =>
      count === 1
        ? 'Apps assigned to the group are no longer meant for it. Where it waits for a license because of this group, it leaves the line.'
        : 'Apps assigned to the group are no longer meant for them. Those that wait for a license because of this group leave the line.',
    confirmStays: (count: number) =>
      count === 1
        ? 'Licenses that it holds stay with it. Take them back on each app under Licenses.'
        : 'Licenses that they hold stay with them. Take them back on each app under Licenses.',
    confirm: (count: number) => `Remove ${plural(count, 'device')}`,
    removed: (count: number) => `${plural(count, 'device')} removed from the group.`,
    removeFailed: 'The members were not removed',
    undo: 'Undo',
    undone: (count: number) => `${plural(count, 'device')} back in the group.`,
    undoFailed: 'The members were not added again',
    added: (added: number, asked: number) => {
      if (added === 0) return 'All of them were in the group already.'
      const already = asked - added
      const rest = already > 0 ? ` ${formatCount(already)} ${already === 1 ? 'was' : 'were'} in it already.` : ''
      return `${plural(added, 'device')} added to the group.${rest}`
    },
  },
  add: {
    title: 'Add members',
    by: 'Add by',
    bySearch: 'Search',
    bySerial: 'Serial numbers',
    search: 'Search name or serial number',
    list: 'Devices',
    already: 'Already in the group',
    allShown: (count: number) => `Select all ${formatCount(count)} shown`,
    more: (shown: number, total: number) =>
      `${formatCount(shown)} of ${formatCount(total)} shown. Search to find the others.`,
    noMatch: 'No device matches',
    noDevices: 'No devices yet',
    serials: 'Serial numbers',
    serialsHint: 'One per line, or separated by commas, semicolons or spaces. Capitals do not matter.',
    serialsMissing: 'Paste at least one serial number.',
    serialsTooMany: (most: number) => `At most ${formatCount(most)} serial numbers at once. Add them in parts.`,
    serialsCount: (count: number, repeated: number) =>
      plural(count, 'serial number') + (repeated === 0 ? '' : ` · ${plural(repeated, 'repeat')} left out`),
    submit: (count: number) => (count === 0 ? 'Add' : `Add ${plural(count, 'device')}`),
    failed: 'Nothing was added',
    unknown: (count: number, total: number) =>
      count === 1
        ? `1 of the ${plural(total, 'serial number')} belongs to no device here. Correct it or take it out, then add again.`
        : `${formatCount(count)} of the ${plural(total, 'serial number')} belong to no device here. Correct them or take them out, then add again.`,
    unknownList: 'Unknown serial numbers',
    line: (line: number, serial: string) => `Line ${formatCount(line)}: ${serial}`,
    dropUnknown: (count: number) => (count === 1 ? 'Take it out' : 'Take them out'),
    failedLoad: 'The devices could not be loaded',
  },
  apps: {
    title: 'Apps assigned to it',
    name: 'App',
    token: 'Token',
    waiting: 'Waiting in line',
    none: 'No app is assigned to this group.',
    all: (count: number) => `All ${plural(count, 'app')}`,
    failed: 'The apps could not be loaded',
  },
} as const
