import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** For whom something is asked: a device, or a person for what is theirs whatever devices they have. */
export type Requester = { deviceId: string } | { personId: string }

const columnsOf = (requester: Requester) =>
  'deviceId' in requester
    ? { deviceId: requester.deviceId, personId: null }
    : { deviceId: null, personId: requester.personId }

/** Notes that somebody asked for an asset; false when they had before. */
export async function insertRequest(
  db: Db,
  request: { assetId: string; requester: Requester; now: Date },
): Promise<boolean> {
  const { deviceId, personId } = columnsOf(request.requester)
  const count = await db.$executeRaw(Prisma.sql`
    insert into app_requests (asset_id, device_id, person_id, requested_at)
    values (${request.assetId}::uuid, ${deviceId}::uuid, ${personId}::uuid, ${request.now}) on conflict do nothing`)
  return count > 0
}

/** Takes back what was asked for, of a title in all tokens; false when nothing was. */
export async function deleteRequests(db: Db, request: { adamId: string; requester: Requester }): Promise<boolean> {
  const { deviceId, personId } = columnsOf(request.requester)
  const count = await db.$executeRaw(Prisma.sql`
    delete from app_requests q using assets a
    where a.id = q.asset_id and a.adam_id = ${request.adamId}
      and (q.device_id = ${deviceId}::uuid or q.person_id = ${personId}::uuid)`)
  return count > 0
}

/** Whether the last working-out of this transaction found something of the asset's title due to this device or person. */
export async function isOffered(db: Db, requester: Requester): Promise<boolean> {
  const { deviceId, personId } = columnsOf(requester)
  const rows = await db.$queryRaw<{ found: number }[]>(Prisma.sql`
    select 1 as found from decided_subjects
    where kind = 'due' and intent <> 'uninstall' and not is_overruled
      and (device_id = ${deviceId}::uuid or device_id is null and person_id = ${personId}::uuid) limit 1`)
  return rows.length > 0
}

/** What the asset is called, and its title; absent when it is not here. */
export async function findTitleKey(db: Db, assetId: string): Promise<{ adamId: string; name: string } | undefined> {
  const asset = await db.asset.findFirst({
    where: { id: assetId, token: { deletedAt: null } },
    select: { adamId: true, name: true },
  })
  return asset ?? undefined
}
