import type { NotificationState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { jobCall } from '../../jobs.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

/** The location that a token opens, by the token's id; absent for a token that is not here. */
export async function findUidOfToken(db: Db, tokenId: string): Promise<string | undefined> {
  const token = await db.token.findFirst({ where: { id: tokenId, deletedAt: null }, select: { uId: true } })
  return token?.uId
}

/**
 * Stores what Apple posted and has it applied, both or neither. One that is here already is left as it is. Says whether it is new.
 */
export async function storeNotification(
  db: Db,
  given: { tokenId: string; notificationId: string; type: string; body: unknown; receivedAt: Date },
): Promise<boolean> {
  const { tokenId, notificationId, type, body, receivedAt } = given
  const stored = await db.$queryRaw<unknown[]>(Prisma.sql`
    with stored as (
      insert into apple_notifications (token_id, notification_id, type, body, received_at)
      values (${tokenId}::uuid, ${notificationId}, ${type}, ${JSON.stringify(body)}::jsonb, ${receivedAt})
      on conflict do nothing returning 1)
    select job.id from stored cross join ${applyJob(tokenId)} job`)
  return stored.length > 0
}

/** One job for as many notifications as come before it begins. */
const applyJob = (tokenId: string) =>
  jobCall(
    'apply-notifications',
    { tokenId },
    { queue: `notifications:${tokenId}`, key: `notifications:${tokenId}`, isUrgent: true },
  )

export type NotificationToApply = { notificationId: string; body: unknown; receivedAt: Date }

/** What has not been applied yet, in the order in which it came. */
export async function listNotificationsToApply(db: Db, tokenId: string, limit: number): Promise<NotificationToApply[]> {
  return db.appleNotification.findMany({
    where: { tokenId, appliedAt: null },
    select: { notificationId: true, body: true, receivedAt: true },
    orderBy: [{ receivedAt: 'asc' }, { notificationId: 'asc' }],
    take: limit,
  })
}

/** Which of these are still to be applied; nobody else applies them until the transaction ends. */
export async function holdNotifications(tx: Db, tokenId: string, ids: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    select notification_id as id from apple_notifications
    where token_id = ${tokenId}::uuid and notification_id = any(${ids}) and applied_at is null
    order by notification_id for update`)
  return new Set(rows.map(({ id }) => id))
}

/** Says what came of each, and since when the location has been heard of. */
export async function markApplied(
  tx: Db,
  tokenId: string,
  outcomes: { notificationId: string; outcome: string }[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    with applied as (
      update apple_notifications n set applied_at = ${now}, outcome = given.outcome
      from json_to_recordset(${JSON.stringify(outcomes)}::json) as given ("notificationId" text, outcome text)
      where n.token_id = ${tokenId}::uuid and n.notification_id = given."notificationId"
      returning n.received_at)
    update tokens set last_notification_at = greatest(last_notification_at, (select max(received_at) from applied)),
      notification_state = ${stateAfterSilence}, notification_reason = case when ${isSilent} then null else notification_reason end
    where id = ${tokenId}::uuid`)
}

/** Registered at Apple, and yet nothing came: until something does. */
const isSilent = Prisma.sql`notification_state = 'unreachable' and notification_url is not null`
const stateAfterSilence = Prisma.sql`case when ${isSilent} then 'on' else notification_state end`

/**
 * Marks the tokens of which Apple has told nothing although it ended work of ours between `endedAfter` and `endedBefore`; answers them. One
 * notification, or a fresh registration, takes the mark away.
 */
export async function noteSilence(
  db: Db,
  silence: { endedAfter: Date; endedBefore: Date; reason: string },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with untold as (
      select token_id, min(accepted_at) as since from apple_batches
      where state = 'settled' and event_id is not null and told_count = 0
        and settled_at > ${silence.endedAfter} and settled_at < ${silence.endedBefore}
      group by token_id)
    update tokens t set notification_state = 'unreachable', notification_reason = ${silence.reason}
    from untold
    where t.id = untold.token_id and t.deleted_at is null and t.notification_state = 'on'
      and greatest(t.last_notification_at, t.notification_since) < untold.since
    returning t.id`)
  return rows.map(({ id }) => id)
}

/**
 * Counts what was told of our own events. An event of which all is told has ended: it is asked about at once instead of at its time. Answers
 * what each event is: an order for licenses or one about people.
 */
export async function noteToldEvents(
  tx: Db,
  tokenId: string,
  told: { eventId: string; count: number }[],
  now: Date,
): Promise<Map<string, { about: 'licenses' | 'people'; isAllTold: boolean }>> {
  const note = (table: 'apple_batches' | 'user_batches', about: string) => Prisma.sql`
    update ${Prisma.raw(table)} b
    set told_count = b.told_count + given.count,
      next_poll_at = case when b.state = 'sent' and b.told_count + given.count >= b.requested_count
        then least(b.next_poll_at, ${now}) else b.next_poll_at end
    from given where b.token_id = ${tokenId}::uuid and b.event_id = given."eventId"
    returning b.event_id as "eventId", ${about} as about, b.state = 'sent' and b.told_count >= b.requested_count as "isAllTold"`
  const rows = await tx.$queryRaw<{ eventId: string; about: 'licenses' | 'people'; isAllTold: boolean }[]>(Prisma.sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(told)}::json) as row ("eventId" text, count int)),
    licenses as (${note('apple_batches', 'licenses')}), people as (${note('user_batches', 'people')})
    select * from licenses union all select * from people`)
  return new Map(rows.map(({ eventId, ...event }) => [eventId, event]))
}

