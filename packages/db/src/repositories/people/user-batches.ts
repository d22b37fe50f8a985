import type { BatchState, UserBatchKind, VppUserStatus } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { nextWish } from './vpp-users.ts'

export type UserBatchRow = {
  id: string
  kind: UserBatchKind
  state: BatchState
  eventId: string | null
  requestedCount: number
  startedAt: Date
  acceptedAt: Date | null
  nextPollAt: Date | null
}

/** One VPP user of a batch: what Apple is asked to know, and what is known of it so far. */
export type BatchUser = {
  id: string
  personId: string | null
  clientUserId: string
  email: string | null
  managedAppleId: string | null
  status: VppUserStatus | null
  attempts: number
}

const batchUserColumns = Prisma.sql`
  v.id, v.person_id as "personId", v.client_user_id as "clientUserId", v.email, v.managed_apple_id as "managedAppleId",
  v.status, v.attempts`

/**
 * Writes down that Apple is about to be asked for the next of these wishes, before it is, and with what. Absent when nothing is left. From
 * then on the row tells what Apple was given; `ids` narrows the choice.
 */
export async function openUserBatch(
  db: Db,
  wish: { tokenId: string; kind: UserBatchKind; limit: number; now: Date; ids?: string[] },
): Promise<{ id: string; users: BatchUser[] } | undefined> {
  const { tokenId, kind, now } = wish
  const chosen = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select v.id from vpp_users v
    where v.token_id = ${tokenId}::uuid and v.wanted = ${kind}::user_batch_kind and v.batch_id is null
      and (v.retry_at is null or v.retry_at <= ${now})
      and ${wish.ids === undefined ? Prisma.sql`true` : Prisma.sql`v.id = any(${wish.ids}::uuid[])`}
    order by v.id limit ${wish.limit} for update`)
  if (chosen.length === 0) return undefined
  const { id } = await db.userBatch.create({
    data: { tokenId, kind, requestedCount: chosen.length, startedAt: now },
    select: { id: true },
  })
  const users = await db.$queryRaw<BatchUser[]>(Prisma.sql`
    update vpp_users v
    set batch_id = ${id}::uuid, retry_at = null,
      email = case when ${kind} = 'retire' then v.email else p.email end,
      managed_apple_id = case when ${kind} = 'retire' then v.managed_apple_id else coalesce(p.managed_apple_id, v.managed_apple_id) end
    from vpp_users old left join people p on p.id = old.person_id
    where v.id = old.id and v.id = any(${chosen.map((row) => row.id)}::uuid[])
    returning ${batchUserColumns}`)
  return { id, users }
}

/** Apple accepted the batch and gave its receipt. */
export async function acceptUserBatch(
  db: Db,
  id: string,
  receipt: { eventId: string; now: Date; nextPollAt: Date },
): Promise<void> {
  await db.userBatch.update({
    where: { id },
    data: { state: 'sent', eventId: receipt.eventId, acceptedAt: receipt.now, nextPollAt: receipt.nextPollAt },
  })
}

export async function postponeUserBatch(db: Db, id: string, nextPollAt: Date): Promise<void> {
  await db.userBatch.update({ where: { id }, data: { nextPollAt } })
}

/** The outcome of the batch was lost: it is settled by reading Apple, not before `nextPollAt`. */
export async function loseUserBatch(db: Db, id: string, nextPollAt: Date): Promise<void> {
  await db.userBatch.update({ where: { id }, data: { state: 'unknown', nextPollAt } })
}

/** Batches of a token that are not settled yet, oldest first. */
export async function listOpenUserBatches(db: Db, tokenId: string): Promise<UserBatchRow[]> {
  return db.userBatch.findMany({
    where: { tokenId, state: { not: 'settled' } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    omit: { tokenId: true, settledAt: true },
  })
}

export async function listBatchUsers(db: Db, batchId: string): Promise<BatchUser[]> {
  return db.$queryRaw<BatchUser[]>(Prisma.sql`
    select ${batchUserColumns} from vpp_users v where v.batch_id = ${batchId}::uuid order by v.id`)
}

/**
 * What became of a VPP user that Apple was asked for. `gone`: Apple knows no such active user. `again`: not done, and to be asked for
 * once more. `unsent`: Apple never took the request that it was part of.
 */
export type UserOutcome = {
  vppUserId: string
  result: 'done' | 'gone' | 'again' | 'unsent' | 'failed'
  errorNumber?: number | undefined
  reason?: string | undefined
  retryAt?: Date | undefined
}

/**
 * Settles a batch: each VPP user gets its outcome, and what is to be done next follows from what the person has become meanwhile.
 */
export async function settleUserBatch(
  db: Db,
  batch: { id: string; kind: UserBatchKind; outcomes: UserOutcome[]; now: Date },
): Promise<void> {
  const given = Prisma.sql`json_to_recordset(${JSON.stringify(batch.outcomes)}::json) as given
    ("vppUserId" uuid, result text, "errorNumber" int, reason text, "retryAt" timestamptz)`
  await db.$executeRaw(Prisma.sql`
    update vpp_users v set status = 'Retired', invite_code = null
    from ${given}
    where v.id = given."vppUserId" and v.batch_id = ${batch.id}::uuid
      and (given.result = 'gone' or given.result = 'done' and ${batch.kind} = 'retire')`)
  const isOpen = Prisma.sql`given.result in ('again', 'unsent')`
  const wish = nextWish({
    isAskedAgain: Prisma.sql`${isOpen} and ${batch.kind} = 'update'`,
    isRefused: Prisma.sql`given.result = 'failed'`,
  })
  await db.$executeRaw(Prisma.sql`
    update vpp_users v
    set batch_id = null, wanted = ${wish}, retry_at = given."retryAt", error_number = given."errorNumber", reason = given.reason,
      attempts = case given.result when 'again' then v.attempts + 1 when 'unsent' then v.attempts else 0 end
    from ${given} join vpp_users old on old.id = given."vppUserId" left join people p on p.id = old.person_id
    where v.id = given."vppUserId" and v.batch_id = ${batch.id}::uuid`)
  // Whoever left before Apple made them leaves nothing behind.
  await db.$executeRaw(Prisma.sql`
    delete from vpp_users v using ${given}, people p
    where v.id = given."vppUserId" and v.batch_id is null and v.status is null and p.id = v.person_id and p.removed_at is not null`)
  await db.userBatch.update({ where: { id: batch.id }, data: { state: 'settled', settledAt: batch.now } })
}

/** When the earliest wish that was put off may be tried again. */
export async function nextUserRetryAt(db: Db, tokenId: string): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>(Prisma.sql`
    select min(retry_at) as at from vpp_users
    where token_id = ${tokenId}::uuid and wanted is not null and retry_at is not null`)
  return row?.at ?? null
}

/** The assets of which these VPP users hold licenses that can be taken back. */
export async function listFreedAssets(db: Db, tokenId: string, clientUserIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ assetId: string }[]>(Prisma.sql`
    select distinct a.id as "assetId"
    from associations held join assets a on a.id = held.asset_id
    where a.token_id = ${tokenId}::uuid and a.revocable
      and held.target_type = 'user' and held.target = any(${clientUserIds})`)
  return rows.map((row) => row.assetId)
}

/** Takes note that Apple freed every license of these VPP users that can be taken back; books stay with them. */
export async function dropFreedAssociations(db: Db, tokenId: string, clientUserIds: string[]): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    delete from associations held using assets a
    where a.id = held.asset_id and a.token_id = ${tokenId}::uuid and a.revocable
      and held.target_type = 'user' and held.target = any(${clientUserIds})`)
}
