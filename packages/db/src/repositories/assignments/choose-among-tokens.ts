import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Scope } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'

/**
 * P18, where several tokens own a title: each target takes its license from one asset. From the one that it holds, else where one is
 * promised or an invitation is open, else from one with a free license, in the order of the line and the line that it stands in first,
 * else where it waits already, else where it may, else from the first. The other rows leave `wanted_licenses`.
 */
export async function chooseAmongTokens(
  db: Db,
  title: TitleAsset[],
  options: { scope: Scope; now: Date },
): Promise<void> {
  await addHeldElsewhere(db, title)
  await db.$executeRaw(Prisma.sql`update wanted_licenses set is_chosen = false`)
  await settle(db, Prisma.sql`standing = 'held'`, Prisma.sql`asset_id`)
  await settle(
    db,
    Prisma.sql`standing in ('promised', 'awaitingAcceptance')`,
    Prisma.sql`standing = 'promised' desc, asset_id`,
  )
  for (const isOwnLine of [true, false]) {
    for (const { id } of title) await allocate(db, id, { ...options, isOwnLine })
  }
  await settle(db, Prisma.sql`true`, Prisma.sql`is_asked desc, standing is not distinct from 'waiting' desc, asset_id`)
  await db.$executeRaw(Prisma.sql`delete from wanted_licenses where not is_chosen`)
}

const target = Prisma.raw(`target_type, coalesce(device_id, person_id)`)
/** Targets that have no asset yet. */
const isOpen = Prisma.sql`(${target}) not in (select ${target} from wanted_licenses where is_chosen)`

/** Chooses, for each target without an asset, the first of its rows that meet the condition. */
async function settle(db: Db, condition: Prisma.Sql, order: Prisma.Sql): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update wanted_licenses w set is_chosen = true
    from (
      select distinct on (${target}) ${target}, asset_id from wanted_licenses where ${condition} and ${isOpen}
      order by ${target}, ${order}) as first (target_type, id, asset_id)
    where w.target_type = first.target_type and coalesce(w.device_id, w.person_id) = first.id and w.asset_id = first.asset_id`)
}

/** Hands the free licenses of one asset to targets without an asset, in the order of the line, since when they are in any (P22). */
async function allocate(
  db: Db,
  assetId: string,
  options: { scope: Scope; now: Date; isOwnLine: boolean },
): Promise<void> {
  const line = options.isOwnLine ? Prisma.sql`standing = 'waiting'` : Prisma.sql`true`
  // Whoever waits there and is not looked at now goes first.
  const ahead =
    options.scope === 'all'
      ? Prisma.sql`0`
      : Prisma.sql`(select count(*) from license_orders o where o.asset_id = a.id and o.state = 'waiting'
          and o.id not in (select order_id from wanted_licenses where order_id is not null))`
  await db.$executeRaw(Prisma.sql`
    with free as (
      select greatest(0, a.available_count - ${ahead}
        - (select count(*) from license_orders o where o.asset_id = a.id and o.kind = 'associate'
            and o.state in ('reserved', 'sent', 'unknown'))
        - (select count(*) from wanted_licenses w where w.asset_id = a.id and w.is_chosen and w.is_asked
            and w.standing is distinct from 'held' and w.standing is distinct from 'promised')) as count
      from assets a join tokens t on t.id = a.token_id
      where a.id = ${assetId}::uuid and t.paused_at is null and t.state in ('valid', 'expiring') and a.vanished_at is null)
    update wanted_licenses w set is_chosen = true
    where w.ctid in (
      select row_id from (
        select ctid as row_id, min(queued_at) over (partition by ${target}) as queued_first, wanted_licenses.*
        from wanted_licenses where ${isOpen}) open
      where asset_id = ${assetId}::uuid and is_asked and ${line}
      order by priority, coalesce(queued_first, ${options.now}::timestamptz), name, coalesce(device_id, person_id)
      limit (select count from free))`)
}

/** A license that a target holds of an asset which nobody assigns to it any more serves it as well: it takes no second one. */
async function addHeldElsewhere(db: Db, title: TitleAsset[]): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into wanted_licenses (asset_id, token_id, target_type, target, device_id, person_id, name, is_accepted, intent, is_asked,
      priority, standing, order_id, queued_at, returning_order_id, has_failed, is_chosen)
    select a.id, a.token_id, w.target_type, h.target, w.device_id, w.person_id, w.name, true, w.intent, w.is_asked, w.priority,
      'held', o.id, o.queued_at, case when o.kind = 'disassociate' then o.id end, false, true
    from (
      select distinct on (${target}) target_type, device_id, person_id, target, name, intent, is_asked, priority
      from wanted_licenses order by ${target}, priority, is_asked desc) w
    join assets a on a.id = any(${title.map(({ id }) => id)}::uuid[])
    left join vpp_users v on w.target_type = 'user' and v.token_id = a.token_id and v.person_id = w.person_id
      and v.status in ('Registered', 'Associated')
    join associations h on h.asset_id = a.id and h.target_type = w.target_type
      and h.target = case w.target_type when 'user' then v.client_user_id else w.target end
    left join license_orders o on o.asset_id = h.asset_id and o.target_type = h.target_type and o.target = h.target
      and o.settled_at is null
    where not exists (
      select 1 from wanted_licenses there where there.asset_id = a.id and there.target_type = w.target_type
        and coalesce(there.device_id, there.person_id) = coalesce(w.device_id, w.person_id))`)
}