/** Counts users of other systems that came or went between two syncs (P11); answers how many of those told of are not ours. */
export async function countForeignUsers(
  tx: Db,
  tokenId: string,
  told: { clientUserIds: string[]; direction: 1 | 0 | -1 },
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    with counted as (
      select count(*)::int as count from (select distinct id from unnest(${told.clientUserIds}::text[]) as id) given
      where not exists (select 1 from vpp_users v where v.token_id = ${tokenId}::uuid and v.client_user_id = given.id)),
    noted as (
      -- What came late may be counted already: the next sync counts all.
      update tokens set foreign_user_count = greatest(foreign_user_count + ${told.direction} * counted.count, 0), users_version_id = null
      from counted where id = ${tokenId}::uuid and counted.count > 0 and ${told.direction} <> 0)
    select count from counted`)
  return row?.count ?? 0
}

/** How the notifications of a token stand (P13). */
export async function saveNotificationStanding(
  db: Db,
  tokenId: string,
  standing: { state: NotificationState; reason: string | null; url: string | null; isNew: boolean; now: Date },
): Promise<void> {
  const { state, reason, url, isNew, now } = standing
  await db.token.update({
    where: { id: tokenId },
    data: {
      notificationState: state,
      notificationReason: reason,
      notificationUrl: url,
      notificationCheckedAt: now,
      ...(isNew ? { notificationSince: now } : {}),
    },
  })
}

/** The address that was registered at Apple by the latest check, and whether nothing has come of it. */
export async function findRegistration(db: Db, tokenId: string): Promise<{ url: string | null; isSilent: boolean }> {
  const { notificationUrl: url, notificationState: state } = await db.token.findUniqueOrThrow({
    where: { id: tokenId },
    select: { notificationUrl: true, notificationState: true },
  })
  return { url, isSilent: state === 'unreachable' && url !== null }
}

/** Drops notifications received before `before`, and what was told of single associations before `toldBefore`. */
export async function pruneNotifications(db: Db, limits: { before: Date; toldBefore: Date }): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    delete from apple_notifications where received_at < ${limits.before}`)
  await db.$executeRaw(Prisma.sql`
    delete from told_associations where told_at < ${limits.toldBefore} and not is_in_doubt`)
}

export type NotificationRow = {
  notificationId: string
  type: string
  body: unknown
  /** The name of the app or book, when it tells of one that we have. */
  assetName: string | null
  receivedAt: Date
  appliedAt: Date | null
  outcome: string | null
}

/** Apple's ids are texts; pages go by ids of one length. */
const id = Prisma.sql`md5(n.notification_id)::uuid`

const keys: Record<string, SortKey> = { receivedAt: { expression: Prisma.sql`n.received_at`, type: 'timestamptz' } }

/** What Apple told of one token's location. */
export async function listAppleNotifications(
  db: Db,
  request: ListRequest & { tokenId: string; type?: string | undefined },
): Promise<ListPage<NotificationRow>> {
  const paging = keyset(request, keys, id)
  const { tokenId, type } = request
  const where = allOf(
    Prisma.sql`n.token_id = ${tokenId}::uuid`,
    type === undefined ? undefined : Prisma.sql`n.type = ${type}`,
    matches(request.search, [Prisma.sql`n.body::text`, Prisma.sql`n.outcome`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(NotificationRow & { id: string; sortKey: Date })[]>(Prisma.sql`
      select ${id} as id, n.notification_id as "notificationId", n.type, n.body,
        n.received_at as "receivedAt", n.applied_at as "appliedAt", n.outcome, ${paging.key} as "sortKey",
        (select min(a.name) from assets a where a.token_id = n.token_id and a.adam_id = coalesce(
          n.body #>> '{notification,adamId}', n.body #>> '{notification,assignments,0,adamId}')) as "assetName"
      from apple_notifications n
      where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`apple_notifications n`, where)),
  ])
  return paging.page(rows, countIn(counts))
}
