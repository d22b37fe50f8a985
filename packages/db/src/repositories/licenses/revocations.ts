import type { LicenseType, RevocationState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isActive } from '../conditions.ts'

export type RevocationRecord = {
  id: string
  tokenId: string
  assetId: string | null
  state: RevocationState
  requestedBy: string
  collectedAt: Date | null
}

/** Stops giving out licenses of a token: what is promised and not sent goes back in line. */
export async function pauseToken(db: Db, tokenId: string, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update tokens set paused_at = coalesce(paused_at, ${now}) where id = ${tokenId}::uuid`)
  await returnPromises(db, tokenId)
}

async function returnPromises(db: Db, tokenId: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update license_orders set state = 'waiting', retry_at = null, reason = null
    where token_id = ${tokenId}::uuid and kind = 'associate' and state = 'reserved'`)
}

/** Gives licenses out again, and ends the revocation of all licenses where it is; false when the token was not paused. */
export async function unpauseToken(db: Db, tokenId: string, now: Date): Promise<boolean> {
  const changed = await db.$executeRaw(Prisma.sql`
    update tokens set paused_at = null where id = ${tokenId}::uuid and paused_at is not null`)
  if (changed === 0) return false
  await db.$executeRaw(Prisma.sql`
    update revocations set state = 'done', ended_at = ${now}
    where token_id = ${tokenId}::uuid and asset_id is null and state = 'running'`)
  return true
}

/** Makes a revocation unless one of the same scope is running; absent then. */
export async function insertRevocation(
  db: Db,
  revocation: { tokenId: string; assetId: string | null; requestedBy: string; now: Date },
): Promise<{ id: string } | undefined> {
  const { tokenId, assetId, requestedBy, now } = revocation
  const [created] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    insert into revocations (token_id, asset_id, requested_by, requested_at, total_count, irrevocable_count)
    select ${tokenId}::uuid, ${assetId}::uuid, ${requestedBy}, ${now}, 0, (
      select count(*)::int from assets a join associations held on held.asset_id = a.id
      where a.token_id = ${tokenId}::uuid and not a.revocable and ${isInScope(assetId)})
    on conflict (token_id, asset_id) where state = 'running' do nothing
    returning id`)
  return created
}

export async function findRevocationRecord(db: Db, id: string): Promise<RevocationRecord | null> {
  return db.revocation.findUnique({
    where: { id },
    select: { id: true, tokenId: true, assetId: true, state: true, requestedBy: true, collectedAt: true },
  })
}

/** The revocations of a token that are not done. */
export async function listRunningRevocations(db: Db, tokenId: string): Promise<RevocationRecord[]> {
  return db.revocation.findMany({
    where: { tokenId, state: 'running' },
    select: { id: true, tokenId: true, assetId: true, state: true, requestedBy: true, collectedAt: true },
  })
}

/** The assets of a revocation's scope whose licenses can be taken back. */
export async function listRevocableAssets(db: Db, revocation: RevocationRecord): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select a.id from assets a
    where a.token_id = ${revocation.tokenId}::uuid and a.revocable and ${isInScope(revocation.assetId)}
    order by a.id`)
  return rows.map(({ id }) => id)
}

/** Where a piece of an asset's associations ended. */
export type AssociationPlace = { targetType: LicenseType; target: string }

/**
 * Orders the next piece of one asset's licenses back, and answers where it ended; absent at the end. A license that has an order of
 * this revocation gets no second one, so running it again does no harm; an order to take it back that is already under way joins in.
 */
export async function collectPiece(
  db: Db,
  piece: {
    revocation: RevocationRecord
    assetId: string
    after: AssociationPlace | undefined
    limit: number
    reason: string
    now: Date
  },
): Promise<AssociationPlace | undefined> {
  const { revocation, assetId, after, reason, now } = piece
  const isLater = after
    ? Prisma.sql`(held.target_type, held.target) > (${after.targetType}::license_type, ${after.target})`
    : Prisma.sql`true`
  // Of one app: whoever an assignment still asks for joins the end of the line. Of the whole token: nobody is in line until it resumes.
  const isSuperseded = revocation.assetId !== null
  const [result] = await db.$queryRaw<
    { count: number; lastType: LicenseType | null; last: string | null }[]
  >(Prisma.sql`
    with running as (
      select id, token_id from revocations where id = ${revocation.id}::uuid and state = 'running' for no key update),
    part as materialized (
      select held.target_type, held.target from associations held, running
      where held.asset_id = ${assetId}::uuid and ${isLater}
      order by held.target_type, held.target limit ${piece.limit}),
    joined as (
      update license_orders o
      set revocation_id = running.id, state = case when o.state = 'awaitingRemoval' then 'reserved' else o.state end,
        reason = ${reason}, is_superseded = o.is_superseded or ${isSuperseded}
      from running, part
      where o.asset_id = ${assetId}::uuid and o.target_type = part.target_type and o.target = part.target
        and o.kind = 'disassociate' and o.state in ('awaitingRemoval', 'reserved', 'sent', 'unknown')
        and o.revocation_id is distinct from running.id
      returning 1),
    ordered as (
      insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, state, priority, queued_at,
        target_name, reason, is_superseded, revocation_id)
      select running.token_id, ${assetId}::uuid, 'disassociate', part.target_type, part.target, d.id, 'reserved', 0, ${now},
        coalesce(d.name, part.target), ${reason}, ${isSuperseded}, running.id
      from running, part
      left join devices d on part.target_type = 'device' and d.serial_number = part.target
      where not exists (
        select 1 from license_orders o
        where o.asset_id = ${assetId}::uuid and o.target_type = part.target_type and o.target = part.target
          and o.revocation_id = running.id)
      on conflict (asset_id, target_type, target)
        where settled_at is null do nothing
      returning 1),
    counted as (
      update revocations set total_count = total_count + (select count(*) from joined) + (select count(*) from ordered)
      where id = (select id from running))
    select (select count(*)::int from part) as count, last.target_type as "lastType", last.target as last
    from (select 1) one left join lateral (
      select target_type, target from part order by target_type desc, target desc limit 1) last on true`)
  if (result === undefined || result.lastType === null || result.last === null) return undefined
  return result.count < piece.limit ? undefined : { targetType: result.lastType, target: result.last }
}

