import type { LicenseType, OrderKind, OrderState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'

/** What an order that is to be tried again is about. */
export type OrderToRetry = {
  id: string
  kind: OrderKind
  state: OrderState
  assetId: string
  targetType: LicenseType
  target: string
  assetName: string
  tokenId: string
  targetName: string
}

/** An order with what a retry looks at; absent when there is none. */
export async function findOrderToRetry(db: Db, id: string): Promise<OrderToRetry | undefined> {
  const [row] = await db.$queryRaw<OrderToRetry[]>(Prisma.sql`
    select o.id, o.kind, o.state, o.asset_id as "assetId",
      o.target_type as "targetType", o.target, a.name as "assetName",
      o.token_id as "tokenId", o.target_name as "targetName"
    from license_orders o join assets a on a.id = o.asset_id
    where o.id = ${id}::uuid and ${isOfLiveToken('o.token_id')}`)
  return row
}

/** Makes a new order of one that failed; answers its id, or nothing when it has become pointless. */
export async function orderAgain(db: Db, id: string, now: Date): Promise<string | undefined> {
  const [again] = await ordersAgain(db, Prisma.sql`select ${id}::uuid`, now)
  return again?.id
}

/**
 * Makes new orders of some that failed, at the end of the line. Pointless are those that are not the latest of their target, whose target
 * has got there some other way, and whose person has left Apple.
 */
export async function ordersAgain(db: Db, ids: Prisma.Sql, now: Date): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>(Prisma.sql`
    insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, person_id, state, priority, queued_at,
      target_name)
    select o.token_id, o.asset_id, o.kind, o.target_type, o.target, o.device_id, o.person_id,
      case when o.kind = 'disassociate' then 'reserved'::order_state
        when o.target_type = 'user' and u.status is distinct from 'Associated' then 'awaitingAcceptance'
        else 'waiting' end,
      o.priority, ${now}, o.target_name
    from license_orders o
    left join lateral (
      select v.id, v.status from vpp_users v
      where o.target_type = 'user' and v.token_id = o.token_id and v.client_user_id = o.target
      order by v.created_at desc, v.id desc limit 1) u on true
    where o.id in (${ids}) and o.state = 'failed'
      and (o.kind = 'disassociate') = exists (
        select 1 from associations h
        where h.asset_id = o.asset_id and h.target_type = o.target_type and h.target = o.target)
      and (o.kind = 'disassociate' or o.target_type = 'device'
        or u.id is not null and (u.status is null or u.status in ('Registered', 'Associated')))
      and not exists (
        select 1 from license_orders n
        where n.asset_id = o.asset_id and n.target_type = o.target_type and n.target = o.target
          and (n.created_at, n.id) > (o.created_at, o.id))
    on conflict (asset_id, target_type, target) where settled_at is null do nothing
    returning id`)
}
