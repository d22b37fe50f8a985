import { explainAppleError, type AppleEvent, type AppleUser } from '@pomona/apple-vpp'
import type { BatchUser, UserOutcome } from '@pomona/db'
import type { UserBatchKind } from '@pomona/domain'

const userNotFound = 9609
const laterMs = 60_000
/** After so many tries that came to nothing, a wish is called failed. */
const attemptsMax = 8

type Outcome = Omit<UserOutcome, 'vppUserId'>

/** What a failure inside an event means for a VPP user whom Apple then turns out not to have as we want them. */
function outcomeOfFailure(errorNumber: number, tried: { kind: UserBatchKind; attempts: number; now: Date }): Outcome {
  if (errorNumber === userNotFound && tried.kind !== 'create') return { result: 'gone' }
  const { retry, title, nextStep } = explainAppleError(errorNumber)
  const reason = `${title} ${nextStep}`
  if (retry === 'never') return { result: 'failed', errorNumber, reason }
  return again(tried, { errorNumber, reason })
}

/**
 * What became of one VPP user of a batch, from what Apple says of the event and shows of the user. An event that says COMPLETE is believed;
 * otherwise only what Apple shows counts, since a failed event or a lost answer does not say who was done. `seen` is absent when Apple
 * shows no active user.
 */
export function outcomeOfUser(
  user: BatchUser,
  apple: { event: AppleEvent | undefined; seen: Pick<AppleUser, 'status' | 'email'> | undefined },
  tried: { kind: UserBatchKind; now: Date },
): Outcome {
  const { kind, now } = tried
  const { event, seen } = apple
  const isActive = seen?.status === 'Registered' || seen?.status === 'Associated'
  const errorNumber = event?.failures.find(
    ({ clientUserIds }) => clientUserIds.length === 0 || clientUserIds.includes(user.clientUserId),
  )?.errorNumber

  if (kind === 'retire' && !isActive) return { result: 'done' }
  if (kind === 'create' && isActive) return { result: 'done' }
  if (kind === 'update' && !isActive) return { result: 'gone' }
  if (kind === 'update' && errorNumber === undefined && (event !== undefined || isUpToDate(user, seen))) {
    return { result: 'done' }
  }
  const { attempts } = user
  if (errorNumber === undefined) return again({ kind, attempts, now }, {})
  return outcomeOfFailure(errorNumber, { kind, attempts, now })
}

/** Whether Apple has what it was given. It never tells the Managed Apple Account, only that there is one. */
function isUpToDate(user: BatchUser, seen: Pick<AppleUser, 'status' | 'email'> | undefined): boolean {
  return seen?.email?.toLowerCase() === user.email && (user.managedAppleId === null || seen?.status === 'Associated')
}

function again(
  { kind, attempts, now }: { kind: UserBatchKind; attempts: number; now: Date },
  known: { errorNumber?: number; reason?: string },
): Outcome {
  const tries = attempts + 1
  if (tries < attemptsMax) return { result: 'again', ...known, retryAt: new Date(now.getTime() + laterMs * tries) }
  const words = { create: 'create', update: 'change', retire: 'retire' }[kind]
  const reason = known.reason ?? `Apple accepted ${tries} times to ${words} the user and never did.`
  return { result: 'failed', ...known, reason }
}
