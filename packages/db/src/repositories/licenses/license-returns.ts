import type { LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'

export type LicenseTarget = { licenseType: LicenseType; target: string }

/** What became of one license that was to be taken back. */
export type LicenseReturn = LicenseTarget & {
  assetId: string
  assetName: string
  tokenId: string
  tokenName: string
  outcome: 'ordered' | 'alreadyOrdered' | 'notHeld' | 'irrevocable'
}

type Options = { reason: string; now: Date }

/** Orders licenses of one asset back at once (P24), and answers for each target named. */
export async function orderReturnsOfAsset(
  db: Db,
  assetId: string,
  options: Options & { targets: LicenseTarget[] },
): Promise<LicenseReturn[]> {
  const given = Prisma.sql`
    select distinct ${assetId}::uuid as asset_id, named."licenseType" as target_type, named.target
    from json_to_recordset(${JSON.stringify(options.targets)}::json) as named ("licenseType" license_type, target text)`
  return orderReturns(db, given, options)
}

/** Orders every license back that a device holds on its serial number, of all tokens. */
export async function orderReturnsOfDevice(db: Db, deviceId: string, options: Options): Promise<LicenseReturn[]> {
  return orderReturns(db, heldByDevice(deviceId), options)
}

/** Orders every license back that a person holds, as whatever VPP user, of all tokens. */
export async function orderReturnsOfPerson(db: Db, personId: string, options: Options): Promise<LicenseReturn[]> {
  return orderReturns(db, heldByPerson(personId), options)
}

/** The licenses that a device holds on its serial number, of all tokens. */
export const heldByDevice = (deviceId: string): Prisma.Sql => Prisma.sql`
  select h.asset_id, h.target_type, h.target from devices d
  join associations h on h.target = d.serial_number and h.target_type = 'device'
  where d.id = ${deviceId}::uuid`

/** The licenses that a person holds, as whatever VPP user, of all tokens. */
export const heldByPerson = (personId: string): Prisma.Sql => Prisma.sql`
  select distinct h.asset_id, h.target_type, h.target from vpp_users u
  join associations h on h.target = u.client_user_id and h.target_type = 'user'
  join assets of on of.id = h.asset_id and of.token_id = u.token_id
  where u.person_id = ${personId}::uuid`

/** The assets are worked out again once their licenses are back: whoever an assignment still asks for joins the end of the line. */
async function orderReturns(db: Db, given: Prisma.Sql, { reason, now }: Options): Promise<LicenseReturn[]> {
  // In one order, so that two who take back the same licenses wait for each other instead of both failing.
  await db.$queryRaw(Prisma.sql`
    select id from assets where id in (select asset_id from (${given}) given) order by id for no key update`)
  return db.$queryRaw<LicenseReturn[]>(Prisma.sql`
    with given as materialized (
      select g.*, a.name as asset_name, a.revocable, t.id as token_id, t.display_name as token_name,
        h.asset_id is not null as is_held
      from (${given}) g
      join assets a on a.id = g.asset_id join tokens t on t.id = a.token_id
      left join associations h on h.asset_id = g.asset_id and h.target_type = g.target_type and h.target = g.target
      where ${isOfLiveToken('t.id')}),
    wanted as (select * from given where is_held and revocable),
    hastened as (
      update license_orders o set state = 'reserved', reason = ${reason}, is_superseded = true
      from wanted w where o.asset_id = w.asset_id and o.target_type = w.target_type and o.target = w.target
        and o.kind = 'disassociate' and o.state = 'awaitingRemoval'
      returning o.asset_id, o.target_type, o.target),
    ordered as (
      insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, state, priority, queued_at,
        target_name, reason, is_superseded)
      select w.token_id, w.asset_id, 'disassociate', w.target_type, w.target, d.id, 'reserved', 0, ${now},
        coalesce(d.name, w.target), ${reason}, true
      from wanted w left join devices d on w.target_type = 'device' and d.serial_number = w.target
      where (w.asset_id, w.target_type, w.target) not in (select * from hastened)
      on conflict (asset_id, target_type, target)
        where settled_at is null do nothing
      returning asset_id, target_type, target),
    going as (select * from hastened union all select * from ordered)
    select g.asset_id as "assetId", g.asset_name as "assetName", g.token_id as "tokenId", g.token_name as "tokenName",
      g.target_type as "licenseType", g.target,
      case when not g.is_held then 'notHeld' when not g.revocable then 'irrevocable'
        when (g.asset_id, g.target_type, g.target) in (select * from going) then 'ordered'
        else 'alreadyOrdered' end as outcome
    from given g order by lower(g.asset_name), g.asset_id, g.target_type, g.target`)
}
