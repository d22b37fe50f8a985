import { unlimitedCount, type TokenState } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { isOfLiveToken, isPromised } from '../conditions.ts'

export type Overview = {
  tokenCount: number
  appCount: number
  bookCount: number
  deviceCount: number
  groupCount: number
  totalCount: number
  assignedCount: number
  availableCount: number
  promisedCount: number
  waitingCount: number
  lastSyncedAt: Date | null
  tokensNeedingAttention: { id: string; displayName: string; state: TokenState; stateReason: string | null }[]
  shortages: { appId: string; name: string; tokenName: string; waitingCount: number; availableCount: number }[]
}

/** As many as a page shows; the lists have the rest. */
const attentionMax = 20
const shortagesMax = 10

type Totals = Omit<Overview, 'tokensNeedingAttention' | 'shortages' | SumName> & Record<SumName, bigint>
type SumName = 'totalCount' | 'assignedCount' | 'availableCount'

/** The totals, and what needs attention. */
export async function readOverview(db: Db): Promise<Overview> {
  const isLimited = Prisma.sql`a.total_count < ${unlimitedCount} and a.vanished_at is null`
  const sumOf = (column: string) =>
    Prisma.sql`coalesce(sum(${Prisma.raw(column)}) filter (where ${isLimited}), 0)::bigint`
  const [[totals], tokensNeedingAttention, shortages] = await Promise.all([
    db.$queryRaw<Totals[]>(Prisma.sql`
      select owned.*,
        (select count(*)::int from tokens where deleted_at is null) as "tokenCount",
        (select max(last_synced_at) from tokens where deleted_at is null) as "lastSyncedAt",
        (select count(*)::int from devices) as "deviceCount",
        (select count(*)::int from groups) as "groupCount",
        (select count(*)::int from license_orders o 
          where ${isPromised('o')} and ${isOfLiveToken('o.token_id')}) as "promisedCount",
        (select count(*)::int from license_orders o 
          where o.state = 'waiting' and ${isOfLiveToken('o.token_id')}) as "waitingCount"
      from (
        select (count(*) filter (where a.product_type = 'App'))::int as "appCount",
          (count(*) filter (where a.product_type = 'Book'))::int as "bookCount",
          ${sumOf('a.total_count')} as "totalCount", ${sumOf('a.assigned_count')} as "assignedCount",
          ${sumOf('a.available_count')} as "availableCount"
        from assets a where ${isOfLiveToken('a.token_id')}) owned`),
    db.token.findMany({
      where: { state: { not: 'valid' }, deletedAt: null },
      select: { id: true, displayName: true, state: true, stateReason: true },
      orderBy: [{ stateChangedAt: 'desc' }, { id: 'asc' }],
      take: attentionMax,
    }),
    db.$queryRaw<Overview['shortages']>(Prisma.sql`
      select a.id as "appId", a.name, t.display_name as "tokenName", a.available_count as "availableCount",
        waiting.count as "waitingCount"
      from (
        select o.asset_id, count(*)::int as count from license_orders o 
        where o.state = 'waiting' and ${isOfLiveToken('o.token_id')}
        group by o.asset_id order by count desc, o.asset_id limit ${shortagesMax}) waiting
      join assets a on a.id = waiting.asset_id join tokens t on t.id = a.token_id
      order by waiting.count desc, a.id`),
  ])
  if (totals === undefined) throw new Error('a query of totals answered no row')
  return {
    ...totals,
    totalCount: Number(totals.totalCount),
    assignedCount: Number(totals.assignedCount),
    availableCount: Number(totals.availableCount),
    tokensNeedingAttention,
    shortages,
  }
}
