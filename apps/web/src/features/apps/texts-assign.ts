import type { AssignmentTargetKind, GroupKind, Intent, LicenseType, ProductType } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'

const chosenWord = (choices: readonly (string | object)[]) => {
  const groups = choices.filter((choice) => typeof choice !== 'string').length
  return [
    ...(choices.includes('allUsers') ? ['all users'] : []),
    ...(choices.includes('allDevices') ? ['all devices'] : []),
    ...(groups > 0 ? [plural(groups, 'group')] : []),
  ].join(', ')
}

/** The words for whom an app or a book is assigned to, and how. */
export const assignTexts = {
  intents: { available: 'Available', required: 'Required', uninstall: 'Uninstall' } satisfies Record<Intent, string>,
  licenseTypes: { user: 'User licensing', device: 'Device licensing' } satisfies Record<LicenseType, string>,
  groupKinds: { user: 'User group', device: 'Device group' } satisfies Record<GroupKind, string>,
  everybody: { allUsers: 'All users', allDevices: 'All devices' } satisfies Record<
    Exclude<AssignmentTargetKind, 'group'>,
    string
  >,
  everybodyHint: {
    allUsers: 'Everybody in the console, today and later',
    allDevices: 'Every device in the console, today and later',
  },

  select: 'Select groups',
  exclude: 'Exclude groups',
  save: 'Save',
  saveWithoutPlan: 'Save without a plan',
  saving: 'Saving…',
  discard: 'Discard changes',
  included: 'Assigned to',
  excluded: 'Excluded',
  excludedHint: {
    App: 'Devices in these groups, and devices of the people in them, get nothing, whatever else reaches them.',
    Book: 'People in these groups get nothing, whatever else reaches them.',
  } satisfies Record<ProductType, string>,
  none: 'Not assigned to anybody',
  noneText: {
    App: 'Select the users, devices or groups that should get this app, or lose it.',
    Book: 'Select the users or user groups that should get this book.',
  } satisfies Record<ProductType, string>,
  noneReader: 'Nobody has assigned it yet.',
  type: 'Type',
  licenseType: 'License type',
  settings: 'Settings',
  removeFrom: (group: string) => `Remove ${group}`,
  settingsFor: (group: string) => `Settings of ${group}`,
  devices: (count: number) => plural(count, 'device'),
  people: (count: number) => plural(count, 'person', 'people'),
  isNew: 'Not saved yet',
  peopleOnly: {
    title: 'This app is licensed to people only',
    text: 'Apple does not allow device licensing for it, so every assignment uses a license per person.',
  },
  hints: {
    available: 'Takes a license only when somebody asks for the app in the Company Portal.',
    availableBook: 'Takes a license only when somebody asks for the book in the Company Portal.',
    uninstall: 'Removes the app. A license comes back when its device has confirmed that the app is gone.',
    whom: {
      user: {
        people: 'One license per person, for up to five of their devices.',
        devices:
          'One license per primary user, for up to five of their devices. Devices without a primary user, and kiosk devices, cannot get it this way.',
      },
      device: { people: 'One license for each device whose primary user is one of these people.', devices: '' },
    },
  },
  options: {
    uninstallOnDeviceRemoval: 'Uninstall when the device leaves management',
    isRemovable: 'People may delete the app from the device',
    preventBackup: 'Keep the app’s data out of backups',
    preventAutomaticUpdate: 'Prevent automatic updates',
  },
  loadFailed: 'The assignments could not be loaded',
  saveFailed: 'The assignments were not saved',
  changed: {
    title: 'Somebody else changed these assignments meanwhile',
    text: 'Nothing of yours was saved, so that their change is not lost. Load theirs, then make your change again. What you changed on this page is dropped as you load.',
    reload: 'Drop my changes and load theirs',
  },
  unsaved: 'The changes to the assignments have not been saved.',
  saved: {
    title: 'Saved',
    none: (name: string) => `${name} is no longer assigned to anybody.`,
    lines: (name: string, count: number) => `${name} now has ${plural(count, 'assignment')}.`,
    moving: (promised: number) => `Apple is being asked for ${plural(promised, 'license')}.`,
    settled: (held: number, waiting: number) =>
      waiting > 0
        ? `${plural(held, 'license')} held. ${formatCount(waiting)} waiting: buy ${formatCount(waiting)} more or release some.`
        : `${plural(held, 'license')} held. Nobody is waiting.`,
  },
  panel: {
    includeTitle: 'Select groups',
    excludeTitle: 'Exclude groups',
    search: 'Search groups',
    kind: 'Kind of group',
    allKinds: 'All groups',
    kinds: { user: 'User groups', device: 'Device groups' } satisfies Record<GroupKind, string>,
    everybody: 'Everybody',
    label: 'Groups',
    already: 'Already in the list',
    choose: (choices: readonly (string | object)[]) =>
      choices.length === 0 ? 'Select' : `Select ${chosenWord(choices)}`,
    cancel: 'Cancel',
    more: (shown: number, total: number) =>
      `${formatCount(shown)} of ${formatCount(total)} shown. Search to find the others.`,
    empty: 'No groups yet',
    emptyText: 'Create a group of devices or of users first, then select it here.',
    emptyAction: 'Go to groups',
    noMatch: 'No group matches',
    failed: 'The groups could not be loaded',
  },
} as const
