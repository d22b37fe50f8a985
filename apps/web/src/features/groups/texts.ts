import { formatCount, plural } from '../../lib/format.ts'

export const texts = {
  title: 'Groups',
  noun: 'groups',
  search: 'Search groups',
  create: 'Create group',
  columns: { name: 'Group', kind: 'Holds', members: 'Members', apps: 'Assigned apps', created: 'Created' },
  kinds: { device: 'Devices', user: 'People' },
  empty: {
    title: 'No groups yet',
    text: 'Apps are assigned to groups of devices. Create one and add devices to it.',
    textReader: 'Nobody has created a group yet.',
    action: 'Create your first group',
  },
  fields: {
    name: 'Name',
    nameMissing: 'Give the group a name of at most 200 characters.',
    description: 'Description',
    descriptionHint: 'Optional. For whom, or for what, the group is.',
    descriptionLong: 'A description has at most 1,000 characters.',
  },
  createSubmit: 'Create',
  createFailed: 'The group was not created',
  edit: 'Edit',
  save: 'Save',
  cancel: 'Cancel',
  saveFailed: 'The change was not saved',
  loadFailed: 'The group could not be loaded',
  facts: (kind: 'device' | 'user', members: number, apps: number) =>
    `${kind === 'device' ? plural(members, 'device') : plural(members, 'person', 'people')} · ${
      apps === 0 ? 'not assigned to any app' : `assigned to ${plural(apps, 'app')}`
    }`,
  delete: {
    command: 'Delete',
    title: (name: string) => `Delete “${name}”?`,
    goes: (apps: number) =>
      apps === 0
        ? 'The group goes. It is not assigned to any app.'
        : `The group goes, and with it ${plural(apps, 'assignment')} of apps to it. Devices that still wait for one of these apps because of this group leave the line.`,
    stays: (members: number) =>
      members === 1
        ? 'Its device stays, and keeps the licenses it holds. Take those back on each app under Licenses.'
        : `Its ${plural(members, 'device')} stay, and keep the licenses they hold. Take those back on each app under Licenses.`,
    undo: 'This cannot be undone.',
    confirm: 'Delete group',
    failed: 'The group was not deleted',
  },
  members: {
    title: 'Members',
    noun: 'members',
    search: 'Search name or serial number',
    name: 'Device',
    serial: 'Serial number',
    add: 'Add members',
    remove: 'Remove from group',
    selected: (count: number) => `${formatCount(count)} selected`,
    clear: 'Clear selection',
    empty: 'No members yet',
    emptyText: 'Add devices by searching for them, or paste their serial numbers.',
    emptyReader: 'Nobody has added members to this group yet.',
    confirmTitle: (count: number) => `Remove ${plural(count, 'device')} from the group?`,
    confirmText:
      'Apps assigned to the group are no longer meant for them. Licenses they hold stay with them until you release them.',
    confirm: (count: number) => `Remove ${plural(count, 'device')}`,
    removed: (count: number) => `${plural(count, 'device')} removed from the group.`,
    removeFailed: 'The members were not removed',
    added: (count: number) =>
      count === 0 ? 'All of them were in the group already.' : `${plural(count, 'device')} added to the group.`,
  },
  add: {
    title: 'Add members',
    by: 'Add by',
    bySearch: 'Search',
    bySerial: 'Serial numbers',
    search: 'Search name or serial number',
    list: 'Devices',
    more: (shown: number, total: number) =>
      `${formatCount(shown)} of ${formatCount(total)} shown. Search to find the others.`,
    noMatch: 'No device matches',
    noDevices: 'No devices yet',
    serials: 'Serial numbers',
    serialsHint: 'One per line, or separated by commas. Capitals do not matter.',
    serialsMissing: 'Paste at least one serial number.',
    serialsCount: (count: number) => plural(count, 'serial number'),
    submit: (count: number) => (count === 0 ? 'Add' : `Add ${plural(count, 'device')}`),
    failed: 'Nothing was added',
    unknown: (count: number, total: number) =>
      `${formatCount(count)} of ${plural(total, 'serial number')} cannot be added. Nothing was added, so that the list does not end up half imported.`,
    line: (line: number, serial: string) => `Line ${formatCount(line)}: ${serial}`,
    dropUnknown: 'Take these lines out',
    failedLoad: 'The devices could not be loaded',
  },
} as const
