import {
  applyAppleUsers,
  changeCounts,
  countForeignUsers,
  doubtHoldingsOf,
  holdNotifications,
  inTransaction,
  listNotificationsToApply,
  lockHoldings,
  markApplied,
  markTold,
  noteToldEvents,
  tellAssociations,
  type CountChange,
  type Db,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { enqueueUsers } from '../people/enqueue-users.ts'
import { syncAfresh } from '../sync/sync-afresh.ts'
import { associationKey } from './association-key.ts'
import { enqueueRecheck, recheckAfterMs } from './enqueue-recheck.ts'
import { introduceAssets } from './introduce-assets.ts'
import { outcomeOf, type BatchFindings } from './outcome-of.ts'
import { eventOf, readStored, type Telling } from './read-stored.ts'

/** At most 10,000 associations in one transaction. */
const notificationsPerBatch = 100

/**
 * P13: makes true here what Apple told, once in effect: what a notification changes and that it is applied are written together. Licenses are
 * given and taken as told, counts move with them where they can, and what is in doubt is read at Apple a moment later, which has the last
 * word. Runs beside syncs and orders; all of them take turns when they write.
 */
export async function applyNotifications(deps: Deps, input: { tokenId: string }): Promise<void> {
  const { tokenId } = input
  const db = deps.database.prisma
  for (;;) {
    const waiting = await listNotificationsToApply(db, tokenId, notificationsPerBatch)
    if (waiting.length === 0) return
    const tellings = waiting.map(readStored)
    const needsSync = await introduceAssets(deps, tokenId, tellings)
    try {
      await applyTogether(deps, tokenId, { tellings, needsSync })
    } catch (error) {
      deps.log.warn({ tokenId, err: error }, 'notifications could not be applied together; each is tried by itself')
      for (const telling of tellings) await applyAlone(deps, tokenId, { telling, needsSync })
    }
  }
}

/** One that cannot be applied must not hold up the others for good. */
async function applyAlone(
  deps: Deps,
  tokenId: string,
  { telling, needsSync }: { telling: Telling; needsSync: boolean },
) {
  try {
    await applyTogether(deps, tokenId, { tellings: [telling], needsSync })
  } catch (error) {
    deps.log.error({ tokenId, notificationId: telling.notificationId, err: error }, 'a notification was given up')
    const { notificationId } = telling
    const outcome = 'It could not be applied. The location is read as a whole instead.'
    await inTransaction(deps.database, async (tx) => {
      await markApplied(tx, tokenId, [{ notificationId, outcome }], deps.now())
      await syncAfresh(tx, tokenId, 'repair')
    })
  }
}

async function applyTogether(
  deps: Deps,
  tokenId: string,
  batch: { tellings: Telling[]; needsSync: boolean },
): Promise<void> {
  const now = deps.now()
  await inTransaction(deps.database, async (tx) => {
    await lockHoldings(tx, tokenId)
    const ids = batch.tellings.map(({ notificationId }) => notificationId)
    const held = await holdNotifications(tx, tokenId, ids)
    const tellings = batch.tellings.filter(({ notificationId }) => held.has(notificationId))

    const events = await noteToldEvents(tx, tokenId, sumByEvent(tellings), now)
    // What our own events did is settled by their status; a notification of them only hastens that.
    const isOwn = (telling: Telling) => events.has(eventOf(telling)?.eventId ?? '')
    const others = tellings.filter((telling) => !isOwn(telling))
    const findings: BatchFindings = {
      events,
      inDoubt: await applyLicenses(tx, tokenId, others),
      foreignUsers: await applyUsers(tx, tokenId, { others, now }),
    }
    const retired = tellings.flatMap(({ users }) =>
      users?.kind === 'users' && users.operation === 'retire' ? users.users : [],
    )
    const hasDoubts = retired.length > 0 && (await doubtHoldingsOf(tx, tokenId, retired.map(idOf))) > 0

    const outcomes = tellings.map((telling) => ({
      notificationId: telling.notificationId,
      outcome: outcomeOf(telling, findings),
    }))
    await markApplied(tx, tokenId, outcomes, now)

    const ended = [...events.values()].filter(({ isAllTold }) => isAllTold)
    if (ended.some(({ about }) => about === 'licenses')) await enqueueOrders(tx, tokenId)
    if (ended.some(({ about }) => about === 'people')) await enqueueUsers(tx, tokenId)
    if (batch.needsSync || tellings.some(({ content }) => content === undefined))
      await syncAfresh(tx, tokenId, 'repair')
    if (others.some(touchesLicenses) || hasDoubts) {
      await enqueueRecheck(tx, tokenId, new Date(now.getTime() + recheckAfterMs))
    }
  })
}

const idOf = ({ clientUserId }: { clientUserId: string }) => clientUserId
const touchesLicenses = ({ content, associations }: Telling) =>
  content?.kind === 'assetCount' || associations !== undefined

function sumByEvent(tellings: Telling[]): { eventId: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const telling of tellings) {
    const event = eventOf(telling)
    if (event !== undefined) counts.set(event.eventId, (counts.get(event.eventId) ?? 0) + event.count)
  }
  return [...counts].map(([eventId, count]) => ({ eventId, count }))
}

