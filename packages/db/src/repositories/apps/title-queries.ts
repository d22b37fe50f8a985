import { unlimitedCount, type PricingParam, type ProductType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { assetsOfTitle, type AssetSummary } from './asset-queries.ts'
import { allOf, countIn, iconVersion, isOfLiveToken, matches } from '../conditions.ts'
import { isStorableText, refusal, unpackCursor, writeCursor, type ListPage, type ListRequest } from '../keyset.ts'

export type TitleKey = { adamId: string; pricingParam: PricingParam }

/** One app or book over all tokens that own it (P10). */
export type TitleSummary = TitleKey & {
  productType: ProductType
  name: string
  publisher: string | null
  /** The asset that gives the picture. */
  iconAssetId: string | null
  iconVersion: string | null
  tokenCount: number
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
  isUnlimited: boolean
  waitingCount: number
}

type TitleFilter = {
  search?: string | undefined
  productType?: ProductType | undefined
  isShared?: boolean | undefined
  isShort?: boolean | undefined
}

/** The end of a page: the sort key, and what tells titles of the same key apart. */
type Place = { value: string; adamId: string; pricingParam: string }
type Row = TitleKey & { sortKey: string | number }
type Request = ListRequest & TitleFilter

const isOwned = Prisma.sql`a.vanished_at is null and ${isOfLiveToken('a.token_id')}`
const isLimited = Prisma.sql`a.total_count < ${unlimitedCount}`
/** Sums of up to 3,000 tokens are exact as floating-point numbers, and unlike PostgreSQL's sums they are numbers in JavaScript. */
const sumOf = (column: string) =>
  Prisma.sql`coalesce(sum(a.${Prisma.raw(column)}) filter (where ${isLimited}), 0)::double precision`

const sortKeys: Record<string, Prisma.Sql> = {
  name: Prisma.sql`min(lower(a.name))`,
  availableCount: sumOf('available_count'),
  totalCount: sumOf('total_count'),
}

/** Apps and books, each once however many tokens own it; sums leave out what has no limit. */
export async function listTitles(db: Db, request: Request): Promise<ListPage<TitleSummary>> {
  const place = readPlace(request)
  const isPlain = !request.search && request.isShared === undefined && request.isShort === undefined
  const { rows, totalCount } =
    request.sort === 'name' && isPlain ? await walk(db, request, place) : await sortAll(db, request, place)
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    items: await summarize(db, shown),
    nextCursor: last && writeCursor([request.sort, String(last.sortKey), last.adamId, last.pricingParam]),
    totalCount,
  }
}

/** One title with its asset in each token, those with most licenses first. */
export async function findTitle(
  db: Db,
  key: TitleKey,
  assetsMax: number,
): Promise<{ title: TitleSummary; assets: AssetSummary[] } | undefined> {
  const [[title], assets] = await Promise.all([summarize(db, [key]), assetsOfTitle(db, key, assetsMax)])
  return title && { title, assets }
}

/**
 * By name there is no need to look at every asset: each step jumps to the next title in the index, past all tokens that have the same one.
 * A title whose stores call it differently stands at the first of its names.
 */
async function walk(db: Db, request: Request, place: Place | undefined): Promise<{ rows: Row[]; totalCount: number }> {
  const next = (after: Prisma.Sql) => Prisma.sql`
    select lower(a.name) as name, a.adam_id, a.pricing_param, a.product_type from assets a
    where a.vanished_at is null and ${after} order by lower(a.name), a.adam_id, a.pricing_param limit 1`
  const start = place
    ? Prisma.sql`(lower(a.name), a.adam_id, a.pricing_param)
        > (${place.value}::text, ${place.adamId}, ${place.pricingParam}::pricing_param)`
    : Prisma.sql`true`
  const onward = Prisma.sql`(lower(a.name), a.adam_id, a.pricing_param) > (walk.name, walk.adam_id, walk.pricing_param)`
  const where = allOf(
    request.productType === undefined
      ? undefined
      : Prisma.sql`walk.product_type = ${request.productType}::product_type`,
    Prisma.sql`not exists (
      select 1 from assets a where a.adam_id = walk.adam_id and a.pricing_param = walk.pricing_param
        and a.vanished_at is null and lower(a.name) < walk.name)`,
    walkedIsOwned,
  )
  const [rows, totalCount] = await Promise.all([
    db.$queryRaw<Row[]>(Prisma.sql`
      with recursive walk as (
        (${next(start)})
        union all
        select step.* from walk cross join lateral (${next(onward)}) step)
      select adam_id as "adamId", pricing_param as "pricingParam", name as "sortKey" from walk where ${where}
      limit ${request.limit + 1}`),
    countByWalking(db, request.productType),
  ])
  return { rows, totalCount }
}

