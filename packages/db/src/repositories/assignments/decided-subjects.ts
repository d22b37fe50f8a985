import type { Intent, LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import type { SubjectClass } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'

/** What the rule decided for one class. `classId` is the place of the class in the list that was answered. */
export type ClassDecision = Omit<SubjectClass, 'count'> & {
  classId: number
  kind: 'nothing' | 'refused' | 'due'
  intent: Intent | null
  licenseType: LicenseType | null
  assignmentId: string | null
  /** Why nothing is due, or why it is refused. */
  reason: string | null
  /** Reached by assignments that ask for different things. */
  isConflict: boolean
}

/**
 * Turns the decisions into rows, for this transaction: `decided_subjects`, one per reached subject and asset. `is_overruled`: another
 * token's asset of the same title decides for this subject (P18).
 */
export async function decideReached(db: Db, title: TitleAsset[], decisions: ClassDecision[]): Promise<void> {
  const assetIds = Prisma.sql`${title.map(({ id }) => id)}::uuid[]`
  await db.$executeRaw(Prisma.sql`drop table if exists decided_subjects`)
  await db.$executeRaw(Prisma.sql`
    create temporary table decided_subjects on commit drop as
    select r.asset_id, r.is_person, r.device_id, r.person_id, r.positions, c."classId" as class_id, c.kind, c.intent,
      c."licenseType" as license_type, c."assignmentId" as assignment_id, c.reason, c."isConflict" as is_conflict,
      c.kind = 'due' and c.intent = 'available' and (
        r.device_id is not null
          and exists (select 1 from app_requests q where q.device_id = r.device_id and q.asset_id = any(${assetIds}))
        or c."licenseType" = 'user'
          and exists (select 1 from app_requests q where q.person_id = r.person_id and q.asset_id = any(${assetIds}))) as is_requested,
      false as is_overruled
    from json_to_recordset(${JSON.stringify(decisions)}::json) as c ("assetId" uuid, "isPerson" boolean, "hasUser" boolean,
      "isKiosk" boolean, "hasLeft" boolean, "isBeyondFive" boolean, "hasSerialNumber" boolean, positions int[], "classId" int,
      kind text, intent intent, "licenseType" license_type, "assignmentId" uuid, reason text, "isConflict" boolean)
    join reached_subjects r on r.asset_id = c."assetId" and r.is_person = c."isPerson" and r.has_user = c."hasUser"
      and r.is_kiosk = c."isKiosk" and r.has_left = c."hasLeft" and r.is_beyond_five = c."isBeyondFive"
      and r.has_serial_number = c."hasSerialNumber" and r.positions = c.positions`)
  if (title.length > 1) await overruleAcrossTokens(db, title)
  await db.$executeRaw(Prisma.sql`analyze decided_subjects`)
}

/**
 * P15 over all tokens of a title: Required beats Uninstall beats Available; among what is left a subject keeps the license type that it
 * holds, else takes that of the strongest intent, a device license first.
 */
async function overruleAcrossTokens(db: Db, title: TitleAsset[]): Promise<void> {
  const assetIds = Prisma.sql`${title.map(({ id }) => id)}::uuid[]`
  const sameSubject = Prisma.sql`
    o.is_person = d.is_person and o.device_id is not distinct from d.device_id and o.person_id is not distinct from d.person_id`
  await db.$executeRaw(Prisma.sql`
    update decided_subjects d set is_overruled = true
    where d.kind = 'due' and d.intent in ('uninstall', 'available') and exists (
      select 1 from decided_subjects o where o.kind = 'due' and ${sameSubject}
        and o.intent = case d.intent when 'uninstall' then 'required'::intent else 'uninstall'::intent end)`)
  await db.$executeRaw(Prisma.sql`
    with due as (
      select d.device_id, d.license_type, d.intent,
        case d.license_type
          when 'device' then exists (
            select 1 from devices e join associations h on h.target = e.serial_number and h.target_type = 'device'
            where e.id = d.device_id and h.asset_id = any(${assetIds}))
          else exists (
            select 1 from vpp_users v join associations h on h.target = v.client_user_id and h.target_type = 'user'
            join assets a on a.id = h.asset_id and a.token_id = v.token_id
            where v.person_id = d.person_id and h.asset_id = any(${assetIds})) end as holds
      from decided_subjects d
      where d.device_id is not null and d.kind = 'due' and d.intent <> 'uninstall' and not d.is_overruled),
    chosen as (
      select distinct on (device_id) device_id, license_type from due
      order by device_id, holds desc, intent = 'required' desc, license_type = 'device' desc)
    update decided_subjects d set is_overruled = true
    from chosen where chosen.device_id = d.device_id and d.kind = 'due' and d.intent <> 'uninstall'
      and d.license_type <> chosen.license_type`)
}
