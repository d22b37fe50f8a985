import type { GroupKind } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'
import { membersOf } from './texts-members.ts'

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
    text: 'Apps are assigned to groups of devices and of people. Create one and add members to it.',
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
      device: 'Holds devices. Apps assigned to it reach these devices.',
      user: 'Holds people. Apps assigned to it reach all devices of these people; books can be assigned to it too.',
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
        : `The group goes, and with it ${plural(count, 'assignment')}. Those who still wait for a license because of this group leave the line.`,
    stays: {
      device: (count: number) =>
        count === 1
          ? 'Its device stays, and keeps the device licenses it holds; those held without an assignment are listed under Drift.'
          : `Its ${plural(count, 'device')} stay, and keep the device licenses they hold; those held without an assignment are listed under Drift.`,
      user: (count: number) =>
        count === 1
          ? 'The person in it stays; user licenses that no other assignment gives go back.'
          : `Its ${plural(count, 'person', 'people')} stay; user licenses that no other assignment gives go back.`,
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
    selected: (count: number) => `${formatCount(count)} selected`,
    clear: 'Clear selection',
    empty: 'No members yet',
    emptyText: {
      device: 'Add devices by searching for them, by pasting their serial numbers, or from a CSV file.',
      user: 'Add people by searching for them, by pasting their email addresses, or from a CSV file.',
    } satisfies Record<GroupKind, string>,
    emptyReader: 'Nobody has added members to this group yet.',
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
