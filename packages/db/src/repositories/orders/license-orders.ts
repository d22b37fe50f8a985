import type { LicenseType, OrderKind, PricingParam } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** Ends orders of a token that wait, for a license or for the person, and whose target turned out to hold the license already. */
export async function confirmAlreadyHeld(db: Db, tokenId: string, now: Date): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    update license_orders o set state = 'confirmed', settled_at = ${now}, reason = 'Apple held the license already.'
    where o.token_id = ${tokenId}::uuid and o.state in ('waiting', 'awaitingAcceptance') and exists (
      select 1 from associations held
      where held.asset_id = o.asset_id and held.target_type = o.target_type and held.target = o.target)`)
}

/** The assets of a token that somebody is in line for and may be served now. */
export async function listAssetsWithWaiting(db: Db, tokenId: string, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ assetId: string }[]>(Prisma.sql`
    select distinct asset_id as "assetId" from license_orders
    where token_id = ${tokenId}::uuid and state = 'waiting' and (retry_at is null or retry_at <= ${now})`)
  return rows.map((row) => row.assetId)
}

/**
 * Promises free licenses of one asset to those first in line (P21, P22). What is free is Apple's count less what is promised
 * and not yet in it. While the token is paused nothing is. Returns how many were promised.
 */
export async function reserveForFirstInLine(db: Db, assetId: string, now: Date): Promise<number> {
  // A statement of its own: whoever waits here for a rival must count, in the next one, what that rival has promised. A full row
  // lock would meet the key locks that new orders take on their asset, in a deadlock.
  await db.$queryRaw(Prisma.sql`select id from assets where id = ${assetId}::uuid for no key update`)
  return db.$executeRaw(Prisma.sql`
    update license_orders set state = 'reserved', reason = null
    where id in (
      select id from license_orders
      where asset_id = ${assetId}::uuid and state = 'waiting' and (retry_at is null or retry_at <= ${now})
      order by priority, queued_at, target_name, id
      limit (
        select case when t.paused_at is null and t.deleted_at is null then greatest(a.available_count - (
          select count(*) from license_orders o
          where o.asset_id = a.id and o.kind = 'associate' and o.state in ('reserved', 'sent', 'unknown')), 0) else 0 end
        from assets a join tokens t on t.id = a.token_id where a.id = ${assetId}::uuid))`)
}

export type OrderToSend = {
  id: string
  kind: OrderKind
  assetId: string
  adamId: string
  pricingParam: PricingParam
  targetType: LicenseType
  target: string
  /** How often Apple was asked for it so far. */
  attempts: number
}

/**
 * While a token is paused it only takes licenses back; what a revocation that was stopped had ordered is not sent any more. Both are
 * looked up once per query, so that the orders are read from their index in its order.
 */
const maySend = (tokenId: string): Prisma.Sql => Prisma.sql`(
  (o.kind = 'disassociate' or (select t.paused_at from tokens t where t.id = ${tokenId}::uuid) is null)
  and (o.revocation_id is null or o.revocation_id <> all (array(
    select r.id from revocations r where r.token_id = ${tokenId}::uuid and r.state = 'done'))))`

/** Reserved orders of a token that may be sent now, at most `limit`, those of one target together. */
export async function listOrdersToSend(
  db: Db,
  options: { tokenId: string; now: Date; limit: number },
): Promise<OrderToSend[]> {
  return db.$queryRaw<OrderToSend[]>(Prisma.sql`
    with o as materialized (
      select o.* from license_orders o
      where o.token_id = ${options.tokenId}::uuid and o.state = 'reserved' and ${maySend(options.tokenId)}
        and (o.retry_at is null or o.retry_at <= ${options.now})
      order by o.kind, o.target_type, o.target, o.asset_id limit ${options.limit})
    select o.id, o.kind, o.asset_id as "assetId", a.adam_id as "adamId", a.pricing_param as "pricingParam",
      o.target_type as "targetType", o.target, o.attempts
    from o join assets a on a.id = o.asset_id order by o.kind, o.target_type, o.target, o.asset_id`)
}

/** When the earliest order that was put off may be tried again. */
export async function nextRetryAt(db: Db, tokenId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>(Prisma.sql`
    select min(o.retry_at) as at from license_orders o
    where o.token_id = ${tokenId}::uuid and o.state in ('waiting', 'reserved') and o.retry_at is not null
      and ${maySend(tokenId)}`)
  return row?.at ?? null
}

/** Lets into the line whoever has accepted Apple's invitation since; their time is when they were first due (P26). Returns how many. */
export async function admitAccepted(db: Db, tokenId: string): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    update license_orders o set state = 'waiting'
    from vpp_users v
    where o.token_id = ${tokenId}::uuid and o.state = 'awaitingAcceptance'
      and v.token_id = o.token_id and v.client_user_id = o.target and v.status = 'Associated'`)
}
