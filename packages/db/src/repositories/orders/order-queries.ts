import type { LicenseType, OrderKind, OrderState } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, isOfLiveToken, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import { placesInLine } from './places-in-line.ts'
import { reasonOf } from '../licenses/license-standing.ts'

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

const columns = Prisma.sql`
  o.id, o.kind, o.state, o.asset_id as "assetId", a.name as "assetName", o.token_id as "tokenId",
  t.display_name as "tokenName", o.target_type as "targetType", o.target, o.device_id as "deviceId", d.name as "deviceName",
  case when p.id is not null then json_build_object('id', p.id, 'displayName', p.display_name) end as person,
  b.event_id as "eventId", o.error_number as "errorNumber", ${reasonOf('o')} as reason, o.created_at as "createdAt",
  o.settled_at as "settledAt"`
const joined = Prisma.sql`
  join assets a on a.id = o.asset_id join tokens t on t.id = o.token_id
  left join devices d on d.id = o.device_id left join people p on p.id = o.person_id
  left join apple_batches b on b.id = o.batch_id`

/** Orders to Apple; search finds parts of the names of app, device and person, and of the serial number. */
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
      select ${columns}, ${paging.key} as "sortKey" from o ${joined} order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`license_orders o`, where)),
  ])
  return paging.page(await withPlaces(db, rows), countIn(counts))
}

/** One order; absent when there is none. */
export async function findOrder(db: Db, id: string): Promise<OrderSummary | undefined> {
  const rows = await db.$queryRaw<Omit<OrderSummary, 'place'>[]>(Prisma.sql`
    select ${columns} from license_orders o ${joined} where o.id = ${id}::uuid and ${isOfLiveToken('o.token_id')}`)
  const [order] = await withPlaces(db, rows)
  return order
}

async function withPlaces<Row extends Omit<OrderSummary, 'place'>>(db: Db, rows: Row[]) {
  const places = await placesInLine(
    db,
    rows.flatMap(({ id, state }) => (state === 'waiting' ? [id] : [])),
  )
  return rows.map((order) => ({ ...order, place: places.get(order.id) ?? null }))
}

/** Up to so many hits a search starts from them; beyond, it walks the orders and most of them are hits. */
const fewHits = 500

/** Orders for the devices, people and assets that a search finds. */
async function ofSearch(db: Db, search: string | undefined): Promise<Prisma.Sql | undefined> {
  const isDevice = matches(search, [Prisma.sql`d.name`, Prisma.sql`d.serial_number`])
  const isPerson = matches(search, [Prisma.sql`p.display_name`, Prisma.sql`p.email`, Prisma.sql`p.managed_apple_id`])
  const isAsset = matches(search, [Prisma.sql`a.name`])
  if (isDevice === undefined || isPerson === undefined || isAsset === undefined) return undefined
  const sources: [column: Prisma.Sql, hits: Prisma.Sql][] = [
    [Prisma.sql`o.device_id`, Prisma.sql`select d.id from devices d where ${isDevice}`],
    [Prisma.sql`o.person_id`, Prisma.sql`select p.id from people p where ${isPerson}`],
    [Prisma.sql`o.asset_id`, Prisma.sql`select a.id from assets a where ${isAsset}`],
  ]
  const found = await Promise.all(
    sources.map(async ([column, hits]) => {
      const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`${hits} limit ${fewHits}`)
      return { column, hits, ids: rows.map(({ id }) => id) }
    }),
  )
  const areFew = found.every(({ ids }) => ids.length < fewHits)
  const conditions = found.map(({ column, hits, ids }) =>
    areFew ? Prisma.sql`${column} = any(${ids}::uuid[])` : Prisma.sql`${column} in (${hits})`,
  )
  return Prisma.sql`(${Prisma.join(conditions, ' or ')})`
}
