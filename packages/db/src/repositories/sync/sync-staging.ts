import type { LicenseType, PricingParam, ProductType, VppUserStatus } from '@pomona/domain'
import pg from 'pg'
import type { Database } from '../../client.ts'
import { escapeForCopy, openCopy, textOrNull } from './copy-lines.ts'
import { AheadConflict, beginAheadWriting, isUniqueViolation, type AheadPlace } from './sync-ahead.ts'
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
  merge(request: Omit<MergeRequest, 'tokenId' | 'ahead'>): Promise<MergeResult>
  close(): Promise<void>
}

export async function openStagingArea(database: Database, tokenId: string): Promise<StagingArea> {
  const [client, helper] = await Promise.all([connect(database), connect(database)])
  await client.query(createTables)
  let ahead = await beginAheadWriting({ one: client, other: helper }, tokenId)
  if (ahead === undefined) await helper.end()
  let place: Promise<AheadPlace> | undefined
  let hasConflict = false
  let assetCount = 0
  let assignedCount = 0
  let associationCount = 0
  const users = openCopy()
  const associations = openCopy()
  const noticeConflict = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
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
      if (hasConflict) {
        ahead?.close()
        ahead = undefined
      }
      place = undefined
      assetCount = 0
      assignedCount = 0
      associationCount = 0
      await client.query('truncate staged_assets, staged_users, staged_associations')
    },
    async addAssets(assets) {
      const rows = assets.map((asset, index) => ({ ...asset, assetNumber: assetCount + index }))
      assetCount += assets.length
      for (const asset of assets) assignedCount += asset.assignedCount
      await client.query(insertAssets, [JSON.stringify(rows)])
      return rows.map(({ assetNumber }) => assetNumber)
    },
    addUsers: (staged) =>
      users.add(
        { clients: [client], table: 'staged_users' },
        staged.map(({ clientUserId, status, inviteCode, idHash }) =>
          [escapeForCopy(clientUserId), status, textOrNull(inviteCode), textOrNull(idHash)].join('\t'),
        ),
      ),
    async addAssociations(staged) {
      if (staged.length === 0) return
      const written = await (place ??= ahead?.begin(assignedCount))
      associationCount += staged.length
      const to = written
        ? { clients: [client, helper], table: `${written.table} (asset_id, target_type, target)` }
        : { clients: [client], table: 'staged_associations' }
      const lines = staged.map(({ assetNumber, targetType, target }) => {
        const asset = written ? written.assetIds[assetNumber] : assetNumber
        return `${asset}\t${targetType}\t${escapeForCopy(target)}`
      })
      await noticeConflict(associations.add(to, lines))
    },
    async merge(request) {
      await users.flush()
      await noticeConflict(associations.flush())
      const isDone = ahead?.complete()
      // The merge waits for it, and sees its failure.
      isDone?.catch(() => undefined)
      const merging = mergeStaged(client, {
        ...request,
        tokenId,
        ahead: isDone && { count: associationCount, isDone },
      })
      const merged = await noticeConflict(merging)
      ahead?.close()
      ahead = undefined
      return merged
    },
    async close() {
      // When the connection is gone, the next sync does it.
      await withdraw().catch(() => undefined)
      ahead?.close()
      await client.end()
    },
  }
}

/** The merge alone waits until it is safe on the disk, and with it all that was written before it. */
const noWaitForDisk = 'set synchronous_commit = off'

async function connect(database: Database): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url, keepAlive: true, application_name: 'pomona-sync' })
  // A lost connection fails the query that meets it; without a listener the event would end the program.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(noWaitForDisk)
  return client
}

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
