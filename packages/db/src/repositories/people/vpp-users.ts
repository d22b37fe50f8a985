import type { VppUserStatus } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'
import { markSubjects } from '../assignments/reconcile-marks.ts'

/** A VPP user as Apple tells of it. */
export type AppleUserSeen = {
  clientUserId: string
  status: VppUserStatus
  inviteCode?: string | undefined
  idHash?: string | undefined
}

/**
 * The statement that makes our VPP users equal to what Apple told of them, for whoever has them in a table of their own: `source` has the
 * columns client_user_id, status, invite_code and id_hash; the other two are placeholders or expressions. It answers the rows that changed,
 * each with its `person_id`, `has_accepted` and `is_gone`. A clientUserId is never used twice, so a user only moves forward: what arrives late changes nothing back.
 * Users of others are not in our table and stay out of it (P11).
 */
export const applyUsersFrom = (source: string, tokenId: string, now: string): string => `
  with seen as (
    select distinct on (client_user_id) client_user_id, status, invite_code, id_hash from ${source}
    order by client_user_id, status in ('Registered', 'Associated') desc, status desc)
  update vpp_users v
  set status = seen.status,
    invite_code = case when seen.status = 'Registered' then coalesce(seen.invite_code, v.invite_code) end,
    id_hash = coalesce(seen.id_hash, v.id_hash),
    invited_at = case when seen.status = 'Registered' then coalesce(v.invited_at, ${now}) else v.invited_at end,
    wanted = case when seen.status in ('Retired', 'Deleted') and v.batch_id is null then null else v.wanted end,
    error_number = case when v.status is distinct from seen.status then null else v.error_number end,
    reason = case when v.status is distinct from seen.status then null else v.reason end
  from seen
  where v.token_id = ${tokenId} and v.client_user_id = seen.client_user_id
    and (v.status is null or seen.status > v.status or seen.status = v.status and (
      seen.id_hash is distinct from v.id_hash and seen.id_hash is not null
      or seen.status = 'Registered' and seen.invite_code is distinct from v.invite_code and seen.invite_code is not null))
  returning v.id, v.person_id, new.status = 'Associated' and old.status is distinct from 'Associated' as has_accepted,
    new.status in ('Retired', 'Deleted') as is_gone`

/**
 * The statement that retires ours whom a whole walk of Apple's active users did not show. One that a request is under way for is left
 * alone: the walk may have passed before Apple made it.
 */
export const retireMissingFrom = (source: string, tokenId: string): string => `
  update vpp_users v set status = 'Retired', wanted = null, invite_code = null
  where v.token_id = ${tokenId} and v.status in ('Registered', 'Associated') and v.batch_id is null
    and not exists (select 1 from ${source} seen where seen.client_user_id = v.client_user_id)
  returning v.person_id`

/**
 * Stores what Apple told of some users, ours among them. Answers how many changed, and how many have accepted their invitation. Whoever was
 * retired there and is still here is marked: they may be due a license under a new name.
 */
export async function applyAppleUsers(
  db: Db,
  tokenId: string,
  users: readonly AppleUserSeen[],
  now: Date,
): Promise<{ changed: number; accepted: number }> {
  if (users.length === 0) return { changed: 0, accepted: 0 }
  const source = `json_to_recordset($1::json) as given ("client_user_id" text, status vpp_user_status, invite_code text, id_hash text)`
  const rows = JSON.stringify(
    users.map(({ clientUserId, status, inviteCode, idHash }) => ({
      client_user_id: clientUserId,
      status,
      invite_code: inviteCode,
      id_hash: idHash,
    })),
  )
  const changed = await db.$queryRawUnsafe<{ person_id: string | null; has_accepted: boolean; is_gone: boolean }[]>(
    applyUsersFrom(source, '$2::uuid', '$3::timestamptz'),
    rows,
    tokenId,
    now,
  )
  await markSubjects(db, { personIds: changed.flatMap((row) => (row.is_gone ? (row.person_id ?? []) : [])) })
  return { changed: changed.length, accepted: changed.filter((row) => row.has_accepted).length }
}

const isActiveRow = Prisma.sql`status is null or status in ('Registered', 'Associated')`

