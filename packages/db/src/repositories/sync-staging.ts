import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LicenseType, PricingParam, ProductType } from '@pomona/domain'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '../client.ts'
import { holdingsLock } from './holdings-lock.ts'

export type StagedAsset = {
  adamId: string
  pricingParam: PricingParam
  productType: ProductType
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
  deviceAssignable: boolean
  revocable: boolean
  supportedPlatforms: string[]
  readAt: Date
}
export type StagedAssociation = { assetNumber: number; targetType: LicenseType; target: string }

export type MergeResult = {
  assetsAdded: number
  assetsVanished: number
  countsChanged: number
  associationsAdded: number
  associationsRemoved: number
  /** Some counts were older than those we had and were left out: the next sync must read them again. */
  hasStaleCounts: boolean
}

/**
 * A connection of its own with two temporary tables, into which a walk is written before one merge makes it true. When the
 * program dies the tables vanish with the connection, and nothing has changed.
 */
export type StagingArea = {
  /** Empties the tables, for a walk that starts anew. */
  clear(): Promise<void>
  /** Writes assets and returns the number of each, by which associations refer to them. */
  addAssets(assets: StagedAsset[]): Promise<number[]>
  addAssociations(associations: StagedAssociation[]): Promise<void>
  /** Makes the tables of this token equal to what was staged, in one transaction. */
  merge(options: { tokenId: string; hasAssets: boolean; hasAssociations: boolean }): Promise<MergeResult>
  close(): Promise<void>
}

