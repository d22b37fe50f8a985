import type {
  AppFacts,
  AppleUserFacts,
  AssignmentFacts,
  CommandFacts,
  DeviceFacts,
  ExplainFacts,
  InstallFacts,
  PersonFacts,
  SiblingFacts,
  TokenFacts,
} from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { iconVersion, isOfLiveToken, isPromised } from '../conditions.ts'
import { findLicenses, type LicenseRecord } from './explain-licenses.ts'
import { joinOwner } from '../assignments/reached-subjects.ts'

export type ExplainSubject = { deviceId: string } | { personId: string }

/** The facts as the database knows them: Apple's error numbers without their words, and what names the answer. */
export type ExplainRecord = Omit<ExplainFacts, 'now' | 'deviceLicense' | 'userLicense'> & {
  deviceLicense: LicenseRecord | null
  userLicense: LicenseRecord | null
  tokenId: string
  iconVersion: string | null
}

/**
 * Everything that decides whether one device or person has one app or book of one token (P36), in two rounds of a few queries whose cost
 * does not grow with the fleet. Absent when the one or the other is not there.
 */
export async function findExplainRecord(
  db: Db,
  subject: ExplainSubject,
  assetId: string,
): Promise<ExplainRecord | undefined> {
  const [who, asset] = await Promise.all([findSubject(db, subject), findAsset(db, assetId)])
  if (who === undefined || asset === undefined) return undefined
  const { adamId, productType, ...app } = asset
  const of: Of = {
    assetId,
    tokenId: asset.tokenId,
    deviceId: who.device?.id ?? null,
    serialNumber: who.device?.serialNumber ?? null,
    personId: who.person?.id ?? null,
    adamId,
    productType,
  }
  const [lists, siblings, apple, requestedAt, installed] = await Promise.all([
    listAssignments(db, of),
    listSiblings(db, of),
    findApple(db, of),
    findRequest(db, of),
    findInstall(db, of),
  ])
  const { token, iconVersion: icon, tokenId, ...counts } = app
  const { waitingCount, ...atApple } = apple
  return {
    app: { ...counts, productType, waitingCount },
    token,
    tokenId,
    iconVersion: icon,
    ...who,
    assignments: (lists.get(assetId) ?? []).map(({ assetId: _assetId, ...assignment }) => assignment),
    siblings: siblings.map((sibling) => ({
      ...sibling,
      reaching: (lists.get(sibling.appId) ?? [])
        .filter(({ reaches }) => reaches !== null)
        .map(({ id, isExclusion, intent, licenseType, position }) => ({
          id,
          isExclusion,
          intent,
          licenseType,
          position,
        })),
    })),
    requestedAt,
    ...atApple,
    ...installed,
  }
}

type Of = {
  assetId: string
  tokenId: string
  adamId: string
  productType: AppFacts['productType']
  deviceId: string | null
  serialNumber: string | null
  personId: string | null
}

// ── Who and what ────────────────────────────────────────────────────────────────────────────────────────────────────

async function findSubject(
  db: Db,
  subject: ExplainSubject,
): Promise<Pick<ExplainRecord, 'device' | 'person'> | undefined> {
  if ('personId' in subject) {
    const person = await findPersonFacts(db, subject.personId)
    return person && { device: null, person }
  }
  const [row] = await db.$queryRaw<(DeviceFacts & { personId: string | null })[]>(Prisma.sql`
    select d.id, d.name, d.serial_number as "serialNumber", d.os_version as "osVersion", d.ownership,
      d.is_supervised as "isSupervised", d.is_kiosk as "isKiosk", d.is_shared as "isShared",
      d.enrollment_state as "enrollmentState", d.is_store_blocked as "isStoreBlocked",
      d.store_account_hash as "storeAccountHash", d.last_seen_at as "lastSeenAt", owner.id as "personId",
      case when owner.id is not null then (
        select count(*)::int from devices o
        where o.person_id = d.person_id and not o.is_shared and not o.is_kiosk and o.enrollment_state <> 'unenrolled'
           and (o.created_at, o.id) <= (d.created_at, d.id))
        end as "placeAmongDevices"
    from devices d ${joinOwner} where d.id = ${subject.deviceId}::uuid`)
  if (row === undefined) return undefined
  const { personId, ...device } = row
  return { device, person: personId === null ? null : ((await findPersonFacts(db, personId)) ?? null) }
}

