import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LicenseType, PricingParam, ProductType, VppUserStatus } from '@pomona/domain'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '../client.ts'
import { AheadConflict, beginAheadWriting, isUniqueViolation, writesAhead } from './sync-ahead.ts'
import { mergeStaged, type MergeRequest, type MergeResult } from './sync-merge.ts'

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
export type StagedUser = {
  clientUserId: string
  status: VppUserStatus
  inviteCode: string | undefined
  idHash: string | undefined
}

/**
 * A connection of its own with temporary tables, into which a walk is written before one merge makes it true. When the
 * program dies the tables vanish with the connection, and nothing has changed.
 */
export type StagingArea = {
  /** Empties the tables, for a walk that starts anew. */
  clear(): Promise<void>
  /** Writes assets and returns the number of each, by which associations refer to them. */
  addAssets(assets: StagedAsset[]): Promise<number[]>
  /** Takes users or associations in. They are written many at a time, while the caller goes on. */
  addUsers(users: readonly StagedUser[]): Promise<void>
  addAssociations(associations: readonly StagedAssociation[]): Promise<void>
  /** Makes the tables of this token equal to what was staged, and notes in the run what was different, in one transaction. */
  merge(request: Omit<MergeRequest, 'tokenId' | 'aheadCount'>): Promise<MergeResult>
  close(): Promise<void>
}

export async function openStagingArea(database: Database, tokenId: string): Promise<StagingArea> {
  const client = await connect(database)
  await client.query(noWaitForDisk)
  await client.query(createTables)
  let ahead = await beginAheadWriting(client, tokenId)
  // Writing into tables with indexes takes longer than reading Apple; two do it at the same time.
  const helper = ahead && (await connect(database))
  await helper?.query(`${noWaitForDisk}; ${writesAhead}`)
  let hasConflict = false
  let assetIds: string[] = []
  let associationCount = 0
  const users = copyInto(() => ({ clients: [client], table: 'staged_users' }))
  const associations = copyInto(() =>
    ahead === undefined || helper === undefined
      ? { clients: [client], table: 'staged_associations' }
      : { clients: [client, helper], table: 'associations (asset_id, target_type, target)' },
  )
  const noticeConflict = async (work: Promise<void>): Promise<void> => {
    try {
      await work
    } catch (error) {
      if (ahead === undefined || !isUniqueViolation(error)) throw error
      hasConflict = true
      throw new AheadConflict(error)
    }
  }
  const withdraw = async () => {
    await Promise.allSettled([users.forget(), associations.forget()])
    await ahead?.withdraw()
  }

  return {
    async clear() {
      await withdraw()
      if (hasConflict) ahead = undefined
      assetIds = []
      associationCount = 0
      await client.query('truncate staged_assets, staged_users, staged_associations')
    },
    async addAssets(assets) {
      const numbers = assets.map((_, index) => assetIds.length + index)
      const rows = assets.map((asset, index) => ({ ...asset, assetNumber: numbers[index] }))
      const staged = await client.query<{ id: string }>(insertAssets, [JSON.stringify(rows)])
      const ids = staged.rows.map(({ id }) => id)
      await ahead?.announce(ids)
      assetIds.push(...ids)
      return numbers
    },
    addUsers: (staged) =>
      users.add(
        staged.map(({ clientUserId, status, inviteCode, idHash }) =>
          [escapeForCopy(clientUserId), status, textOrNull(inviteCode), textOrNull(idHash)].join('\t'),
        ),
      ),
    addAssociations(staged) {
      associationCount += staged.length
      return noticeConflict(
        associations.add(
          staged.map(({ assetNumber, targetType, target }) => {
            const asset = ahead === undefined ? assetNumber : assetIds[assetNumber]
            return `${asset}\t${targetType}\t${escapeForCopy(target)}`
          }),
        ),
      )
    },
    async merge(request) {
      await users.flush()
      await noticeConflict(associations.flush())
      const aheadCount = ahead === undefined ? undefined : associationCount
      const merged = await mergeStaged(client, { ...request, tokenId, aheadCount })
      ahead = undefined
      return merged
    },
    async close() {
      // When the connection is gone, the next sync does it.
      await withdraw().catch(() => undefined)
      await Promise.all([client.end(), helper?.end()])
    },
  }
}

/** So many rows go to the database at once: few enough to hold, enough that the way there and back does not count. */
const rowsPerCopy = 10_000

/** The merge alone waits until it is safe on the disk, and with it all that was written before it. */
const noWaitForDisk = 'set synchronous_commit = off'

async function connect(database: Database): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url, keepAlive: true, application_name: 'pomona-sync' })
  // A lost connection fails the query that meets it; without a listener the event would end the program.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Collects lines for COPY. One batch is on its way on each connection while the next one is collected. */
function copyInto(target: () => { clients: pg.Client[]; table: string }) {
  let lines: string[] = []
  let turn = 0
  const onTheirWay = new Map<pg.Client, Promise<void>>()
  const arrived = async () => {
    const sent = [...onTheirWay.values()]
    onTheirWay.clear()
    // All of them, so that none is left on its way when one fails.
    const ends = await Promise.allSettled(sent)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
  const send = async (): Promise<void> => {
    const { clients, table } = target()
    const client = clients[turn++ % clients.length]
    const batch = lines
    lines = []
    if (batch.length === 0 || client === undefined) return
    await onTheirWay.get(client)
    const sent = pipeline(Readable.from([`${batch.join('\n')}\n`]), client.query(copyFrom(`copy ${table} from stdin`)))
    // Whoever waits for it next sees the failure; until then it must not end the program.
    sent.catch(() => undefined)
    onTheirWay.set(client, sent)
  }
  return {
    async add(added: string[]): Promise<void> {
      for (const line of added) lines.push(line)
      if (lines.length >= rowsPerCopy) await send()
    },
    async flush(): Promise<void> {
      await send()
      await arrived()
    },
    /** Drops what was not written, and waits until nothing is on its way. */
    async forget(): Promise<void> {
      lines = []
      await arrived()
    },
  }
}

/** The four letters that COPY's text form takes for something else. */
function escapeForCopy(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text
  const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
  return text.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}

const textOrNull = (text: string | undefined): string => (text === undefined ? '\\N' : escapeForCopy(text))

const createTables = `
  set temp_buffers = '32MB';
  create temporary table staged_assets (
    asset_number int, asset_id uuid default uuidv7(), adam_id text, pricing_param pricing_param, product_type product_type,
    total_count int, assigned_count int, available_count int, retired_count int,
    device_assignable boolean, revocable boolean, supported_platforms text[], read_at timestamptz);
  create temporary table staged_users (client_user_id text, status vpp_user_status, invite_code text, id_hash text);
  create temporary table staged_associations (asset_number int, target_type license_type, target text)`

const insertAssets = `
  insert into staged_assets (asset_number, adam_id, pricing_param, product_type, total_count, assigned_count, available_count,
    retired_count, device_assignable, revocable, supported_platforms, read_at)
  select "assetNumber", "adamId", "pricingParam", "productType", "totalCount", "assignedCount", "availableCount",
         "retiredCount", "deviceAssignable", revocable, array(select json_array_elements_text("supportedPlatforms")), "readAt"
  from json_to_recordset($1) as row (
    "assetNumber" int, "adamId" text, "pricingParam" pricing_param, "productType" product_type, "totalCount" int,
    "assignedCount" int, "availableCount" int, "retiredCount" int, "deviceAssignable" boolean, revocable boolean,
    "supportedPlatforms" json, "readAt" timestamptz)
  order by "assetNumber" returning asset_id as id`
