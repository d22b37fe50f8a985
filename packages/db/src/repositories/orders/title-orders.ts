import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { devicesIn, type Scope } from '../assignments/reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'

type Options = { scope: Scope; now: Date }
type Changed = { tokenId: string }

/** Open orders of the title that are about somebody in scope. */
export const isOrderInScope = (title: TitleAsset[], scope: Scope): Prisma.Sql => {
  const ofTitle = Prisma.sql`o.asset_id = any(${title.map(({ id }) => id)}::uuid[])`
  if (scope === 'all') return ofTitle
  return Prisma.sql`${ofTitle} and o.id in (
    select mine.id from ${devicesIn(scope)} d join license_orders mine on mine.target_type = 'device' and mine.target = d.serial_number
    union all
    select mine.id from scope_people s join license_orders mine on mine.target_type = 'user' and mine.person_id = s.person_id)`
}

export const isWanted = Prisma.sql`exists (
  select 1 from wanted_licenses w where w.asset_id = o.asset_id and w.target_type = o.target_type and w.target = o.target and w.is_asked)`
/** Whoever has it may keep it. */
export const isDue = Prisma.sql`exists (
  select 1 from wanted_licenses w where w.asset_id = o.asset_id and w.target_type = o.target_type and w.target = o.target)`
const isToBeRemoved = Prisma.sql`exists (
  select 1 from unwanted_licenses u where u.asset_id = o.asset_id and u.target_type = o.target_type and u.target = o.target
    and u.fate = 'removal')`
/** Taken back by the rules, not by somebody's hand. */
export const isOurReclaim = Prisma.sql`o.kind = 'disassociate' and not o.is_superseded and o.revocation_id is null`

/** Ends or marks open orders that nobody is due any more, and lets failed ones of who is no longer due be forgotten. */
export async function withdrawOrders(db: Db, title: TitleAsset[], { scope, now }: Options): Promise<Changed[]> {
  const canceled = await db.$queryRaw<Changed[]>(Prisma.sql`
    update license_orders o
    set state = 'canceled', settled_at = ${now}, reason = 'No assignment asks for it any more.'
    where ${isOrderInScope(title, scope)} and o.settled_at is null and (
      o.kind = 'associate' and o.state in ('awaitingAcceptance', 'waiting', 'reserved') and not ${isWanted}
      or o.state = 'awaitingRemoval' and not ${isToBeRemoved}
      or o.state = 'reserved' and ${isOurReclaim} and ${isDue})
    returning o.token_id as "tokenId"`)
  const superseded = await db.$queryRaw<Changed[]>(Prisma.sql`
    update license_orders o set is_superseded = true
    where ${isOrderInScope(title, scope)} and not o.is_superseded and o.state in ('sent', 'unknown')
      and (o.kind = 'associate' and not ${isWanted} or o.kind = 'disassociate' and ${isDue})
    returning o.token_id as "tokenId"`)
  await db.$executeRaw(Prisma.sql`
    update license_orders o set is_superseded = true
    where ${isOrderInScope(title, scope)} and not o.is_superseded and o.state = 'failed' and o.kind = 'associate' and not ${isWanted}`)
  return [...canceled, ...superseded]
}

/** The tokens at which somebody who is to have a license is not known yet (P26). */
export async function listPeopleToRegister(db: Db): Promise<{ tokenId: string; personIds: string[] }[]> {
  return db.$queryRaw<{ tokenId: string; personIds: string[] }[]>(Prisma.sql`
    select token_id as "tokenId", array_agg(distinct person_id) as "personIds" from wanted_licenses
    where target_type = 'user' and target is null and is_asked group by token_id order by token_id`)
}

/** Gives everybody in `wanted_licenses` who has been registered since their clientUserId. */
export async function nameRegistered(db: Db): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update wanted_licenses w set target = v.client_user_id
    from vpp_users v
    where w.target_type = 'user' and w.target is null and v.token_id = w.token_id and v.person_id = w.person_id
      and (v.status is null or v.status in ('Registered', 'Associated'))`)
}

/**
 * Orders a license for everybody in `wanted_licenses` who is to have one and neither holds nor awaits it (P20). Whoever changes from one
 * token's line to another's keeps their time. One that Apple refused is not asked for again while nothing has changed. Of who has the same name
 * the lower id stands first, as a plan says: the ids of orders count up in the order of the rows.
 */
export async function orderForWanted(db: Db, title: TitleAsset[], { now }: Options): Promise<Changed[]> {
  const former = Prisma.sql`(
    select min(o.queued_at) from license_orders o
    where o.asset_id = any(${title.map(({ id }) => id)}::uuid[]) and o.asset_id <> w.asset_id and o.target_type = w.target_type
      and (o.target = w.target or o.person_id = w.person_id) and o.kind = 'associate' and o.state = 'canceled' and o.settled_at = ${now})`
  const queuedAt = title.length > 1 ? Prisma.sql`coalesce(${former}, ${now})` : Prisma.sql`${now}`
  await db.$executeRaw(Prisma.sql`
    update license_orders o set priority = w.priority
    from wanted_licenses w
    where o.id = w.order_id and w.is_asked and o.kind = 'associate' and o.settled_at is null and o.priority <> w.priority`)
  return db.$queryRaw<Changed[]>(Prisma.sql`
    insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, person_id, state, priority, queued_at, target_name)
    select w.token_id, w.asset_id, 'associate', w.target_type, w.target, w.device_id, w.person_id,
      case when w.is_accepted then 'waiting' else 'awaitingAcceptance' end::order_state, w.priority, ${queuedAt}, w.name
    from wanted_licenses w
    where w.is_asked and w.target is not null and not w.has_failed and w.standing is null and w.returning_order_id is null
      and not exists (
        select 1 from associations h where h.asset_id = w.asset_id and h.target_type = w.target_type and h.target = w.target)
    order by w.priority, w.name, coalesce(w.device_id, w.person_id)
    on conflict (asset_id, target_type, target) where settled_at is null do nothing
    returning token_id as "tokenId"`)
}

/** Orders back what `unwanted_licenses` says is lost at once, and notes what goes back once the app is gone (P23). */
export async function orderReclaims(
  db: Db,
  options: { removalReason: string; now: Date },
): Promise<(Changed & { isRemoval: boolean })[]> {
  return db.$queryRaw<(Changed & { isRemoval: boolean })[]>(Prisma.sql`
    insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, person_id, state, priority, queued_at,
      target_name, reason)
    select u.token_id, u.asset_id, 'disassociate', u.target_type, u.target, u.device_id, u.person_id,
      case u.fate when 'removal' then 'awaitingRemoval' else 'reserved' end::order_state, 0, ${options.now}, u.name,
      case u.fate when 'removal' then ${options.removalReason} else 'No assignment gives it any more.' end
    from unwanted_licenses u
    join associations h on h.asset_id = u.asset_id and h.target_type = u.target_type and h.target = u.target
    where u.fate in ('removal', 'loses')
    on conflict (asset_id, target_type, target) where settled_at is null do nothing
    returning token_id as "tokenId", state = 'awaitingRemoval' as "isRemoval"`)
}

/** Lets licenses of an asset be ordered again that Apple had refused: its list was saved, and with it what is due was asked for anew. */
export async function forgetFailures(db: Db, assetId: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update license_orders set is_superseded = true
    where asset_id = ${assetId}::uuid and state = 'failed' and kind = 'associate' and not is_superseded`)
}
