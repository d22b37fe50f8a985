import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { countIn, isOfLiveToken } from '../conditions.ts'
import { heldByDevice, heldByPerson } from './license-returns.ts'

/** Whose licenses are to be taken back: everybody's of an app, a device's, or a person's. */
export type RevokeScope = { assetId: string } | { deviceId: string } | { personId: string }

export type RevokeCounts = { goingCount: number; irrevocableCount: number; alreadyOrderedCount: number }

/** What taking them back would order (P24), by the rule that orders by. */
export async function countRevocable(db: Db, scope: RevokeScope): Promise<RevokeCounts> {
  const [counts] = await db.$queryRaw<RevokeCounts[]>(Prisma.sql`
    select count(*) filter (where a.revocable and o.id is null)::int as "goingCount",
      count(*) filter (where not a.revocable)::int as "irrevocableCount",
      count(*) filter (where a.revocable and o.id is not null)::int as "alreadyOrderedCount"
    from (${heldBy(scope)}) h join assets a on a.id = h.asset_id
    left join license_orders o on o.asset_id = h.asset_id and o.target_type = h.target_type and o.target = h.target
      and o.settled_at is null and o.kind = 'disassociate' and o.state <> 'awaitingRemoval'
    where ${isOfLiveToken('a.token_id')}`)
  if (counts === undefined) throw new Error('a query of counts answered no row')
  return counts
}

/** The titles whose licenses would be taken back. */
export async function listRevokedTitles(db: Db, scope: RevokeScope): Promise<string[]> {
  const rows = await db.$queryRaw<{ adamId: string }[]>(Prisma.sql`
    select distinct a.adam_id as "adamId" from (${heldBy(scope)}) h join assets a on a.id = h.asset_id
    where a.revocable and ${isOfLiveToken('a.token_id')} order by 1`)
  return rows.map(({ adamId }) => adamId)
}

export function heldBy(scope: RevokeScope): Prisma.Sql {
  if ('deviceId' in scope) return heldByDevice(scope.deviceId)
  if ('personId' in scope) return heldByPerson(scope.personId)
  return Prisma.sql`
    select h.asset_id, h.target_type, h.target from associations h where h.asset_id = ${scope.assetId}::uuid`
}

/** How many of them an assignment of the title that was worked out still asks for: whoever has one of these joins the line again (P24). */
export async function countStillDue(db: Db, scope: RevokeScope): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from (${heldBy(scope)}) h
    join assets a on a.id = h.asset_id and a.revocable
    join wanted_licenses w on w.asset_id = h.asset_id and w.target_type = h.target_type and w.target = h.target and w.is_asked
    where not exists (
      select 1 from license_orders o where o.asset_id = h.asset_id and o.target_type = h.target_type and o.target = h.target
        and o.settled_at is null and o.kind = 'disassociate' and o.state <> 'awaitingRemoval')`)
  return countIn(rows)
}