/** Apple refused to create it, and has not been asked again since. */
export const isRefusedUser = (user: string): Prisma.Sql =>
  Prisma.raw(
    `(${user}.status is null and ${user}.wanted is null and ${user}.batch_id is null and ${user}.reason is not null)`,
  )

/** Makes a VPP user for each of these people who has none with this token, to be created at Apple; returns how many are new. */
export async function insertVppUsers(db: Db, tokenId: string, personIds: string[]): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    insert into vpp_users (token_id, person_id, client_user_id, wanted)
    select ${tokenId}::uuid, p.id, gen_random_uuid()::text, 'create'
    from people p where p.id = any(${personIds}::uuid[]) and p.removed_at is null
    order by p.id
    on conflict (token_id, person_id) where ${isActiveRow} do nothing`)
}

/** Has those tried once more whom Apple refused to create; returns how many. */
export async function retryVppUsers(db: Db, tokenId: string, personIds: string[]): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    update vpp_users set wanted = 'create', attempts = 0, retry_at = null, error_number = null, reason = null
    where token_id = ${tokenId}::uuid and person_id = any(${personIds}::uuid[])
      and status is null and wanted is null and batch_id is null`)
}

/**
 * Notes what a change of a person means at Apple, and answers with which tokens there is something to do. Users that a request is under way
 * for are looked at again when it is settled.
 */
export async function planPerson(db: Db, personId: string): Promise<string[]> {
  await db.$executeRaw(Prisma.sql`
    delete from vpp_users v using people p
    where p.id = ${personId}::uuid and p.removed_at is not null
      and v.person_id = p.id and v.status is null and v.batch_id is null`)
  const rows = await db.$queryRaw<{ tokenId: string }[]>(Prisma.sql`
    with planned as (
      select v.id,
        ${nextWish({ isAskedAgain: Prisma.sql`v.wanted = 'update'`, isRefused: Prisma.sql`v.wanted is null` })} as wish
      from vpp_users v join people p on p.id = v.person_id
      where p.id = ${personId}::uuid and v.batch_id is null and ${isOfLiveToken('v.token_id')})
    update vpp_users v set wanted = planned.wish, attempts = 0, retry_at = null, error_number = null, reason = null
    from planned where v.id = planned.id and v.wanted is distinct from planned.wish
    returning v.token_id as "tokenId"`)
  return [...new Set(rows.map((row) => row.tokenId))]
}

const differs = Prisma.raw(`(v.email is distinct from p.email
  or p.managed_apple_id is not null and v.managed_apple_id is distinct from p.managed_apple_id)`)

/**
 * What is to be done at Apple next for the VPP user `v` of the person `p`: nothing, when Apple was given what we have. A user whom Apple
 * refused to create waits until the person is changed.
 */
export const nextWish = (standing: { isAskedAgain: Prisma.Sql; isRefused: Prisma.Sql }): Prisma.Sql => Prisma.sql`
  (case
    when v.status in ('Retired', 'Deleted') then null
    when p.id is null or p.removed_at is not null then case when v.status is not null then 'retire' end
    when v.status is null then case when ${differs} or not (${standing.isRefused}) then 'create' end
    when ${differs} or ${standing.isAskedAgain} then 'update'
  end)::user_batch_kind`

export type InvitationRow = {
  id: string
  tokenId: string
  tokenName: string
  status: VppUserStatus | null
  invitedAt: Date | null
}

/** How a person stands with each token by which they are, or are to be, known at Apple. */
export async function listInvitations(db: Db, personId: string): Promise<InvitationRow[]> {
  return db.$queryRaw<InvitationRow[]>(Prisma.sql`
    select v.id, v.token_id as "tokenId", t.display_name as "tokenName", v.status, v.invited_at as "invitedAt"
    from vpp_users v join tokens t on t.id = v.token_id
    where v.person_id = ${personId}::uuid and t.deleted_at is null and (v.status is null or v.status in ('Registered', 'Associated'))
    order by lower(t.display_name), v.id`)
}

/** Records that invitations were sent again. */
export async function noteInvited(db: Db, ids: string[], now: Date): Promise<void> {
  await db.vppUser.updateMany({ where: { id: { in: ids } }, data: { invitedAt: now } })
}