async function findPersonFacts(db: Db, id: string): Promise<PersonFacts | undefined> {
  const [person] = await db.$queryRaw<PersonFacts[]>(Prisma.sql`
    select p.id, p.display_name as "displayName", p.email, p.managed_apple_id as "managedAppleId",
      p.removed_at as "removedAt", (
        select count(*)::int from devices d
        where d.person_id = p.id and not d.is_shared and d.enrollment_state <> 'unenrolled') as "deviceCount"
    from people p where p.id = ${id}::uuid`)
  return person
}

type AssetRow = Omit<AppFacts, 'waitingCount'> & {
  adamId: string
  tokenId: string
  iconVersion: string | null
  token: TokenFacts
}

async function findAsset(db: Db, id: string): Promise<AssetRow | undefined> {
  type Row = Omit<AssetRow, 'token'> & Omit<TokenFacts, 'name'> & { tokenName: string }
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select a.id, a.name, a.adam_id as "adamId", a.product_type as "productType", a.device_assignable as "deviceAssignable",
      a.vanished_at as "vanishedAt", m.minimum_os_version as "minimumOsVersion", a.total_count as "totalCount",
      a.available_count as "availableCount", a.counts_read_at as "countsReadAt", ${iconVersion('m')} as "iconVersion",
      (select count(*)::int from license_orders o where o.asset_id = a.id and ${isPromised('o')}) as "promisedCount",
      t.id as "tokenId", t.display_name as "tokenName", t.state, t.state_reason as "stateReason",
      t.state_changed_at as "stateChangedAt", t.paused_at as "pausedAt"
    from assets a join tokens t on t.id = a.token_id left join asset_metadata m on m.asset_id = a.id
    where a.id = ${id}::uuid and t.deleted_at is null`)
  if (row === undefined) return undefined
  const { tokenName: name, state, stateReason, stateChangedAt, pausedAt, ...asset } = row
  return { ...asset, token: { name, state, stateReason, stateChangedAt, pausedAt } }
}

// ── What is assigned ────────────────────────────────────────────────────────────────────────────────────────────────

type AssignmentRecord = AssignmentFacts & { assetId: string }

const sameTitle = (alias: string, { adamId, productType }: Of) => Prisma.sql`
  ${Prisma.raw(alias)}.adam_id = ${adamId} and ${Prisma.raw(alias)}.product_type = ${productType}::product_type
  and ${isOfLiveToken(`${alias}.token_id`)}`

/** The whole lists of the title, of every token, each line with whether and how it reaches who is asked about. */
async function listAssignments(db: Db, of: Of): Promise<Map<string, AssignmentRecord[]>> {
  const rows = await db.$queryRaw<AssignmentRecord[]>(Prisma.sql`
    select s.asset_id as "assetId", s.id, s.is_exclusion as "isExclusion", s.intent, s.license_type as "licenseType", s.position,
      s.target_kind as "targetKind", g.display_name as "groupName", g.kind as "groupKind",
      case
        when s.target_kind = 'allDevices' and ${of.deviceId}::uuid is not null then 'device'
        when dm.device_id is not null then 'device'
        when s.target_kind = 'allUsers' and p.id is not null then 'person'
        when um.person_id is not null and p.id is not null then 'person' end as reaches
    from assignments s
    join assets a on a.id = s.asset_id
    left join groups g on g.id = s.group_id
    left join device_group_members dm on dm.group_id = s.group_id and dm.device_id = ${of.deviceId}::uuid
    left join user_group_members um on um.group_id = s.group_id and um.person_id = ${of.personId}::uuid
    left join people p on p.id = ${of.personId}::uuid and p.removed_at is null
    where ${sameTitle('a', of)}
    order by s.asset_id, s.position, s.id`)
  return Map.groupBy(rows, ({ assetId }) => assetId)
}

/** The same title in other tokens, and how the device or its person stands with it there. */
async function listSiblings(db: Db, of: Of): Promise<Omit<SiblingFacts, 'reaching'>[]> {
  const targets = Prisma.sql`(
    select 'device'::license_type as target_type, ${of.serialNumber}::text as target
    union all select 'user', v.client_user_id from vpp_users v
    where v.token_id = a.token_id and v.person_id = ${of.personId}::uuid)`
  return db.$queryRaw<Omit<SiblingFacts, 'reaching'>[]>(Prisma.sql`
    select a.id as "appId", t.display_name as "tokenName",
      greatest(a.available_count - (
        select count(*)::int from license_orders o where o.asset_id = a.id and ${isPromised('o')}), 0) as "availableCount",
      case
        when exists (select 1 from ${targets} w join associations h
          on h.asset_id = a.id and h.target_type = w.target_type and h.target = w.target) then 'held'
        else coalesce((
          select case when o.state in ('reserved', 'sent', 'unknown') then 'promised' else o.state::text end
          from ${targets} w join license_orders o
            on o.asset_id = a.id and o.target_type = w.target_type and o.target = w.target
          where o.kind = 'associate' and o.settled_at is null
          order by o.state in ('reserved', 'sent', 'unknown') desc limit 1), 'none') end as standing
    from assets a join tokens t on t.id = a.token_id
    where ${sameTitle('a', of)} and a.id <> ${of.assetId}::uuid
    order by lower(t.display_name), a.id`)
}

/** For this device or person, by whichever token it was asked. */
async function findRequest(db: Db, of: Of): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ requestedAt: Date | null }[]>(Prisma.sql`
    select min(r.requested_at) as "requestedAt" from app_requests r join assets a on a.id = r.asset_id
    where ${sameTitle('a', of)} and (r.device_id = ${of.deviceId}::uuid or r.person_id = ${of.personId}::uuid)`)
  return row?.requestedAt ?? null
}

// ── At Apple and on the device ──────────────────────────────────────────────────────────────────────────────────────

/** The person at Apple with this token, the licenses of both kinds, and how long the line is. */
async function findApple(
  db: Db,
  of: Of,
): Promise<Pick<ExplainRecord, 'appleUser' | 'deviceLicense' | 'userLicense'> & { waitingCount: number }> {
  const [user] = await db.$queryRaw<AppleUserFacts[]>(Prisma.sql`
    select v.client_user_id as "clientUserId", v.status, v.wanted, v.reason, v.id_hash as "idHash",
      v.created_at as "createdAt", v.invited_at as "invitedAt",
      coalesce((
        select json_agg(json_build_object('id', other.id, 'displayName', other.display_name) order by other.display_name)
        from people other
        where v.status = 'Associated' and other.id <> v.person_id and other.id in (
          select o.person_id from vpp_users o
          where o.id_hash = v.id_hash and o.status in ('Registered', 'Associated') and ${isOfLiveToken('o.token_id')})),
        '[]') as "sharedWith"
    from vpp_users v
    where v.token_id = ${of.tokenId}::uuid and v.person_id = ${of.personId}::uuid
    order by v.status in ('Retired', 'Deleted') nulls first, v.created_at desc, v.id desc limit 1`)
  const targets = [
    ...(of.serialNumber === null ? [] : [{ licenseType: 'device' as const, target: of.serialNumber }]),
    ...(user === undefined ? [] : [{ licenseType: 'user' as const, target: user.clientUserId }]),
  ]
  const { byType, waitingCount } = await findLicenses(db, of.assetId, targets)
  return {
    appleUser: user ?? null,
    deviceLicense: byType.get('device') ?? null,
    userLicense: byType.get('user') ?? null,
    waitingCount,
  }
}

async function findInstall(db: Db, of: Of): Promise<Pick<ExplainRecord, 'install' | 'command'>> {
  if (of.deviceId === null) return { install: null, command: null }
  const ofBoth = Prisma.sql`device_id = ${of.deviceId}::uuid and asset_id = ${of.assetId}::uuid`
  const [[install], [command]] = await Promise.all([
    db.$queryRaw<InstallFacts[]>(Prisma.sql`
      select intent, state, reason, changed_at as "changedAt" from installs where ${ofBoth}`),
    db.$queryRaw<CommandFacts[]>(Prisma.sql`
      select request_type as "requestType", state, due_at as "dueAt", sent_at as "sentAt", answered_at as "answeredAt",
        coalesce(answer #>> '{ErrorChain,0,USEnglishDescription}', answer #>> '{ErrorChain,0,LocalizedDescription}',
          answer ->> 'RejectionReason') as answer
      from commands where ${ofBoth} order by created_at desc, id desc limit 1`),
  ])
  return { install: install ?? null, command: command ?? null }
}
