import type pg from 'pg'
import type { Db } from '../client.ts'
import { Prisma } from '../generated/prisma/client.ts'

/**
 * The first sync of a token writes its associations where they stay, while it still reads them: under the ids of assets that are not there
 * yet, so that nobody sees them. The merge makes the assets, and all is there at once. `ahead_assets` remembers the ids, for a program that
 * dies on the way.
 */
export type AheadWriting = {
  /** To be called before associations of these assets are written. */
  announce(assetIds: readonly string[]): Promise<void>
  /** Takes away what was written. */
  withdraw(): Promise<void>
}

/** An association came twice, or somebody else wrote it: the walk begins anew and is compared instead. */
export class AheadConflict extends Error {
  constructor(cause: unknown) {
    super('an association was written ahead twice', { cause })
  }
}

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'

/** For each connection that writes ahead: the triggers leave what it writes to the merge. */
export const writesAhead = `set pomona.writes_ahead = 'on'`

/** Begins to write ahead; absent when the token has assets already. What a sync that died has left behind is taken away. */
export async function beginAheadWriting(client: pg.Client, tokenId: string): Promise<AheadWriting | undefined> {
  await client.query(withdrawAhead, [tokenId])
  await client.query('delete from ahead_assets where token_id = $1', [tokenId])
  const { rows } = await client.query('select 1 from assets where token_id = $1 limit 1', [tokenId])
  if (rows.length > 0) return undefined
  await client.query(writesAhead)
  return {
    async announce(assetIds) {
      await client.query('insert into ahead_assets (id, token_id) select unnest($2::uuid[]), $1', [tokenId, assetIds])
    },
    async withdraw() {
      await client.query(withdrawAhead, [tokenId])
      await client.query('delete from ahead_assets where token_id = $1', [tokenId])
    },
  }
}

const withdrawAhead = `
  delete from associations where asset_id = any (array(
    select ahead.id from ahead_assets ahead
    where ahead.token_id = $1 and not exists (select 1 from assets a where a.id = ahead.id)))`

/** Makes what was written ahead part of the token, whose assets are there by now. */
export async function adoptAhead(client: pg.Client, tokenId: string): Promise<void> {
  await client.query(`set local pomona.writes_ahead = 'off'`)
  // An asset that a notification told of in the meantime has an id of its own.
  await client.query(moveToRealAsset, [tokenId])
  await client.query(withdrawAhead, [tokenId])
  await client.query('delete from ahead_assets where token_id = $1', [tokenId])
  await client.query(countForeign, [tokenId])
}

/** What was told of such an asset is newer than the pages of the walk. */
const moveToRealAsset = `
  insert into associations (asset_id, target_type, target)
  select a.id, h.target_type, h.target from staged_assets s
  join assets a on a.token_id = $1 and a.adam_id = s.adam_id and a.pricing_param = s.pricing_param and a.id <> s.asset_id
  join associations h on h.asset_id = s.asset_id
  where not exists (select 1 from told_associations told
    where told.asset_id = a.id and told.target_type = h.target_type and told.target = h.target)
  on conflict do nothing`

const countForeign = `
  update assets set foreign_count = counted.many
  from (
    select a.id, count(*)::int as many from assets a join associations h on h.asset_id = a.id and h.target_type = 'user'
    where a.token_id = $1 and not exists (
      select 1 from vpp_users v where v.token_id = $1 and v.client_user_id = h.target)
    group by a.id) counted
  where assets.id = counted.id`

/** Takes away what first syncs have left behind of tokens that are no longer here. */
export async function dropAheadOfGoneTokens(db: Db): Promise<void> {
  const gone = Prisma.sql`select ahead.id from ahead_assets ahead where not exists (
    select 1 from tokens t where t.id = ahead.token_id and t.deleted_at is null)`
  await db.$executeRaw(Prisma.sql`
    delete from associations where asset_id = any (array(${gone} and not exists (select 1 from assets a where a.id = ahead.id)))`)
  await db.$executeRaw(Prisma.sql`delete from ahead_assets where id in (${gone})`)
}
