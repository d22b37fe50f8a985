import { AppleError, type EventReceipt, type RequestUser } from '@pomona/apple-vpp'
import {
  acceptUserBatch,
  inTransaction,
  loseUserBatch,
  openUserBatch,
  settleUserBatch,
  type BatchUser,
  type UserOutcome,
} from '@pomona/db'
import { isAboutToken, type UserBatchKind } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

const laterMs = 60_000

/**
 * Asks Apple for every wish of one kind, in requests of Apple's size, and answers when to look after the first of its events. Each request
 * is written down before it is sent, so that a crash in between is noticed and settled by reading Apple.
 */
export async function sendUsers(deps: Deps, open: OpenToken, kind: UserBatchKind): Promise<Date | null> {
  const pollTimes: Date[] = []
  for (;;) {
    const { usersPerUserRequest } = await deps.vpp.getLimits()
    const sent = await sendNext(deps, open, { kind, limit: usersPerUserRequest })
    if (sent === undefined) break
    pollTimes.push(...sent)
  }
  return pollTimes.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Sends one request, or what becomes of it when Apple refuses it as a whole; absent when there is nothing to send. */
async function sendNext(
  deps: Deps,
  open: OpenToken,
  choice: { kind: UserBatchKind; limit: number; ids?: string[] },
): Promise<Date[] | undefined> {
  const { kind } = choice
  const batch = await inTransaction(deps.database, (tx) =>
    openUserBatch(tx, { tokenId: open.token.id, now: deps.now(), ...choice }),
  )
  if (batch === undefined) return undefined
  const { id, users } = batch
  const inMs = (ms: number, perItemMs: number) => new Date(deps.now().getTime() + ms + perItemMs * users.length)
  const accept = async (eventId: string) => {
    const nextPollAt = inMs(deps.timing.firstPollMs, deps.timing.firstPollPerItemMs)
    await acceptUserBatch(deps.database.prisma, id, { eventId, now: deps.now(), nextPollAt })
    return [nextPollAt]
  }
  const lose = async (ms: number) => {
    const settleAt = inMs(ms, deps.timing.unknownSettlePerItemMs)
    await loseUserBatch(deps.database.prisma, id, settleAt)
    return settleAt
  }
  const settle = (outcome: Omit<UserOutcome, 'vppUserId'>) =>
    inTransaction(deps.database, (tx) => {
      const outcomes = users.map((user) => ({ vppUserId: user.id, ...outcome }))
      return settleUserBatch(tx, { id, kind, outcomes, now: deps.now() })
    })

  try {
    const { eventId } = await open.ask((credential) => callFor(kind, users)(deps.vpp, credential), { writes: true })
    return await accept(eventId)
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    if (error.eventId !== undefined) {
      // Apple took the work, and in the same answer said something about the token that stops every further request.
      await accept(error.eventId)
      throw error
    }
    if (error.code === 'apple_outcome_unknown' || error.code === 'apple_answer_unreadable') {
      return [await lose(deps.timing.unknownSettleMs)]
    }
    const { errorNumber, message: reason } = error
    if (isAboutToken(error.code) || error.retry === 'later') {
      const retryAt = isAboutToken(error.code) ? undefined : inMs(error.retryAfterMs ?? laterMs, 0)
      await settle({ result: 'unsent', errorNumber, reason, retryAt })
      // What keeps Apple from taking this request would meet every further one of this run as well.
      throw error
    }
    if (users.length === 1 && error.retry === 'never') {
      await settle({ result: 'failed', errorNumber, reason })
      return []
    }
    // Apple has this one otherwise than we thought: it is read.
    if (users.length === 1) return [await lose(0)]
    // One of them spoils the request for all: halves find out which, in few requests.
    await settle({ result: 'unsent' })
    return sendHalves(deps, open, { kind, users })
  }
}

async function sendHalves(
  deps: Deps,
  open: OpenToken,
  spoiled: { kind: UserBatchKind; users: BatchUser[] },
): Promise<Date[]> {
  const { kind, users } = spoiled
  const middle = Math.ceil(users.length / 2)
  const pollTimes: Date[] = []
  for (const half of [users.slice(0, middle), users.slice(middle)]) {
    const sent = await sendNext(deps, open, { kind, limit: half.length, ids: half.map(({ id }) => id) })
    pollTimes.push(...(sent ?? []))
  }
  return pollTimes
}

type Call = (vpp: Deps['vpp'], credential: OpenToken['credential']) => Promise<EventReceipt>

function callFor(kind: UserBatchKind, users: BatchUser[]): Call {
  if (kind === 'retire') {
    return (vpp, credential) =>
      vpp.retireUsers(
        credential,
        users.map(({ clientUserId }) => clientUserId),
      )
  }
  const given = users.map(({ clientUserId, email, managedAppleId }): RequestUser => ({
    clientUserId,
    ...(email !== null && { email }),
    ...(managedAppleId !== null && { managedAppleId }),
  }))
  return kind === 'create'
    ? (vpp, credential) => vpp.createUsers(credential, given)
    : (vpp, credential) => vpp.updateUsers(credential, given)
}
