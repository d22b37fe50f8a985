import type { AssignmentView } from '@pomona/contracts'
import type { AssignmentSummary } from '@pomona/db'

const everybody = { allUsers: 'All users', allDevices: 'All devices', group: 'Deleted group' }

export const presentAssignment = (assignment: AssignmentSummary): AssignmentView => ({
  id: assignment.id,
  target: {
    kind: assignment.targetKind,
    ...(assignment.groupId === null ? {} : { groupId: assignment.groupId }),
    ...(assignment.groupKind === null ? {} : { groupKind: assignment.groupKind }),
    ...(assignment.isExclusion ? { exclude: true } : {}),
    displayName: assignment.groupName ?? everybody[assignment.targetKind],
    memberCount: assignment.memberCount,
  },
  ...(assignment.intent === null ? {} : { intent: assignment.intent }),
  ...(assignment.licenseType === null ? {} : { licenseType: assignment.licenseType }),
  settings: {
    uninstallOnDeviceRemoval: assignment.uninstallOnDeviceRemoval,
    isRemovable: assignment.isRemovable,
    preventBackup: assignment.preventBackup,
    preventAutomaticUpdate: assignment.preventAutomaticUpdate,
  },
})