export async function openStagingArea(database: Database): Promise<StagingArea> {
  const client = new pg.Client({ connectionString: database.url, keepAlive: true })
  // A lost connection fails the query that meets it; without a listener the event would end the program.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(createTables)
  let assetCount = 0
  let walkStartedAt = await readClock(client)

  return {
    async clear() {
      assetCount = 0
      walkStartedAt = await readClock(client)
      await client.query('truncate staged_assets, staged_associations')
    },
    async addAssets(assets) {
      const numbers = assets.map((_, index) => assetCount + index)
      assetCount += assets.length
      const rows = assets.map((asset, index) => ({ ...asset, assetNumber: numbers[index] }))
      await client.query(insertAssets, [JSON.stringify(rows)])
      return numbers
    },
    async addAssociations(associations) {
      const copy = client.query(copyFrom('copy staged_associations from stdin'))
      const lines = associations.map((row) => `${row.assetNumber}\t${row.targetType}\t${escapeForCopy(row.target)}\n`)
      await pipeline(Readable.from([lines.join('')]), copy)
    },
    async merge({ tokenId, hasAssets, hasAssociations }) {
      await client.query('begin')
      try {
        await client.query(holdingsLock, [tokenId])
        await client.query('analyze staged_assets, staged_associations')
        const stale = await client.query(findStaleCounts, [tokenId])
        const merged = hasAssets ? (await client.query(mergeAssets, [tokenId])).rows[0] : { added: 0, changed: 0 }
        const vanished = hasAssets ? (await client.query(markVanished, [tokenId])).rowCount : 0
        const removed = hasAssociations
          ? (await client.query(removeAssociations, [tokenId, walkStartedAt])).rowCount
          : 0
        const added = hasAssociations ? (await client.query(insertAssociations, [tokenId, walkStartedAt])).rowCount : 0
        if (hasAssociations) await client.query(endDoubts, [tokenId, walkStartedAt])
        await client.query('commit')
        return {
          assetsAdded: merged.added,
          countsChanged: merged.changed,
          assetsVanished: vanished ?? 0,
          associationsRemoved: removed ?? 0,
          associationsAdded: added ?? 0,
          hasStaleCounts: stale.rows.length > 0,
        }
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    close: () => client.end(),
  }
}

/** The database's clock, by which rows are dated. */
async function readClock(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now ?? new Date(0)
}

/** The four letters that COPY's text form takes for something else. */
function escapeForCopy(text: string): string {
  const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
  return text.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}

const createTables = `
  create temporary table staged_assets (
    asset_number int, adam_id text, pricing_param pricing_param, product_type product_type,
    total_count int, assigned_count int, available_count int, retired_count int,
    device_assignable boolean, revocable boolean, supported_platforms text[], read_at timestamptz);
  create temporary table staged_associations (asset_number int, target_type license_type, target text)`

const insertAssets = `
  insert into staged_assets
  select "assetNumber", "adamId", "pricingParam", "productType", "totalCount", "assignedCount", "availableCount",
         "retiredCount", "deviceAssignable", revocable, array(select json_array_elements_text("supportedPlatforms")), "readAt"
  from json_to_recordset($1) as row (
    "assetNumber" int, "adamId" text, "pricingParam" pricing_param, "productType" product_type, "totalCount" int,
    "assignedCount" int, "availableCount" int, "retiredCount" int, "deviceAssignable" boolean, revocable boolean,
    "supportedPlatforms" json, "readAt" timestamptz)`

const findStaleCounts = `
  select 1 from staged_assets s
  join assets a on a.token_id = $1 and a.adam_id = s.adam_id and a.pricing_param = s.pricing_param
  where a.counts_read_at >= s.read_at limit 1`

/** Counts that were asked for earlier than those we have never replace them: an order may have settled during the walk. */
const mergeAssets = `
  with merged as (
    insert into assets as a (token_id, adam_id, pricing_param, product_type, name, total_count, assigned_count, available_count,
      retired_count, counts_read_at, device_assignable, revocable, supported_platforms)
    select $1, adam_id, pricing_param, product_type, product_type || ' ' || adam_id, total_count, assigned_count,
      available_count, retired_count, read_at, device_assignable, revocable, supported_platforms
    from staged_assets
    on conflict (token_id, adam_id, pricing_param) do update set
      product_type = excluded.product_type,
      device_assignable = excluded.device_assignable,
      revocable = excluded.revocable,
      supported_platforms = excluded.supported_platforms,
      vanished_at = null,
      total_count = case when excluded.counts_read_at > a.counts_read_at then excluded.total_count else a.total_count end,
      assigned_count = case when excluded.counts_read_at > a.counts_read_at then excluded.assigned_count else a.assigned_count end,
      available_count = case when excluded.counts_read_at > a.counts_read_at then excluded.available_count else a.available_count end,
      retired_count = case when excluded.counts_read_at > a.counts_read_at then excluded.retired_count else a.retired_count end,
      counts_read_at = greatest(excluded.counts_read_at, a.counts_read_at)
    returning old.id is null as is_new,
      (old.total_count, old.assigned_count, old.available_count, old.retired_count)
        is distinct from (new.total_count, new.assigned_count, new.available_count, new.retired_count) as is_changed)
  select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new and is_changed)::int as changed
  from merged`

/** What was bought while the walk was under way, and told of, is not in its pages. */
const markVanished = `
  update assets a
  set vanished_at = now(), total_count = 0, assigned_count = 0, available_count = 0, retired_count = 0, counts_read_at = now()
  where a.token_id = $1 and a.vanished_at is null
    and a.counts_read_at < coalesce((select min(read_at) from staged_assets), 'infinity')
    and not exists (select 1 from staged_assets s where s.adam_id = a.adam_id and s.pricing_param = a.pricing_param)`

const stagedWithAsset = `
  staged_associations s
  join staged_assets k on k.asset_number = s.asset_number
  join assets a on a.token_id = $1 and a.adam_id = k.adam_id and a.pricing_param = k.pricing_param`

/** What Apple told of by itself since the walk began is newer than the pages of the walk, which may have passed before. */
const isToldSince = (row: string, assetId: string) => `exists (
    select 1 from told_associations told where told.asset_id = ${assetId} and told.target_type = ${row}.target_type
      and told.target = ${row}.target and told.told_at >= $2)`

/** What was first seen after the walk began may be missing from its pages for that reason alone. */
const removeAssociations = `
  delete from associations held
  using assets a
  where a.id = held.asset_id and a.token_id = $1 and held.first_seen_at < $2
    and not ${isToldSince('held', 'held.asset_id')}
    and not exists (
      select 1 from staged_associations s join staged_assets k on k.asset_number = s.asset_number
      where k.adam_id = a.adam_id and k.pricing_param = a.pricing_param
        and s.target_type = held.target_type and s.target = held.target)`

const insertAssociations = `
  insert into associations (asset_id, target_type, target)
  select a.id, s.target_type, s.target from ${stagedWithAsset}
  where not ${isToldSince('s', 'a.id')}
  on conflict do nothing`

/** Whatever was in doubt before the walk began has been read by it. */
const endDoubts = `
  update told_associations told set is_in_doubt = false, is_held = exists (
    select 1 from associations held where held.asset_id = told.asset_id
      and held.target_type = told.target_type and held.target = told.target)
  from assets a where a.id = told.asset_id and a.token_id = $1 and told.is_in_doubt and told.told_at < $2`
