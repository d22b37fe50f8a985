import type { LicenseType, OrderKind, OrderState } from '@pomona/domain'
import { Prisma } from '../generated/prisma/client.ts'
import type { Db } from '../client.ts'
import { allOf, countIn, countOf, isOfLiveToken, matches } from './conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from './keyset.ts'
import { placesInLine } from './places-in-line.ts'
import { reasonOf } from './license-standing.ts'

export type OrderSummary = {
  id: string
  kind: OrderKind
  state: OrderState
  assetId: string
  assetName: string
  tokenId: string
  tokenName: string
  targetType: LicenseType
  target: string
  deviceId: string | null
  deviceName: string | null
  person: { id: string; displayName: string } | null
  place: number | null
  eventId: string | null
  errorNumber: number | null
  reason: string | null
  createdAt: Date
  settledAt: Date | null
}

const keys: Record<string, SortKey> = {
  createdAt: { expression: Prisma.sql`o.created_at`, type: 'timestamptz' },
}

/** Orders to Apple; search finds parts of the app's name, of the device's name and of its serial number. */
export async function listOrders(
  db: Db,
  request: ListRequest & {
    state?: OrderState | undefined
    kind?: OrderKind | undefined
    assetId?: string | undefined
    tokenId?: string | undefined
    deviceId?: string | undefined
    personId?: string | undefined
  },
): Promise<ListPage<OrderSummary>> {
  const paging = keyset(request, keys, Prisma.sql`o.id`)
  const where = allOf(
    isOfLiveToken('o.token_id'),
    request.state === undefined ? undefined : Prisma.sql`o.state = ${request.state}::order_state`,
    request.kind === undefined ? undefined : Prisma.sql`o.kind = ${request.kind}::order_kind`,
    request.assetId === undefined ? undefined : Prisma.sql`o.asset_id = ${request.assetId}::uuid`,
    request.tokenId === undefined ? undefined : Prisma.sql`o.token_id = ${request.tokenId}::uuid`,
    request.deviceId === undefined ? undefined : Prisma.sql`o.device_id = ${request.deviceId}::uuid`,
    request.personId === undefined ? undefined : Prisma.sql`o.person_id = ${request.personId}::uuid`,
    await ofSearch(db, request.search),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(Omit<OrderSummary, 'place'> & { sortKey: Date })[]>(Prisma.sql`
      with o as materialized (
        select o.* from license_orders o where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select o.id, o.kind, o.state, o.asset_id as "assetId", a.name as "assetName", o.token_id as "tokenId",
        t.display_name as "tokenName", o.target_type as "targetType", o.target, o.device_id as "deviceId",
        d.name as "deviceName",
        case when p.id is not null then json_build_object('id', p.id, 'displayName', p.display_name) end as person, b.event_id as "eventId", o.error_number as "errorNumber",
        ${reasonOf('o')} as reason, o.created_at as "createdAt", o.settled_at as "settledAt", ${paging.key} as "sortKey"
      from o join assets a on a.id = o.asset_id join tokens t on t.id = o.token_id
        left join devices d on d.id = o.device_id left join people p on p.id = o.person_id
        left join apple_batches b on b.id = o.batch_id
      order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`license_orders o`, where)),
  ])
  const places = await placesInLine(
    db,
    rows.flatMap(({ id, state }) => (state === 'waiting' ? [id] : [])),
  )
  const orders = rows.map((order) => ({ ...order, place: places.get(order.id) ?? null }))
  return paging.page(orders, countIn(counts))
}

/** Up to so many hits a search starts from them; beyond, it walks the orders and most of them are hits. */
const fewHits = 500

/** Orders for the devices and assets that a search finds. */
async function ofSearch(db: Db, search: string | undefined): Promise<Prisma.Sql | undefined> {
  const isDevice = matches(search, [Prisma.sql`d.name`, Prisma.sql`d.serial_number`])
  const isAsset = matches(search, [Prisma.sql`a.name`])
  if (isDevice === undefined || isAsset === undefined) return undefined
  const devices = Prisma.sql`select d.id from devices d where ${isDevice}`
  const assets = Prisma.sql`select a.id from assets a where ${isAsset}`
  const [deviceHits, assetHits] = await Promise.all(
    [devices, assets].map((hits) => db.$queryRaw<{ id: string }[]>(Prisma.sql`${hits} limit ${fewHits}`)),
  )
  const ids = [deviceHits, assetHits].map((hits = []) => hits.map(({ id }) => id))
  const [deviceIds = [], assetIds = []] = ids
  return ids.every(({ length }) => length < fewHits)
    ? Prisma.sql`(o.device_id = any(${deviceIds}::uuid[]) or o.asset_id = any(${assetIds}::uuid[]))`
    : Prisma.sql`(o.device_id in (${devices}) or o.asset_id in (${assets}))`
}