/** Every other order, and every search, puts the assets together first. */
async function sortAll(
  db: Db,
  request: Request,
  place: Place | undefined,
): Promise<{ rows: Row[]; totalCount: number }> {
  const isDown = request.sort.startsWith('-')
  const key = sortKeys[request.sort.replace(/^-/, '')]
  if (key === undefined) throw refusal()
  const [direction, comparison] = isDown ? [Prisma.raw('desc'), Prisma.raw('<')] : [Prisma.raw('asc'), Prisma.raw('>')]
  const type = Prisma.raw(request.sort.endsWith('name') ? 'text' : 'double precision')
  const after = place
    ? Prisma.sql`("sortKey", "adamId", "pricingParam")
        ${comparison} (${place.value}::text::${type}, ${place.adamId}, ${place.pricingParam}::pricing_param)`
    : Prisma.sql`true`
  const found = await db.$queryRaw<(Row & { count: number })[]>(Prisma.sql`
    with titles as materialized (
      select a.adam_id as "adamId", a.pricing_param as "pricingParam", ${key} as "sortKey"
      from ${fromOf(request)} where ${whereOf(request)} group by a.adam_id, a.pricing_param ${havingOf(request)}),
    page as (
      select * from titles where ${after}
      order by "sortKey" ${direction}, "adamId" ${direction}, "pricingParam" ${direction} limit ${request.limit + 1})
    select page.*, counted.count from (select count(*)::int as count from titles) counted left join page on true
    order by "sortKey" ${direction}, "adamId" ${direction}, "pricingParam" ${direction}`)
  return { rows: found.filter(({ adamId }) => adamId !== null), totalCount: countIn(found) }
}

/** A scalar, since PostgreSQL would turn `exists` into a look at every asset. */
const walkedIsOwned = Prisma.sql`coalesce((
  select true from assets a where a.adam_id = walk.adam_id and a.pricing_param = walk.pricing_param and ${isOwned} limit 1), false)`

