import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** What goes when a token is deleted, and what stays at Apple (P7). */
export type TokenHoldings = {
  appCount: number
  bookCount: number
  assignmentCount: number
  openOrderCount: number
  waitingCount: number
  userCount: number
  associationCount: number
  revocableCount: number
  irrevocableCount: number
  runningRevocationId: string | null
}

/** Counts what a token has here, row by row and not by Apple's counts. */
export async function countHoldings(db: Db, tokenId: string): Promise<TokenHoldings> {
  const ofToken = Prisma.sql`select id from assets where token_id = ${tokenId}::uuid`
  const [[counts], held] = await Promise.all([
    db.$queryRaw<Omit<TokenHoldings, 'associationCount' | 'revocableCount' | 'irrevocableCount'>[]>(Prisma.sql`
      select
        (select count(*)::int from assets where token_id = ${tokenId}::uuid and product_type = 'App') as "appCount",
        (select count(*)::int from assets where token_id = ${tokenId}::uuid and product_type = 'Book') as "bookCount",
        (select count(*)::int from assignments where asset_id in (${ofToken})) as "assignmentCount",
        (select count(*)::int from license_orders o where o.asset_id in (${ofToken})
          and o.settled_at is null) as "openOrderCount",
        (select count(distinct target)::int from license_orders o
          where o.token_id = ${tokenId}::uuid and o.state = 'waiting') as "waitingCount",
        (select count(*)::int from vpp_users where token_id = ${tokenId}::uuid and person_id is not null
          and status in ('Registered', 'Associated')) as "userCount",
        (select id from revocations where token_id = ${tokenId}::uuid and asset_id is null and state = 'running')
          as "runningRevocationId"`),
    db.$queryRaw<{ revocable: boolean; count: number }[]>(Prisma.sql`
      select a.revocable, count(*)::int as count from assets a join associations held on held.asset_id = a.id
      where a.token_id = ${tokenId}::uuid group by a.revocable`),
  ])
  if (counts === undefined) throw new Error('a query of counts answered no row')
  const countOf = (revocable: boolean) => held.find((row) => row.revocable === revocable)?.count ?? 0
  const [revocableCount, irrevocableCount] = [countOf(true), countOf(false)]
  return { ...counts, associationCount: revocableCount + irrevocableCount, revocableCount, irrevocableCount }
}

/**
 * Takes a token out of sight at once: its credential is wiped, its location is free for another upload, its assignments are gone. What
 * remains is many rows, which `clearToken` takes away in pieces. False when it was deleted before.
 */
export async function hideToken(db: Db, id: string, now: Date): Promise<boolean> {
  const hidden = await db.$executeRaw(Prisma.sql`
    update tokens
    set deleted_at = ${now}, u_id = id::text, sealed_content_token = '', next_sync_at = null, notification_state = 'off'
    where id = ${id}::uuid and deleted_at is null`)
  if (hidden === 0) return false
  await db.$executeRaw(Prisma.sql`
    update revocations set state = 'done', ended_at = ${now} where token_id = ${id}::uuid and state = 'running'`)
  await db.$executeRaw(Prisma.sql`
    delete from assignments where asset_id in (select id from assets where token_id = ${id}::uuid)`)
  return true
}

/** Tokens that are deleted and not yet cleared away. */
export async function listTokensToClear(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from tokens where deleted_at is not null order by deleted_at`)
  return rows.map(({ id }) => id)
}

/** Each piece is a statement of its own, short enough that nobody waits for it. */
const rowsPerPiece = 20_000
const assetsPerPiece = 50

/**
 * Takes away what is left of a deleted token, piece by piece, and the token last. Safe to run again at any point. Orders go first:
 * deleting a batch or a revocation that they point at would touch each of them once more.
 */
export async function clearToken(db: Db, id: string): Promise<void> {
  const isDeleted = await db.token.count({ where: { id, deletedAt: { not: null } } })
  if (isDeleted === 0) return
  const ofAssets = Prisma.sql`asset_id in (
    select id from assets where token_id = ${id}::uuid union all select id from ahead_assets where token_id = ${id}::uuid)`
  const ofToken = Prisma.sql`token_id = ${id}::uuid`
  const heaps: [table: string, where: Prisma.Sql][] = [
    ['license_orders', ofToken],
    ['associations', ofAssets],
    ['installs', ofAssets],
    ['vpp_users', ofToken],
    ['apple_notifications', ofToken],
    ['apple_exchanges', ofToken],
    ['apple_batches', ofToken],
    ['ahead_assets', ofToken],
  ]
  for (const [name, where] of heaps) {
    // Rows of different parts may have the same place.
    const table = Prisma.raw(name)
    await repeat(() =>
      db.$executeRaw(Prisma.sql`
        delete from ${table}
        where ctid = any(array(select ctid from ${table} where ${where} limit ${rowsPerPiece})) and ${where}`),
    )
  }
  await repeat(() =>
    db.$executeRaw(Prisma.sql`
      delete from assets where id in (select id from assets where ${ofToken} limit ${assetsPerPiece})`),
  )
  await db.$executeRaw(Prisma.sql`delete from tokens where id = ${id}::uuid and deleted_at is not null`)
}

async function repeat(deletePiece: () => Promise<number>): Promise<void> {
  while ((await deletePiece()) > 0);
}
