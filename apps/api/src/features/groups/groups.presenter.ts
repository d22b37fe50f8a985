import type { GroupMember, GroupView } from '@pomona/contracts'
import type { GroupMemberRow, GroupSummary } from '@pomona/db'
import { presentTime } from '../../http/list.ts'

export const presentGroup = (group: GroupSummary): GroupView => ({
  id: group.id,
  displayName: group.displayName,
  description: group.description,
  kind: group.kind,
  memberCount: group.memberCount,
  assignmentCount: group.assignmentCount,
  createdAt: presentTime(group.createdAt),
})

export const presentMember = (member: GroupMemberRow): GroupMember => ({
  id: member.id,
  displayName: member.displayName,
  detail: member.detail,
})
