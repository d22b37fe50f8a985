import type pg from 'pg'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import {
  attachPart,
  claimPart,
  dropGivenUpParts,
  finishAttachedParts,
  type AssociationPart,
} from './association-parts.ts'

/**
 * The first sync of a token writes its associations where they stay, while it still reads them: under the ids of assets that are not there
 * yet, so that nobody sees them. The merge makes the assets, and all is there at once. `ahead_assets` remembers the ids, for a program that
 * dies on the way.
 */
export type AheadWriting = {
  /**
   * Gives the staged assets the ids under which associations of them are written from now on, by number of the asset, and says where.
   * `expectedCount` is how many associations Apple counts.
   */
  begin(expectedCount: number): Promise<AheadPlace>
  /** Brings what was written to where the merge finds it, which may be under way. */
  complete(): Promise<void>
  /** Takes away what was written. */
  withdraw(): Promise<void>
  /** Lets the second connection go. Nobody waits for what a new part still needs. */
  close(): void
}
export type AheadPlace = { table: string; assetIds: string[] }

/** An association came twice, or somebody else wrote it: the walk begins anew and is compared instead. */
export class AheadConflict extends Error {
  constructor(cause: unknown) {
    super('an association was written ahead twice', { cause })
  }
}

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'

/** From here on a part of its own is faster than keeping the indexes of the main one, whose cost it does not bear. */
const partFrom = 50_000

/**
 * Begins to write ahead, on two connections; absent when the token has assets already. What a sync that died has left behind is taken away.
 */
export async function beginAheadWriting(
  clients: { one: pg.Client; other: pg.Client },
  tokenId: string,
): Promise<AheadWriting | undefined> {
  const { one, other } = clients
  await withdraw(one, tokenId)
  const { rows } = await one.query('select 1 from assets where token_id = $1 limit 1', [tokenId])
  if (rows.length > 0) return undefined
  // The triggers leave what is written ahead to the merge.
  for (const client of [one, other]) await client.query(`set pomona.writes_ahead = 'on'`)
  let part: AssociationPart | undefined
  let attaching: Promise<void> | undefined
  return {
    async begin(expectedCount) {
      const staged = await one.query<{ id: string }>('select asset_id as id from staged_assets order by asset_number')
      const assetIds = staged.rows.map(({ id }) => id)
      part = expectedCount < partFrom ? undefined : await claimPart(other, { tokenId, assetCount: assetIds.length })
      if (part === undefined) {
        await one.query('insert into ahead_assets (id, token_id) select unnest($2::uuid[]), $1', [tokenId, assetIds])
        return { table: 'associations', assetIds }
      }
      await one.query(
        `update staged_assets set asset_id = given.id
         from unnest($1::uuid[]) with ordinality as given (id, place) where given.place = asset_number + 1`,
        [part.assetIds],
      )
      return part
    },
    async complete() {
      if (part === undefined) return
      attaching = attachPart(other, part)
      await attaching
    },
    async withdraw() {
      await attaching?.catch(() => undefined)
      part = undefined
      await withdraw(one, tokenId)
    },
    close() {
      // What is cut short, the tidy-up does.
      const finished =
        attaching?.then(async () => finishAttachedParts(other)).catch(() => undefined) ?? Promise.resolve()
      void finished.then(async () => other.end()).catch(() => undefined)
    },
  }
}

async function withdraw(client: pg.Client, tokenId: string): Promise<void> {
  await client.query(withdrawAhead, [tokenId])
  const { rowCount } = await client.query('delete from ahead_assets where token_id = $1', [tokenId])
  if (rowCount !== null && rowCount > 0) await dropGivenUpParts(client)
}

const withdrawAhead = `
  delete from associations where asset_id = any (array(
    select ahead.id from ahead_assets ahead
    where ahead.token_id = $1 and not exists (select 1 from assets a where a.id = ahead.id)))`

/** Makes what was written ahead part of the token, whose assets are there by now. */
export async function adoptAhead(client: pg.Client, tokenId: string): Promise<void> {
  // An asset that a notification told of in the meantime has an id of its own.
  const { rows } = await client.query(findOtherIds, [tokenId])
  if (rows.length > 0) {
    await client.query(moveToRealAsset, [tokenId])
    await client.query(withdrawAhead, [tokenId])
  }
  await client.query('delete from ahead_assets where token_id = $1', [tokenId])
  await client.query(countForeign, [tokenId])
}

const findOtherIds = `
  select 1 from staged_assets s
  where not exists (select 1 from assets a where a.id = s.asset_id and a.token_id = $1) limit 1`

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
    select h.asset_id, count(*)::int as many from associations h
    where h.asset_id = any (array(select id from assets where token_id = $1)) and h.target_type = 'user' and not exists (
      select 1 from vpp_users v where v.token_id = $1 and v.client_user_id = h.target)
    group by h.asset_id) counted
  where assets.id = counted.asset_id`

/** Takes away what first syncs have left behind of tokens that are no longer here. */
export async function dropAheadOfGoneTokens(db: Db): Promise<void> {
  const gone = Prisma.sql`select ahead.id from ahead_assets ahead where not exists (
    select 1 from tokens t where t.id = ahead.token_id and t.deleted_at is null)`
  await db.$executeRaw(Prisma.sql`
    delete from associations where asset_id = any (array(${gone} and not exists (select 1 from assets a where a.id = ahead.id)))`)
  await db.$executeRaw(Prisma.sql`delete from ahead_assets where id in (${gone})`)
}