/** Every license has its order. */
export async function markCollected(db: Db, id: string, now: Date): Promise<void> {
  await db.revocation.updateMany({ where: { id, state: 'running' }, data: { collectedAt: now } })
}

/**
 * Ends a revocation that has nothing left to do; `again` when licenses came to light since, from orders that Apple was still
 * working on, and they must be collected too.
 */
export async function finishRevocation(
  db: Db,
  revocation: RevocationRecord,
  now: Date,
): Promise<'done' | 'again' | 'waits'> {
  if (revocation.collectedAt === null) return 'waits'
  if (revocation.assetId === null) await returnPromises(db, revocation.tokenId)
  if (await isUnderWay(db, revocation)) return 'waits'
  const isAgain = await hasUncollected(db, revocation)
  await db.revocation.updateMany({
    where: { id: revocation.id, state: 'running' },
    data: isAgain ? { collectedAt: null } : { state: 'done', endedAt: now },
  })
  return isAgain ? 'again' : 'done'
}

async function isUnderWay(db: Db, { id, tokenId, assetId }: RevocationRecord): Promise<boolean> {
  const isOpen = Prisma.sql`exists (
    select 1 from license_orders o where o.revocation_id = ${id}::uuid and ${isActive('o')})`
  // A license that Apple is giving out right now must be taken back too.
  const isGivenOut = Prisma.sql`exists (
    select 1 from apple_batches b join license_orders o on o.batch_id = b.id
    where b.token_id = ${tokenId}::uuid and b.state <> 'settled' and o.kind = 'associate')`
  const [row] = await db.$queryRaw<{ isUnderWay: boolean }[]>(
    Prisma.sql`select ${isOpen} or (${assetId === null} and ${isGivenOut}) as "isUnderWay"`,
  )
  return row?.isUnderWay === true
}

/** Of one app, what is given out meanwhile is meant: assignments that still ask for it are served again. */
async function hasUncollected(db: Db, { id, tokenId, assetId }: RevocationRecord): Promise<boolean> {
  if (assetId !== null) return false
  const [row] = await db.$queryRaw<{ hasMore: boolean }[]>(Prisma.sql`
    select exists (
      select 1 from assets a join associations held on held.asset_id = a.id
      where a.token_id = ${tokenId}::uuid and a.revocable and not exists (
        select 1 from license_orders o
        where o.asset_id = held.asset_id and o.target_type = held.target_type and o.target = held.target
          and o.revocation_id = ${id}::uuid)) as "hasMore"`)
  return row?.hasMore === true
}

/** Cancels, a piece at a time, what revocations that were stopped had ordered and nobody has sent; returns how many. */
export async function cancelStopped(db: Db, options: { tokenId: string; reason: string; now: Date; limit: number }) {
  return db.$executeRaw(Prisma.sql`
    update license_orders set state = 'canceled', settled_at = ${options.now}, reason = ${options.reason}
    where id in (
      select o.id from license_orders o join revocations r on r.id = o.revocation_id
      where o.token_id = ${options.tokenId}::uuid and o.state = 'reserved' and r.state = 'done'
      limit ${options.limit} for update of o skip locked)`)
}

/** The assets of a token that have assignments. */
export async function listAssignedAssets(db: Db, tokenId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select a.id from assets a
    where a.token_id = ${tokenId}::uuid and exists (select 1 from assignments s where s.asset_id = a.id)`)
  return rows.map(({ id }) => id)
}

const isInScope = (assetId: string | null) =>
  assetId === null ? Prisma.sql`true` : Prisma.sql`a.id = ${assetId}::uuid`
