import type { LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { chooseAmongTokens } from './choose-among-tokens.ts'
import type { Scope } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'
import { isRefusedUser } from '../people/vpp-users.ts'

/**
 * Turns `decided_subjects` into licenses, for this transaction: `wanted_licenses`, one row per device (for a device license) or person (for
 * a user license), with the asset it is to come from (P18).
 *
 * - `target`: serial number or clientUserId; absent for a person whom the token does not know at Apple yet.
 * - `is_asked`: a license is to be given: Required, or Available and requested. Else it is only kept by who has it.
 * - `standing`: `held`, `promised`, `waiting`, `awaitingAcceptance`, or absent. `returning_order_id`: an order is open to take it back.
 * - `is_accepted`: no invitation stands in the way. `has_failed`: Apple refused it, and nothing has changed since. `refusal`: why Apple
 *   refused to make the person a user, until they are changed.
 */
export async function chooseLicenses(db: Db, title: TitleAsset[], options: { scope: Scope; now: Date }): Promise<void> {
  await db.$executeRaw(Prisma.sql`drop table if exists wanted_licenses`)
  await db.$executeRaw(Prisma.sql`
    create temporary table wanted_licenses on commit drop as
    with failed as (
      select f.asset_id, f.target_type, f.target from license_orders f
      where f.asset_id = any(${title.map(({ id }) => id)}::uuid[]) and f.state = 'failed' and f.kind = 'associate' and not f.is_superseded
        and not exists (
          select 1 from license_orders newer where newer.asset_id = f.asset_id and newer.target_type = f.target_type
            and newer.target = f.target and newer.created_at > f.created_at)),
    named as (
      select due.asset_id, due.license_type as target_type, due.intent = 'required' as is_required, due.is_requested, due.device_id,
        null::uuid as person_id, a.token_id, d.serial_number as target, d.name, true as is_accepted, null as refusal
      from decided_subjects due join devices d on d.id = due.device_id join assets a on a.id = due.asset_id
      where ${isDueAs('device')}
      union all
      select due.asset_id, 'user', due.is_required, due.is_requested, null, due.person_id, a.token_id, v.client_user_id, p.display_name,
        coalesce(v.status = 'Associated', false), case when ${isRefusedUser('v')} then v.reason end
      from (
        select asset_id, person_id, bool_or(intent = 'required') as is_required, bool_or(is_requested) as is_requested
        from decided_subjects due where ${isDueAs('user')} group by asset_id, person_id) due
      join people p on p.id = due.person_id join assets a on a.id = due.asset_id
      left join vpp_users v on v.token_id = a.token_id and v.person_id = p.id
        and (v.status is null or v.status in ('Registered', 'Associated')))
    select n.asset_id, n.token_id, n.target_type, n.target, n.device_id, n.person_id, n.name, n.is_accepted, n.refusal,
      case when n.is_required then 'required'::intent else 'available'::intent end as intent,
      n.is_required or n.is_requested as is_asked,
      case when n.is_required then 0 else 1 end::smallint as priority,
      ${standing}, o.id as order_id, o.queued_at,
      case when o.kind = 'disassociate' then o.id end as returning_order_id,
      (n.asset_id, n.target_type, n.target) in (select asset_id, target_type, target from failed) as has_failed,
      true as is_chosen
    from named n
    left join associations h on h.asset_id = n.asset_id and h.target_type = n.target_type and h.target = n.target
    left join license_orders o on o.asset_id = n.asset_id and o.target_type = n.target_type and o.target = n.target
      and o.settled_at is null`)
  if (title.length > 1) await chooseAmongTokens(db, title, options)
  await db.$executeRaw(Prisma.sql`analyze wanted_licenses`)
}

const isDueAs = (licenseType: LicenseType) => Prisma.sql`
  due.kind = 'due' and due.intent <> 'uninstall' and not due.is_overruled and due.license_type = ${licenseType}::license_type`

/** Of the association `h` and the open order `o` of a target. */
export const standing = Prisma.sql`
  case when h.asset_id is not null then 'held'
    when o.kind = 'associate' and o.state in ('reserved', 'sent', 'unknown') then 'promised'
    when o.kind = 'associate' then o.state::text end as standing`
