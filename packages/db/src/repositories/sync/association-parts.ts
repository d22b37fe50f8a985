import type pg from 'pg'
import type { Database } from '../../client.ts'

/**
 * `associations` is made of parts, each for a range of asset ids. All live in the main one, but for those of big first syncs: keeping the
 * indexes row by row takes several times as long as writing the rows, so such a sync writes a part of its own without indexes, builds the
 * key at once and attaches it. A part belongs to whoever has ids in its range: assets, or `ahead_assets` of a sync that is under way. One in
 * whose range nobody is left is dropped.
 */
export type AssociationPart = {
  table: string
  /** Ids in the part's range, for assets to be. They are announced in `ahead_assets`. */
  assetIds: string[]
}

type Queryable = Pick<pg.ClientBase, 'query'>

/** Every part is asked for what somebody holds, and costs each such question some 30 µs. */
const partsMax = 16
const schema = 'pomona_parts'
/** A part is named by the first four digits of the ids in its place. */
const slots = Array.from({ length: partsMax }, (_, number) => `f0${number.toString(16).padStart(2, '0')}`)
const tableOf = (slot: string) => `${schema}.associations_${slot}`
const startOf = (slot: string) => `${slot}0000-0000-0000-0000-000000000000`
const slotOf = (table: string) => table.slice(-4)
const endOf = (slot: string) => startOf((Number.parseInt(slot, 16) + 1).toString(16))

