import type { GroupKind, ProductType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import type { AssignmentRow } from './assignment-list.ts'
import { memberCount } from '../groups/group-queries.ts'

/** An assignment with whom it reaches. The name is absent for all users and all devices. */
export type AssignmentSummary = AssignmentRow & {
  groupName: string | null
  groupKind: GroupKind | null
  memberCount: number
}

/** An asset's assignment list and the version that guards its next change. */
export async function findAssignmentList(
  db: Db,
  asset: { id: string; productType: ProductType },
): Promise<{ version: number; assignments: AssignmentSummary[] } | undefined> {
  const found = await db.asset.findUnique({ where: asset, select: { assignmentsVersion: true } })
  if (found === null) return undefined
  const assignments = await db.$queryRaw<AssignmentSummary[]>(Prisma.sql`
    select s.id, s.target_kind as "targetKind", s.group_id as "groupId", s.is_exclusion as "isExclusion", s.intent,
      s.license_type as "licenseType", s.uninstall_on_device_removal as "uninstallOnDeviceRemoval",
      s.is_removable as "isRemovable", s.prevent_backup as "preventBackup",
      s.prevent_automatic_update as "preventAutomaticUpdate", s.position, g.display_name as "groupName",
      g.kind as "groupKind",
      case s.target_kind
        when 'group' then ${memberCount}
        when 'allDevices' then (select count(*)::int from devices)
        else (select count(*)::int from people p where p.removed_at is null) end as "memberCount"
    from assignments s left join groups g on g.id = s.group_id
    where s.asset_id = ${asset.id}::uuid order by s.position, s.id`)
  return { version: found.assignmentsVersion, assignments }
}
