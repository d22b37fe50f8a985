import type { SyncChangeKind } from '@pomona/domain'
import type pg from 'pg'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { holdingsLock } from './holdings-lock.ts'
import { markHolders, markingOf } from '../assignments/reconcile-marks.ts'
import { adoptAhead } from './sync-ahead.ts'
import { applyUsersFrom, retireMissingFrom } from '../people/vpp-users.ts'

type Counts = { totalCount: number; assignedCount: number; availableCount: number; retiredCount: number }

/** What a sync found to be different about one asset, as its run keeps it. */
export type SyncChange = {
  assetId: string
  name: string
  kind: SyncChangeKind
  before: Counts | null
  after: Counts | null
}

export type MergeRequest = {
  tokenId: string
  /** So many associations were written ahead, and are there once `isDone`; absent when they were staged. */
  ahead: { count: number; isDone: Promise<void> } | undefined
  runId: string
  now: Date
  /** By the database's clock, from before the first page was asked for. */
  walkStartedAt: Date
  /** Which data sets were staged whole; the others stay as they are. */
  has: { assets: boolean; users: boolean; associations: boolean }
  seen: { assetsSeen: number; associationsSeen: number }
  /** Apple's version of each data set that was staged. */
  versions: { assetsVersionId: string; usersVersionId: string; associationsVersionId: string }
}

export type MergeResult = {
  assetsAdded: number
  assetsVanished: number
  countsChanged: number
  associationsAdded: number
  associationsRemoved: number
  usersChanged: number
  /** Of those, people who have accepted their invitation. */
  usersAccepted: number
}

/** A run keeps so many changes, the biggest first; its counts tell of all. */
const changesMax = 500