/** Makes a part for a sync, with ids for so many assets; absent when there are as many parts as there may be. */
export async function claimPart(
  client: pg.Client,
  claim: { tokenId: string; assetCount: number },
): Promise<AssociationPart | undefined> {
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('association parts', 0))`)
    const { rows } = await client.query<{ slot: string }>(
      `select slot from unnest($1::text[]) as slot where to_regclass('${tableOf('')}' || slot) is null order by slot limit 1`,
      [slots],
    )
    const slot = rows[0]?.slot
    const part = slot === undefined ? undefined : await makePart(client, slot, claim)
    await client.query('commit')
    return part
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function makePart(
  client: pg.Client,
  slot: string,
  { tokenId, assetCount }: { tokenId: string; assetCount: number },
): Promise<AssociationPart> {
  const table = tableOf(slot)
  // With this check attaching need not read the rows again.
  await client.query(`
    create table ${table} (like associations including defaults,
      constraint in_range check (asset_id >= '${startOf(slot)}' and asset_id < '${endOf(slot)}'))`)
  const { rows } = await client.query<{ id: string }>(
    `insert into ahead_assets (id, token_id)
     select overlay(gen_random_uuid()::text placing $1 from 1 for 4)::uuid, $2 from generate_series(1, $3) returning id`,
    [slot, tokenId, assetCount],
  )
  return { table, assetIds: rows.map(({ id }) => id) }
}

/**
 * Makes a part in which all is written part of `associations`. Whoever reads or writes there is not kept waiting. An association that is there
 * twice is a unique violation.
 */
export async function attachPart(client: pg.Client, { table }: AssociationPart): Promise<void> {
  const slot = slotOf(table)
  await client.query(buildInMemory)
  await client.query(
    `alter table ${table} add constraint associations_${slot}_pkey primary key (target, target_type, asset_id)`,
  )
  await client.query(
    `alter table associations attach partition ${table} for values from ('${startOf(slot)}') to ('${endOf(slot)}')`,
  )
}

/** A million rows fit. */
const buildInMemory = `set maintenance_work_mem = '128MB'; set max_parallel_maintenance_workers = 0`

/**
 * Gives attached parts what they need to be fast and what nobody waits for: the index by asset, and the planner's statistics, which
 * PostgreSQL does not keep for all parts together. What is there is left as it is, so that this repairs whatever was cut short.
 */
async function finishParts(client: Queryable): Promise<void> {
  for (
    let unfinished = await listUnfinished(client);
    unfinished.length > 0;
    unfinished = await listUnfinished(client)
  ) {
    for (const { table, leftover } of unfinished) {
      // Of a program that died while it was built.
      if (leftover !== null) await client.query(`drop index concurrently if exists ${leftover}`)
      await client.query(
        `create index concurrently associations_${slotOf(table)}_by_asset on ${table} (asset_id, target_type, target)`,
      )
      await client.query(`analyze ${table}`)
    }
  }
  await client.query('analyze only associations')
}

async function listUnfinished(client: Queryable): Promise<{ table: string; leftover: string | null }[]> {
  const { rows } = await client.query<{ table: string; leftover: string | null }>(
    `select part.oid::regclass::text as "table", by_asset.indexrelid::regclass::text as leftover
     from pg_inherits inherited join pg_class part on part.oid = inherited.inhrelid
     left join pg_index by_asset on by_asset.indexrelid = to_regclass(part.oid::regclass || '_by_asset')
     where inherited.inhparent = 'associations'::regclass and not inherited.inhdetachpending
       and by_asset.indisvalid is not true`,
  )
  return rows
}

/** Drops the parts that syncs have given up before they attached them. */
export async function dropGivenUpParts(client: Queryable): Promise<void> {
  for (const part of await listUnusedParts(client)) {
    if (!part.isAttached) await client.query(`drop table if exists ${part.table}`)
  }
}

/** Finishes what was attached, unless somebody is at it. */
export async function finishAttachedParts(client: pg.Client): Promise<void> {
  await inPartsTurn(client, async () => finishParts(client))
}

/** Whoever reads or writes associations at the time is waited for, and does not wait. */
async function dropUnusedParts(client: Queryable): Promise<void> {
  for (const part of await listUnusedParts(client)) {
    if (part.isAttached) await detach(client, part)
    await client.query(`drop table if exists ${part.table}`)
  }
}

/** Finishing and dropping parts is done by one at a time. Whoever comes meanwhile leaves it to that one, and to the next tidy-up. */
async function inPartsTurn(client: Queryable, work: () => Promise<void>): Promise<void> {
  const turn = `hashtextextended('association parts in work', 0)`
  const { rows } = await client.query<{ isMine: boolean }>(`select pg_try_advisory_lock(${turn}) as "isMine"`)
  if (rows[0]?.isMine !== true) return
  try {
    await work()
  } finally {
    await client.query(`select pg_advisory_unlock(${turn})`)
  }
}

/** Drops the parts that nobody needs any more and finishes the others. */
export async function tidyParts({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const client = await pool.connect()
  try {
    await inPartsTurn(client, async () => {
      await dropUnusedParts(client)
      await finishParts(client)
    })
  } finally {
    client.release()
  }
}

async function detach(client: Queryable, { table, isPending }: UnusedPart): Promise<void> {
  // Detaching waits halfway for whoever reads; a program that dies there leaves it to be finalized.
  await client.query(`alter table associations detach partition ${table} ${isPending ? 'finalize' : 'concurrently'}`)
}

type UnusedPart = { table: string; isAttached: boolean; isPending: boolean }

async function listUnusedParts(client: Queryable): Promise<UnusedPart[]> {
  const { rows } = await client.query<UnusedPart>(
    `select place.table, inherited.inhrelid is not null as "isAttached", coalesce(inherited.inhdetachpending, false) as "isPending"
     from json_to_recordset($1) as place ("table" text, "from" uuid, "to" uuid)
     join pg_class part on part.oid = to_regclass(place.table)
     left join pg_inherits inherited on inherited.inhrelid = part.oid
     where not exists (select 1 from assets a where a.id >= place.from and a.id < place.to)
       and not exists (select 1 from ahead_assets ahead where ahead.id >= place.from and ahead.id < place.to)`,
    [JSON.stringify(slots.map((slot) => ({ table: tableOf(slot), from: startOf(slot), to: endOf(slot) })))],
  )
  return rows
}
