import type { InvitationState, TokenState, UserBatchKind, VppUserStatus } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { allOf, countIn, countOf, isOfLiveToken, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

/** A person at Apple through one token, with everything that is said about it on screen. */
export type VppUserRow = {
  id: string
  personId: string
  tokenId: string
  tokenName: string
  tokenState: TokenState
  tokenReason: string | null
  clientUserId: string
  status: VppUserStatus | null
  invitation: InvitationState
  wanted: UserBatchKind | null
  inviteCode: string | null
  invitedAt: Date | null
  reason: string | null
  retryAt: Date | null
  /** Another person who uses the same Apple Account (P27). */
  sharedWith: string | null
  /** A device of the person on which another Apple Account is signed in to the store (P27). */
  otherAccountOn: string | null
  /** A device of the person on which the store is blocked, so that nothing can be accepted there (P28). */
  storeBlockedOn: string | null
  licenseCount: number
}

export type PersonSummary = {
  id: string
  displayName: string
  email: string
  managedAppleId: string | null
  deviceCount: number
  createdAt: Date
  removedAt: Date | null
  vppUsers: VppUserRow[]
}

/** How an invitation stands. */
const invitationOf = (user: string) =>
  Prisma.raw(`case
    when ${user}.status in ('Retired', 'Deleted') or ${user}.wanted = 'retire' then 'retired'
    when ${user}.status = 'Associated' then 'accepted'
    when ${user}.status = 'Registered' then 'invited'
    when ${user}.wanted is not null or ${user}.batch_id is not null then 'registering'
    else 'failed' end`)

const keys: Record<string, SortKey> = {
  displayName: { expression: Prisma.sql`lower(p.display_name)`, type: 'text' },
  email: { expression: Prisma.sql`p.email`, type: 'text' },
}

const columns = Prisma.sql`
  p.id, p.display_name as "displayName", p.email, p.managed_apple_id as "managedAppleId",
  p.created_at as "createdAt", p.removed_at as "removedAt",
  (select count(*)::int from devices d where d.person_id = p.id) as "deviceCount"`

export type PeopleRequest = ListRequest & {
  invitation?: InvitationState | undefined
  tokenId?: string | undefined
  isRemoved?: boolean | undefined
}

/** People; search finds parts of the name, of the e-mail address and of the Managed Apple Account. */
export async function listPeople(db: Db, request: PeopleRequest): Promise<ListPage<PersonSummary>> {
  const { invitation, tokenId } = request
  const paging = keyset(request, keys, Prisma.sql`p.id`)
  const where = allOf(
    request.isRemoved === true ? Prisma.sql`p.removed_at is not null` : Prisma.sql`p.removed_at is null`,
    invitation === undefined && tokenId === undefined
      ? undefined
      : Prisma.sql`p.id in (select v.person_id from vpp_users v where v.person_id is not null and ${allOf(
          isOfLiveToken('v.token_id'),
          tokenId === undefined ? undefined : Prisma.sql`v.token_id = ${tokenId}::uuid`,
          invitation === undefined ? undefined : Prisma.sql`${invitationOf('v')} = ${invitation}`,
        )})`,
    matches(request.search, [Prisma.sql`p.display_name`, Prisma.sql`p.email`, Prisma.sql`p.managed_apple_id`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(Omit<PersonSummary, 'vppUsers'> & { sortKey: string })[]>(Prisma.sql`
      with p as materialized (
        select p.* from people p where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${columns}, ${paging.key} as "sortKey" from p order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`people p`, where)),
  ])
  const page = paging.page(rows, countIn(counts))
  const vppUsers = await listVppUsers(
    db,
    page.items.map(({ id }) => id),
  )
  return { ...page, items: page.items.map((person) => ({ ...person, vppUsers: vppUsers.get(person.id) ?? [] })) }
}

/** One person, with how they stand at Apple. */
export async function findPerson(db: Db, id: string): Promise<PersonSummary | undefined> {
  const [person] = await db.$queryRaw<Omit<PersonSummary, 'vppUsers'>[]>(Prisma.sql`
    select ${columns} from people p where p.id = ${id}::uuid`)
  if (person === undefined) return undefined
  return { ...person, vppUsers: (await listVppUsers(db, [id])).get(id) ?? [] }
}

/** How some people stand at Apple, with every token; of those who were retired the latest. */
async function listVppUsers(db: Db, personIds: string[]): Promise<Map<string, VppUserRow[]>> {
  const rows = await db.$queryRaw<VppUserRow[]>(Prisma.sql`
    with v as (
      select distinct on (v.person_id, v.token_id) v.* from vpp_users v
      where v.person_id = any(${personIds}::uuid[]) and ${isOfLiveToken('v.token_id')}
      order by v.person_id, v.token_id, v.status in ('Retired', 'Deleted') nulls first, v.created_at desc, v.id desc)
    select v.id, v.person_id as "personId", v.token_id as "tokenId", t.display_name as "tokenName", t.state as "tokenState",
      t.state_reason as "tokenReason", v.client_user_id as "clientUserId", v.status, ${invitationOf('v')} as invitation,
      v.wanted, v.invite_code as "inviteCode", v.invited_at as "invitedAt", v.reason, v.retry_at as "retryAt",
      case when v.status in ('Registered', 'Associated') then (
        select min(other.display_name) from vpp_users o join people other on other.id = o.person_id
        where o.id_hash = v.id_hash and o.status in ('Registered', 'Associated') and o.person_id <> v.person_id
          and ${isOfLiveToken('o.token_id')}) end
        as "sharedWith",
      case when v.status = 'Associated' then (
        select min(d.name) from devices d where d.person_id = v.person_id and d.store_account_hash <> v.id_hash) end
        as "otherAccountOn",
      case when v.status = 'Registered' then (
        select min(d.name) from devices d where d.person_id = v.person_id and d.is_store_blocked) end as "storeBlockedOn",
      (select count(*)::int from associations held join assets a on a.id = held.asset_id
        where held.target = v.client_user_id and held.target_type = 'user' and a.token_id = v.token_id) as "licenseCount"
    from v join tokens t on t.id = v.token_id
    order by lower(t.display_name), t.id`)
  return Map.groupBy(rows, (row) => row.personId)
}