/** Makes the tables of a token equal to what this connection has staged, in one transaction. */
export async function mergeStaged(client: pg.Client, staged: MergeRequest): Promise<MergeResult> {
  const { has, tokenId } = staged
  await client.query('begin')
  try {
    await client.query(`set local synchronous_commit to default; set local pomona.writes_ahead to 'off'`)
    await client.query(holdingsLock, [tokenId])
    // Enough to compare a million associations in memory.
    await client.query(`set local work_mem = '64MB'`)
    await client.query('analyze staged_assets, staged_users, staged_associations')
    const assets = has.assets ? await mergeAssets(client, tokenId) : noAssets
    const associations = has.associations ? await mergeAssociations(client, staged) : noAssociations
    if (has.assets) await client.query(dropVanished, [tokenId])
    const users = has.users ? await mergeUsers(client, staged) : noUsers
    const { changes, hasStaleCounts, ...counted } = { ...assets, ...associations, ...users }
    await noteVersions(client, staged, hasStaleCounts)
    await client.query(noteInRun, [
      staged.runId,
      JSON.stringify({ ...counted, ...staged.seen }),
      JSON.stringify(changes),
      changesMax,
    ])
    await client.query('commit')
    return counted
  } catch (error) {
    // When the connection is gone the database does it, and what happened first is what counts.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** The database's clock, by which rows are dated. */
export async function readDatabaseClock(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>(Prisma.sql`select clock_timestamp() as now`)
  return row?.now ?? new Date(0)
}

async function one<Row>(client: pg.Client, sql: string, parameters: unknown[]): Promise<Row> {
  const { rows } = await client.query(sql, parameters)
  return rows[0] as Row
}

// ── Assets ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const noAssets = {
  assetsAdded: 0,
  countsChanged: 0,
  assetsVanished: 0,
  hasStaleCounts: false,
  changes: [] as SyncChange[],
}

async function mergeAssets(client: pg.Client, tokenId: string): Promise<typeof noAssets> {
  const stale = await client.query(findStaleCounts, [tokenId])
  type Merged = { added: number; changed: number; changes: SizedChange[] }
  const merged = await one<Merged>(client, writeAssets, [tokenId, changesMax])
  const vanished = await one<{ vanished: number; changes: SizedChange[] }>(client, markVanished, [tokenId, changesMax])
  const changes = [...merged.changes, ...vanished.changes].toSorted((a, b) => b.size - a.size).slice(0, changesMax)
  return {
    assetsAdded: merged.added,
    countsChanged: merged.changed,
    assetsVanished: vanished.vanished,
    hasStaleCounts: stale.rows.length > 0,
    changes: changes.map(({ size: _size, ...change }) => change),
  }
}

type SizedChange = SyncChange & { size: number }

const findStaleCounts = `
  select 1 from staged_assets s
  join assets a on a.token_id = $1 and a.adam_id = s.adam_id and a.pricing_param = s.pricing_param
  where a.counts_read_at >= s.read_at limit 1`

const countNames = ['total_count', 'assigned_count', 'available_count', 'retired_count'] as const
const countsOf = (row: string) => `(${countNames.map((name) => `${row}.${name}`).join(', ')})`
const countsJson = (
  row: string,
) => `jsonb_build_object('totalCount', ${row}.total_count, 'assignedCount', ${row}.assigned_count,
  'availableCount', ${row}.available_count, 'retiredCount', ${row}.retired_count)`
/** How much was different, over all four counts. Unlimited assets pass what 32 bits hold. */
const sizeOf = (before: string, after: string) =>
  countNames.map((name) => `abs(${after}.${name}::bigint - coalesce(${before}.${name}, 0))`).join(' + ')
const newer = (name: string) =>
  `${name} = case when excluded.counts_read_at > a.counts_read_at then excluded.${name} else a.${name} end`
/** The biggest changes of those in the query `changed`, as JSON. */
const biggest = (limit: string) => `coalesce((
  select jsonb_agg(jsonb_build_object('assetId', id, 'name', name, 'kind', kind, 'before', before, 'after', after, 'size', size))
  from (select * from changed where kind is not null order by size desc, name limit ${limit}) kept), '[]') as changes`

/** Counts that were asked for earlier than those we have never replace them: an order may have settled during the walk. */
const writeAssets = `
  with merged as (
    insert into assets as a (id, token_id, adam_id, pricing_param, product_type, name, total_count, assigned_count, available_count,
      retired_count, counts_read_at, device_assignable, revocable, supported_platforms)
    select distinct on (adam_id, pricing_param) asset_id, $1, adam_id, pricing_param, product_type, product_type || ' ' || adam_id,
      total_count, assigned_count, available_count, retired_count, read_at, device_assignable, revocable, supported_platforms
    from staged_assets order by adam_id, pricing_param, read_at desc
    on conflict (token_id, adam_id, pricing_param) do update set
      product_type = excluded.product_type,
      device_assignable = excluded.device_assignable,
      revocable = excluded.revocable,
      supported_platforms = excluded.supported_platforms,
      vanished_at = null,
      ${countNames.map(newer).join(',\n      ')},
      counts_read_at = greatest(excluded.counts_read_at, a.counts_read_at)
    returning new.id, new.name,
      case when old.id is null then 'added' when old.vanished_at is not null then 'returned'
        when ${countsOf('old')} is distinct from ${countsOf('new')} then 'countsChanged' end as kind,
      case when old.id is not null then ${countsJson('old')} end as before, ${countsJson('new')} as after,
      ${sizeOf('old', 'new')} as size),
  changed as (select * from merged)
  select count(*) filter (where kind in ('added', 'returned'))::int as added,
    count(*) filter (where kind = 'countsChanged')::int as changed, ${biggest('$2')}
  from merged`

/** What was bought while the walk was under way, and told of, is not in its pages. */
const markVanished = `
  with vanished as (
    update assets a
    set vanished_at = now(), total_count = 0, assigned_count = 0, available_count = 0, retired_count = 0, counts_read_at = now()
    where a.token_id = $1 and a.vanished_at is null
      and a.counts_read_at < coalesce((select min(read_at) from staged_assets), 'infinity')
      and not exists (select 1 from staged_assets s where s.adam_id = a.adam_id and s.pricing_param = a.pricing_param)
    returning new.id, new.name, ${countsJson('old')} as before, ${sizeOf('new', 'old')} as size),
  changed as (select *, 'vanished' as kind, null::jsonb as after from vanished)
  select count(*)::int as vanished, ${biggest('$2')} from vanished`

/** P10: of what Apple no longer lists only that is kept, and marked, which somebody would miss: assignments, holders, orders, installs. */
const dropVanished = `
  delete from assets a
  where a.token_id = $1 and a.vanished_at is not null
    and not exists (select 1 from assignments s where s.asset_id = a.id)
    and not exists (select 1 from license_orders o where o.asset_id = a.id)
    and not exists (select 1 from installs i where i.asset_id = a.id)
    and not exists (select 1 from associations h where h.asset_id = a.id)`

// ── Associations ────────────────────────────────────────────────────────────────────────────────────────────────────

const noAssociations = { associationsAdded: 0, associationsRemoved: 0 }

async function mergeAssociations(
  client: pg.Client,
  { tokenId, ahead, walkStartedAt }: MergeRequest,
): Promise<typeof noAssociations> {
  if (ahead !== undefined) {
    await ahead.isDone
    await adoptAhead(client, tokenId)
    return { associationsAdded: ahead.count, associationsRemoved: 0 }
  }
  await client.query(`create temporary table if not exists differing_associations (
    asset_id uuid, target_type license_type, target text, is_staged boolean) on commit delete rows`)
  await client.query(compareAssociations, [tokenId, walkStartedAt])
  const removed = await client.query(removeAssociations, [walkStartedAt])
  const added = await client.query(`
    insert into associations (asset_id, target_type, target)
    select asset_id, target_type, target from differing_associations where is_staged on conflict do nothing`)
  await client.query(markHolders(Prisma.sql`select asset_id, target_type, target from differing_associations`))
  await client.query(endDoubts, [tokenId, walkStartedAt])
  return { associationsAdded: added.rowCount ?? 0, associationsRemoved: removed.rowCount ?? 0 }
}

const stagedWithAsset = `
  staged_associations s
  join staged_assets k on k.asset_number = s.asset_number
  join assets a on a.token_id = $1 and a.adam_id = k.adam_id and a.pricing_param = k.pricing_param`

/** What Apple told of by itself since the walk began is newer than the pages of the walk, which may have passed before. */
const isToldSince = (assetId: string, targetType: string, target: string) => `exists (
    select 1 from told_associations told
    where told.told_at >= $2 and told.asset_id = ${assetId} and told.target_type = ${targetType} and told.target = ${target})`

/** One comparison of all that is staged with all that is held finds what is new and what is gone. */
const compareAssociations = `
  insert into differing_associations
  select coalesce(s.asset_id, h.asset_id), coalesce(s.target_type, h.target_type), coalesce(s.target, h.target),
    s.asset_id is not null
  from (select a.id as asset_id, s.target_type, s.target from ${stagedWithAsset}) s
  full join (
    select h.asset_id, h.target_type, h.target from associations h
    where h.asset_id = any (array(select id from assets where token_id = $1))) h
    on h.asset_id = s.asset_id and h.target_type = s.target_type and h.target = s.target
  where (s.asset_id is null or h.asset_id is null) and not ${isToldSince(
    'coalesce(s.asset_id, h.asset_id)',
    'coalesce(s.target_type, h.target_type)',
    'coalesce(s.target, h.target)',
  )}`

/** What was first seen after the walk began may be missing from its pages for that reason alone. */
const removeAssociations = `
  delete from associations held using differing_associations d
  where not d.is_staged and held.first_seen_at < $1
    and held.asset_id = d.asset_id and held.target_type = d.target_type and held.target = d.target`

/** Whatever was in doubt before the walk began has been read by it. */
const endDoubts = `
  update told_associations told set is_in_doubt = false, is_held = exists (
    select 1 from associations held where held.asset_id = told.asset_id
      and held.target_type = told.target_type and held.target = told.target)
  from assets a where a.id = told.asset_id and a.token_id = $1 and told.is_in_doubt and told.told_at < $2`

// ── Users ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const noUsers = { usersChanged: 0, usersAccepted: 0 }

/** Only ours are in our table; the others are counted (P11). */
async function mergeUsers(client: pg.Client, { tokenId, now }: MergeRequest): Promise<typeof noUsers> {
  type Changed = { person_id: string | null; has_accepted: boolean; is_gone: boolean }
  const changed = await client.query<Changed>(applyUsersFrom('staged_users', '$1::uuid', '$2::timestamptz'), [
    tokenId,
    now,
  ])
  const retired = await client.query<Pick<Changed, 'person_id'>>(retireMissingFrom('staged_users', '$1::uuid'), [
    tokenId,
  ])
  const gone = [...changed.rows.filter((row) => row.is_gone), ...retired.rows]
  if (gone.length > 0) await client.query(markingOf({ personIds: gone.flatMap((row) => row.person_id ?? []) }))
  await client.query(countForeignUsers, [tokenId])
  return {
    usersChanged: (changed.rowCount ?? 0) + (retired.rowCount ?? 0),
    usersAccepted: changed.rows.filter((row) => row.has_accepted).length,
  }
}

const countForeignUsers = `
  update tokens set foreign_user_count = (
    select count(distinct s.client_user_id) from staged_users s
    where s.status in ('Registered', 'Associated') and not exists (
      select 1 from vpp_users v where v.token_id = $1 and v.client_user_id = s.client_user_id))
  where id = $1`

// ── What was done ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Committed together with what was merged: a crash can neither repeat a merge unseen nor leave one out. */
async function noteVersions(client: pg.Client, staged: MergeRequest, hasStaleCounts: boolean): Promise<void> {
  const { has, versions } = staged
  await client.query(
    `update tokens set
       assets_version_id = case when $2 then $3 else assets_version_id end,
       users_version_id = case when $4 then $5 else users_version_id end,
       associations_version_id = case
         when not $6 then associations_version_id
         -- What Apple told of since the walk began was kept, and may be older than the walk: the next sync compares all again.
         when exists (select 1 from told_associations told join assets a on a.id = told.asset_id
           where a.token_id = $1 and told.told_at >= $9) then null
         else $7 end,
       foreign_association_count = (select coalesce(sum(a.foreign_count), 0) from assets a where a.token_id = $1),
       last_synced_at = $8
     where id = $1`,
    [
      staged.tokenId,
      has.assets,
      // Some counts were older than those we had and were left out: the next sync must read them again.
      hasStaleCounts ? null : versions.assetsVersionId,
      has.users,
      versions.usersVersionId,
      has.associations,
      versions.associationsVersionId,
      staged.now,
      staged.walkStartedAt,
    ],
  )
}

/** Adds to what the run says already: after a crash the same run goes on, and finds nothing more to change. */
const noteInRun = `
  update sync_runs r set
    assets_seen = greatest(r.assets_seen, given."assetsSeen"),
    associations_seen = greatest(r.associations_seen, given."associationsSeen"),
    assets_added = r.assets_added + given."assetsAdded", assets_vanished = r.assets_vanished + given."assetsVanished",
    counts_changed = r.counts_changed + given."countsChanged",
    associations_added = r.associations_added + given."associationsAdded",
    associations_removed = r.associations_removed + given."associationsRemoved",
    users_changed = r.users_changed + given."usersChanged",
    changes = (select coalesce(jsonb_agg(kept.change), '[]') from (
      select change from jsonb_array_elements($3::jsonb || r.changes) change limit $4) kept)
  from json_to_record($2) as given ("assetsSeen" int, "associationsSeen" int, "assetsAdded" int, "assetsVanished" int,
    "countsChanged" int, "associationsAdded" int, "associationsRemoved" int, "usersChanged" int)
  where r.id = $1`