/** Associations as told, and counts as far as they follow from that. Answers which associations contradict what was told before. */
async function applyLicenses(tx: Db, tokenId: string, tellings: Telling[]): Promise<Set<string>> {
  const told = tellings.flatMap(({ associations, receivedAt }) =>
    (associations?.associations ?? []).map((association) => ({
      ...association,
      isHeld: associations?.operation === 'associate',
      receivedAt,
    })),
  )
  const { effects, inDoubt } = await tellAssociations(tx, tokenId, told)
  await markTold(tx, tokenId, told)
  const bought = tellings.flatMap(({ content, receivedAt }): CountChange[] =>
    content?.kind === 'assetCount' ? [{ ...countKey(content), totalDelta: content.countDelta, receivedAt }] : [],
  )
  const given = effects.map((effect): CountChange => ({
    ...countKey(effect),
    assignedDelta: effect.gained - effect.lost,
    receivedAt: effect.receivedAt,
  }))
  const touched = told.map((change): CountChange => ({ ...countKey(change), receivedAt: change.receivedAt }))
  await changeCounts(tx, tokenId, [...bought, ...given, ...distinct(touched)])
  return new Set(inDoubt.map(associationKey))
}

const countKey = ({ adamId, pricingParam }: Pick<CountChange, 'adamId' | 'pricingParam'>) => ({
  adamId,
  pricingParam,
  totalDelta: 0,
  assignedDelta: 0,
})
const distinct = (changes: CountChange[]): CountChange[] => [
  ...new Map(changes.map((change) => [`${change.adamId} ${change.pricingParam}`, change])).values(),
]

/** Our users as told; those of others are counted. Answers, per notification, how many were not ours. */
async function applyUsers(
  tx: Db,
  tokenId: string,
  { others, now }: { others: Telling[]; now: Date },
): Promise<Map<string, number>> {
  const seen = others.flatMap(({ users }) => users?.users ?? [])
  const known = seen.flatMap(({ status, ...user }) => (status === undefined ? [] : [{ ...user, status }]))
  const { accepted } = await applyAppleUsers(tx, tokenId, known, now)
  if (accepted > 0) await enqueueOrders(tx, tokenId)

  const foreign = new Map<string, number>()
  for (const { notificationId, users } of others) {
    if (users === undefined) continue
    const operation = users.kind === 'users' ? users.operation : 'update'
    const direction = operation === 'create' ? 1 : operation === 'retire' ? -1 : 0
    const clientUserIds = users.users.map(idOf)
    foreign.set(notificationId, await countForeignUsers(tx, tokenId, { clientUserIds, direction }))
  }
  return foreign
}