/** How many titles there are, by jumping from one to the next in the index. */
async function countByWalking(db: Db, productType: ProductType | undefined): Promise<number> {
  const next = (after: Prisma.Sql) => Prisma.sql`
    select a.adam_id, a.pricing_param, a.product_type from assets a
    where a.vanished_at is null and ${after} order by a.adam_id, a.pricing_param limit 1`
  const onward = Prisma.sql`(a.adam_id, a.pricing_param) > (walk.adam_id, walk.pricing_param)`
  const isWanted = productType ? Prisma.sql`product_type = ${productType}::product_type` : Prisma.sql`true`
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    with recursive walk as (
      (${next(Prisma.sql`true`)})
      union all
      select step.* from walk cross join lateral (${next(onward)}) step)
    select count(*)::int as count from walk where ${isWanted} and ${walkedIsOwned}`)
  return countIn(rows)
}

const isWaitedFor = Prisma.sql`
  select s.adam_id, s.pricing_param from license_orders o join assets s on s.id = o.asset_id
  where o.state = 'waiting' and ${isOfLiveToken('o.token_id')}`

/** What a search or a shortage names is few titles, as a rule: they are found first, and their copies by them. */
function fromOf({ search, isShort }: TitleFilter): Prisma.Sql {
  const found = matches(search, [Prisma.sql`s.name`], [Prisma.sql`s.adam_id`])
  const keys = [
    ...(found ? [Prisma.sql`(select s.adam_id, s.pricing_param from assets s where ${found})`] : []),
    ...(isShort === true ? [Prisma.sql`(${isWaitedFor})`] : []),
  ]
  if (keys.length === 0) return Prisma.sql`assets a`
  return Prisma.sql`(
    select distinct * from (${Prisma.join(keys, ' intersect ')}) hits offset 0) named
    join assets a on a.adam_id = named.adam_id and a.pricing_param = named.pricing_param`
}

const whereOf = ({ productType, isShort }: TitleFilter): Prisma.Sql =>
  allOf(
    isOwned,
    productType && Prisma.sql`a.product_type = ${productType}::product_type`,
    isShort === false ? Prisma.sql`(a.adam_id, a.pricing_param) not in (${isWaitedFor})` : undefined,
  )

const havingOf = ({ isShared }: TitleFilter) =>
  isShared === undefined ? Prisma.empty : isShared ? Prisma.sql`having count(*) > 1` : Prisma.sql`having count(*) = 1`

/** The picture and the publisher are the same in every store, as a rule: one of so many copies will have them. */
const copiesToLookAt = 20

/** The sums of some titles, in the order given. */
async function summarize(db: Db, titles: TitleKey[]): Promise<TitleSummary[]> {
  if (titles.length === 0) return []
  const wanted = titles.map(({ adamId, pricingParam }, place) => ({ adamId, pricingParam, place }))
  return db.$queryRaw<TitleSummary[]>(Prisma.sql`
    select w."adamId", w."pricingParam", sums.*, look."iconAssetId", look."iconVersion", look.publisher,
      coalesce(line.count, 0)::int as "waitingCount"
    from json_to_recordset(${JSON.stringify(wanted)}::json) as w ("adamId" text, "pricingParam" pricing_param, place int)
    cross join lateral (
      select min(a.product_type) as "productType", coalesce(min(a.name) filter (where exists (
          select 1 from asset_metadata m where m.asset_id = a.id and m.missing_in_store_since is null)), min(a.name)) as name, count(*)::int as "tokenCount",
        ${sumOf('total_count')} as "totalCount", ${sumOf('assigned_count')} as "assignedCount",
        ${sumOf('available_count')} as "availableCount", ${sumOf('retired_count')} as "retiredCount",
        bool_or(not ${isLimited}) as "isUnlimited"
      from assets a where a.adam_id = w."adamId" and a.pricing_param = w."pricingParam" and ${isOwned}
      having count(*) > 0) sums
    left join lateral (
      select a.id as "iconAssetId", ${iconVersion('m')} as "iconVersion", m.publisher
      from (
        select a.id from assets a where a.adam_id = w."adamId" and a.pricing_param = w."pricingParam" and ${isOwned}
        limit ${copiesToLookAt}) a
      join asset_metadata m on m.asset_id = a.id
      order by m.icon is null, m.publisher is null limit 1) look on true
    left join (
      select a.adam_id, a.pricing_param, count(*) as count
      from license_orders o join assets a on a.id = o.asset_id
      where o.state = 'waiting' and a.adam_id = any(${titles.map(({ adamId }) => adamId)}) and ${isOfLiveToken('o.token_id')}
      group by a.adam_id, a.pricing_param) line
      on line.adam_id = w."adamId" and line.pricing_param = w."pricingParam"
    order by w.place`)
}

function readPlace(request: ListRequest): Place | undefined {
  if (request.cursor === undefined) return undefined
  const [sort, value, adamId, pricingParam, ...rest] = unpackCursor(request.cursor)
  const isText = request.sort.endsWith('name')
  const isValue = isStorableText(value) && (isText || /^\d{1,15}$/.test(value))
  if (sort !== request.sort || !isValue || !isStorableText(adamId) || rest.length > 0) throw refusal()
  if (pricingParam !== 'STDQ' && pricingParam !== 'PLUS') throw refusal()
  return { value, adamId, pricingParam }
}
