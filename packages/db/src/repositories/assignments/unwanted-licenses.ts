import type { LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { devicesIn, peopleIn, type Scope } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'

/**
 * Collects the licenses that somebody in scope holds and is not due, for this transaction, into `unwanted_licenses`. `fate` (P23):
 * `removal`: the app is to be uninstalled, and the license goes back when it is gone; `loses`: a user license that we gave goes back at
 * once; `stays`: a device license, one that we did not give, or one that Apple never takes back.
 */
export async function collectUnwanted(db: Db, title: TitleAsset[], scope: Scope): Promise<void> {
  const assetIds = Prisma.sql`${title.map(({ id }) => id)}::uuid[]`
  const isUninstalled = (who: Prisma.Sql) => Prisma.sql`exists (
    select 1 from decided_subjects u where u.kind = 'due' and u.intent = 'uninstall' and not u.is_overruled and ${who})`
  await db.$executeRaw(Prisma.sql`drop table if exists unwanted_licenses`)
  await db.$executeRaw(Prisma.sql`
    create temporary table unwanted_licenses on commit drop as
    select a.id as asset_id, a.token_id, h.target_type, h.target, d.id as device_id, null::uuid as person_id, d.name,
      case when a.revocable and ${isUninstalled(Prisma.sql`u.device_id = d.id`)} then 'removal' else 'stays' end as fate
    from ${devicesIn(scope)} d
    join associations h on h.target = d.serial_number and h.target_type = 'device' and h.asset_id = any(${assetIds})
    join assets a on a.id = h.asset_id
    where not exists (select 1 from wanted_licenses w where w.device_id = d.id and w.asset_id = a.id)
    union all
    select a.id, a.token_id, h.target_type, h.target, null, p.id, p.display_name,
      case when not a.revocable then 'stays'
        when ${isUninstalled(Prisma.sql`u.person_id = p.id`)} then 'removal'
        when exists (
          select 1 from license_orders o where o.asset_id = a.id and o.target_type = 'user' and o.target = h.target
            and o.kind = 'associate' and o.state = 'confirmed') then 'loses'
        else 'stays' end
    from ${peopleIn(scope)} p
    join vpp_users v on v.person_id = p.id and v.status in ('Registered', 'Associated')
    join assets a on a.token_id = v.token_id and a.id = any(${assetIds})
    join associations h on h.asset_id = a.id and h.target_type = 'user' and h.target = v.client_user_id
    where not exists (select 1 from wanted_licenses w where w.person_id = p.id and w.asset_id = a.id)`)
}

/** Those of one asset. */
export async function listUnwantedTargets(
  db: Db,
  assetId: string,
): Promise<{ targetType: LicenseType; target: string }[]> {
  return db.$queryRaw<{ targetType: LicenseType; target: string }[]>(Prisma.sql`
    select target_type as "targetType", target from unwanted_licenses where asset_id = ${assetId}::uuid`)
}
