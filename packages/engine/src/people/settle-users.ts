import { AppleError, type AppleEvent } from '@pomona/apple-vpp'
import {
  applyAppleUsers,
  dropFreedAssociations,
  inTransaction,
  listBatchUsers,
  listFreedAssets,
  listOpenUserBatches,
  lockHoldings,
  loseUserBatch,
  markSubjects,
  postponeUserBatch,
  saveCounts,
  settleUserBatch,
  type BatchUser,
  type UserBatchRow,
  type UserOutcome,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { readCounts } from '../orders/refresh-counts.ts'
import type { OpenToken } from '../tokens/use-token.ts'
import { readUsers } from './read-users.ts'
import { registerPeople } from './register-people.ts'
import { outcomeOfUser } from './user-outcomes.ts'

type EndedBatch = { batch: UserBatchRow; users: BatchUser[]; event: AppleEvent | undefined }

/**
 * Settles the batches that Apple has finished, and answers when to look after the others. What Apple has to be asked about their users is asked
 * for all of them together.
 */
export async function settleUsers(deps: Deps, open: OpenToken): Promise<Date | null> {
  const later: Date[] = []
  const ended: EndedBatch[] = []
  for (const batch of await listOpenUserBatches(deps.database.prisma, open.token.id)) {
    const asked = await lookAfter(deps, open, batch)
    if (asked instanceof Date) later.push(asked)
    else ended.push({ batch, event: asked.event, users: await listBatchUsers(deps.database.prisma, batch.id) })
  }
  const seen = await readUsers(deps, open, ended.flatMap(whomToRead))
  for (const each of ended) await settle(deps, open, each, seen)
  return later.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** The event of a batch that has ended, absent when its outcome was lost; or when to look after it again. */
async function lookAfter(
  deps: Deps,
  open: OpenToken,
  batch: UserBatchRow,
): Promise<Date | { event: AppleEvent | undefined }> {
  const now = deps.now()
  // Token jobs run one at a time: a batch that is still being sent was left behind by a run that died.
  if (batch.state === 'sending') return lose(deps, batch)
  if (batch.nextPollAt !== null && batch.nextPollAt > now) return batch.nextPollAt
  if (batch.state === 'unknown' || batch.eventId === null) return { event: undefined }

  const event = await askForEvent(deps, open, batch.eventId)
  if (event?.status !== 'PENDING') return { event }
  const pendingForMs = now.getTime() - (batch.acceptedAt ?? batch.startedAt).getTime()
  if (pendingForMs > deps.timing.pendingMaxMs) return lose(deps, batch)
  const again = new Date(now.getTime() + deps.timing.pollMs)
  await postponeUserBatch(deps.database.prisma, batch.id, again)
  return again
}

/** Absent when Apple has forgotten the event. */
async function askForEvent(deps: Deps, open: OpenToken, eventId: string): Promise<AppleEvent | undefined> {
  try {
    return await open.ask((credential) => deps.vpp.getEvent(credential, eventId))
  } catch (error) {
    const unknownEvent = 9708
    if (error instanceof AppleError && error.errorNumber === unknownEvent) return undefined
    throw error
  }
}

async function lose(deps: Deps, batch: UserBatchRow): Promise<Date> {
  const { unknownSettleMs, unknownSettlePerItemMs } = deps.timing
  const settleAt = new Date(deps.now().getTime() + unknownSettleMs + unknownSettlePerItemMs * batch.requestedCount)
  await loseUserBatch(deps.database.prisma, batch.id, settleAt)
  return settleAt
}

/** Whom an event that says COMPLETE leaves no question about is not asked for: a notification may have brought them already. */
function whomToRead({ batch, event, users }: EndedBatch): BatchUser[] {
  if (event?.status !== 'COMPLETE' || batch.kind === 'update') return users
  return batch.kind === 'retire' ? [] : users.filter(({ status }) => status === null)
}

/** Gives every user of the batch its outcome. */
async function settle(
  deps: Deps,
  open: OpenToken,
  { batch, event, users }: EndedBatch,
  read: Awaited<ReturnType<typeof readUsers>>,
): Promise<void> {
  const { kind } = batch
  const { id: tokenId } = open.token
  const asked = new Set(whomToRead({ batch, event, users }).map(({ id }) => id))
  const seenOf = (user: BatchUser) => {
    if (asked.has(user.id)) return read.get(user.clientUserId)
    return kind === 'retire' || user.status === null ? undefined : { status: user.status, email: undefined }
  }
  const outcomes = users.map((user): UserOutcome => ({
    vppUserId: user.id,
    ...outcomeOfUser(user, { event, seen: seenOf(user) }, { kind, now: deps.now() }),
  }))
  const resultOf = new Map(outcomes.map(({ vppUserId, result }) => [vppUserId, result]))
  const leftNow = users.filter((user) => ['gone', 'done'].includes(resultOf.get(user.id) ?? '') && kind === 'retire')
  const clientUserIds = leftNow.map(({ clientUserId }) => clientUserId)
  const freed = await listFreedAssets(deps.database.prisma, tokenId, clientUserIds)
  // Apple tells nobody which licenses a retired user gave back, so their counts are read once they are free.
  const counts = freed.length === 0 ? [] : await readCounts(deps, open, freed)

  await inTransaction(deps.database, async (tx) => {
    if (freed.length > 0) await lockHoldings(tx, tokenId)
    const seen = users.flatMap((user) => read.get(user.clientUserId) ?? [])
    const { accepted } = await applyAppleUsers(tx, tokenId, seen, deps.now())
    await settleUserBatch(tx, { id: batch.id, kind, outcomes, now: deps.now() })
    // Apple knows a person no longer who is still here: they are registered anew, once, under a name that was never used.
    const lost = users.filter((user) => kind === 'update' && resultOf.get(user.id) === 'gone')
    const personIds = lost.flatMap(({ personId }) => personId ?? [])
    if (personIds.length > 0) {
      await registerPeople(tx, { tokenId, personIds })
      await markSubjects(tx, { personIds })
    }
    if (freed.length > 0) {
      await saveCounts(tx, tokenId, counts)
      await dropFreedAssociations(tx, tokenId, clientUserIds)
    }
    // Whoever has accepted joins the line, and a freed license goes to the first in it.
    if (accepted + freed.length > 0) await enqueueOrders(tx, tokenId)
  })
  deps.log.info({ tokenId, eventId: batch.eventId, kind, users: users.length }, 'VPP users settled')
}
