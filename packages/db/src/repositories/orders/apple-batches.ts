import type { BatchState, LicenseType, OrderKind, PricingParam } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { noteBatchAsTold } from '../notifications/told-associations.ts'

export type BatchRow = {
  id: string
  kind: OrderKind
  targetType: LicenseType
  state: BatchState
  eventId: string | null
  requestedCount: number
  startedAt: Date
  acceptedAt: Date | null
  nextPollAt: Date | null
}

/**
 * Writes down that Apple is about to be asked, before it is. Absent when one of the orders is no longer reserved: what is left must then be
 * shaped anew, since a request is a full cross product.
 */
export async function openBatch(
  db: Db,
  batch: { tokenId: string; kind: OrderKind; targetType: LicenseType; orderIds: string[]; now: Date },
): Promise<string | undefined> {
  const reserved = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from license_orders where id = any(${batch.orderIds}::uuid[]) and state = 'reserved' order by id for update`)
  if (reserved.length !== batch.orderIds.length) return undefined
  const { orderIds, now, ...rest } = batch
  const { id } = await db.appleBatch.create({
    data: { ...rest, requestedCount: orderIds.length, startedAt: now },
    select: { id: true },
  })
  await db.$executeRaw(Prisma.sql`
    update license_orders set state = 'sent', batch_id = ${id}::uuid, attempts = attempts + 1, retry_at = null
    where id = any(${orderIds}::uuid[])`)
  return id
}

/** Apple accepted the batch and gave its receipt. */
export async function acceptBatch(
  db: Db,
  id: string,
  receipt: { eventId: string; now: Date; nextPollAt: Date },
): Promise<void> {
  await db.appleBatch.update({
    where: { id },
    data: { state: 'sent', eventId: receipt.eventId, acceptedAt: receipt.now, nextPollAt: receipt.nextPollAt },
  })
}

export async function postponeBatch(db: Db, id: string, nextPollAt: Date): Promise<void> {
  await db.appleBatch.update({ where: { id }, data: { nextPollAt } })
}

/** The outcome of the batch was lost: it will be settled by reading Apple, not before `nextPollAt`. */
export async function loseBatch(db: Db, id: string, nextPollAt: Date): Promise<void> {
  await db.appleBatch.update({ where: { id }, data: { state: 'unknown', nextPollAt } })
  await db.$executeRaw(Prisma.sql`
    update license_orders set state = 'unknown', reason = 'Apple’s answer was lost; Pomona reads what Apple holds.'
    where batch_id = ${id}::uuid and state = 'sent'`)
}

/** Batches of a token that are not settled yet, oldest first. */
export async function listOpenBatches(db: Db, tokenId: string): Promise<BatchRow[]> {
  return db.appleBatch.findMany({
    where: { tokenId, state: { not: 'settled' } },
    orderBy: { startedAt: 'asc' },
    omit: { tokenId: true, settledAt: true },
  })
}

export type BatchOrder = {
  id: string
  assetId: string
  adamId: string
  pricingParam: PricingParam
  assignedCount: number
  target: string
  attempts: number
}

export async function listBatchOrders(db: Db, batchId: string): Promise<BatchOrder[]> {
  return db.$queryRaw<BatchOrder[]>(Prisma.sql`
    select o.id, o.asset_id as "assetId", a.adam_id as "adamId", a.pricing_param as "pricingParam",
      a.assigned_count as "assignedCount", o.target, o.attempts
    from license_orders o join assets a on a.id = o.asset_id
    where o.batch_id = ${batchId}::uuid and o.state in ('sent', 'unknown') order by o.id`)
}

/** What became of an order that Apple was asked for. */
export type OrderOutcome = {
  orderId: string
  state: 'confirmed' | 'failed' | 'waiting' | 'reserved'
  errorNumber?: number | undefined
  reason?: string | undefined
  retryAt?: Date | undefined
}

/** Settles a batch: each order gets its outcome, and what was given or taken back shows among the associations. */
export async function settleBatch(
  db: Db,
  batch: { id: string; kind: OrderKind; outcomes: OrderOutcome[]; now: Date },
): Promise<void> {
  const rows = JSON.stringify(batch.outcomes)
  await db.$executeRaw(Prisma.sql`
    update license_orders o
    set state = given.state, error_number = given."errorNumber", reason = given.reason, retry_at = given."retryAt",
      settled_at = case when given.state in ('confirmed', 'failed') then ${batch.now}::timestamptz end
    from json_to_recordset(${rows}::json) as given
      ("orderId" uuid, state order_state, "errorNumber" int, reason text, "retryAt" timestamptz)
    where o.id = given."orderId" and o.batch_id = ${batch.id}::uuid and o.state in ('sent', 'unknown')`)
  if (batch.kind === 'associate') {
    await db.$executeRaw(Prisma.sql`
      insert into associations (asset_id, target_type, target)
      select asset_id, target_type, target from license_orders where batch_id = ${batch.id}::uuid and state = 'confirmed'
      on conflict do nothing`)
  } else {
    await db.$executeRaw(Prisma.sql`
      delete from associations held using license_orders o
      where o.batch_id = ${batch.id}::uuid and o.state = 'confirmed'
        and held.asset_id = o.asset_id and held.target_type = o.target_type and held.target = o.target`)
  }
  await noteBatchAsTold(db, batch.id)
  await db.appleBatch.update({ where: { id: batch.id }, data: { state: 'settled', settledAt: batch.now } })
}

/** What Apple calls some assets. */
export async function findAssetKeys(
  db: Db,
  ids: string[],
): Promise<{ id: string; adamId: string; pricingParam: PricingParam }[]> {
  return db.asset.findMany({ where: { id: { in: ids } }, select: { id: true, adamId: true, pricingParam: true } })
}

/** Stores counts that Apple gave for single assets, unless newer ones are there. */
export async function saveCounts(
  db: Db,
  tokenId: string,
  counts: {
    adamId: string
    pricingParam: PricingParam
    totalCount: number
    assignedCount: number
    availableCount: number
    retiredCount: number
    readAt: Date
  }[],
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update assets a
    set total_count = given."totalCount", assigned_count = given."assignedCount", available_count = given."availableCount",
      retired_count = given."retiredCount", counts_read_at = given."readAt"
    from json_to_recordset(${JSON.stringify(counts)}::json) as given ("adamId" text, "pricingParam" pricing_param,
      "totalCount" int, "assignedCount" int, "availableCount" int, "retiredCount" int, "readAt" timestamptz)
    where a.token_id = ${tokenId}::uuid and a.adam_id = given."adamId" and a.pricing_param = given."pricingParam"
      and given."readAt" > a.counts_read_at`)
}
