import type { LicenseType, ProductType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, iconVersion, isOfLiveToken, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import { reasonOf, standingOf, type LicenseStanding } from './license-standing.ts'
import { placesInLine } from '../orders/places-in-line.ts'

/** Where a device or a person stands with one app or book. */
export type LicensedAppRow = {
  appId: string
  name: string
  productType: ProductType
  iconVersion: string | null
  tokenName: string
  licenseType: LicenseType
  standing: LicenseStanding
  place: number | null
  reason: string | null
  since: Date
}

/** The apps that a device holds a license of, waits for, or is to lose, and those of its primary user, which work on it too. */
export async function listDeviceApps(
  db: Db,
  request: ListRequest & { device: { id: string; serialNumber: string | null; personId: string | null } },
): Promise<ListPage<LicensedAppRow>> {
  const { device } = request
  return listLicensedApps(db, {
    ...request,
    held: Prisma.sql`
      select h.asset_id, h.target_type, h.first_seen_at from associations h
      where h.target = ${device.serialNumber} and h.target_type = 'device'
      union all ${heldByPerson(device.personId)}`,
    latest: Prisma.sql`(${latestOf(Prisma.sql`o.device_id = ${device.id}::uuid and o.target_type = 'device'`)})
      union all (${latestOf(ofPerson(device.personId))})`,
    // A book is read by a person, on whatever device.
    where: Prisma.sql`a.product_type = 'App'`,
  })
}

/** The apps and books that a person holds a user license of, waits for, or is to lose. */
export async function listPersonApps(
  db: Db,
  request: ListRequest & { personId: string },
): Promise<ListPage<LicensedAppRow>> {
  const { personId } = request
  return listLicensedApps(db, { ...request, held: heldByPerson(personId), latest: latestOf(ofPerson(personId)) })
}

/** As whatever VPP user; a person who was made anew at Apple may hold a book twice. */
const heldByPerson = (personId: string | null) => Prisma.sql`
  select h.asset_id, h.target_type, min(h.first_seen_at) as first_seen_at
  from vpp_users u join associations h on h.target = u.client_user_id and h.target_type = 'user'
  join assets of_token on of_token.id = h.asset_id and of_token.token_id = u.token_id
  where u.person_id = ${personId}::uuid group by h.asset_id, h.target_type`

const ofPerson = (personId: string | null) => Prisma.sql`o.person_id = ${personId}::uuid and o.target_type = 'user'`

const latestOf = (where: Prisma.Sql) => Prisma.sql`
  select distinct on (o.asset_id) o.* from license_orders o where ${where} order by o.asset_id, o.created_at desc, o.id desc`

/** The same app can stand there twice, as the device's own and as its user's. */
const keys: Record<string, SortKey> = {
  name: { expression: Prisma.sql`lower(a.name) || chr(1) || s.license_type`, type: 'text' },
}

async function listLicensedApps(
  db: Db,
  request: ListRequest & { held: Prisma.Sql; latest: Prisma.Sql; where?: Prisma.Sql },
): Promise<ListPage<LicensedAppRow>> {
  const paging = keyset(request, keys, Prisma.sql`a.id`)
  const where = allOf(
    Prisma.sql`s.standing is not null`,
    isOfLiveToken('a.token_id'),
    request.where,
    matches(request.search, [Prisma.sql`a.name`]),
  )
  const standings = Prisma.sql`
    with held as (${request.held}), latest as (${request.latest}),
    s as (
      select coalesce(h.asset_id, l.asset_id) as asset_id, coalesce(h.target_type, l.target_type) as license_type,
        h.first_seen_at, l.id as order_id, ${standingOf('l', 'h.asset_id is not null')} as standing
      from held h full join latest l on l.asset_id = h.asset_id and l.target_type = h.target_type)`
  const from = Prisma.sql`s join assets a on a.id = s.asset_id`
  const [rows, counts] = await Promise.all([
    db.$queryRaw<
      (Omit<LicensedAppRow, 'place'> & { id: string; orderId: string | null; sortKey: string })[]
    >(Prisma.sql`
      ${standings}
      select a.id, a.id as "appId", a.name, a.product_type as "productType", ${iconVersion('m')} as "iconVersion",
        t.display_name as "tokenName", s.license_type as "licenseType", s.standing, s.order_id as "orderId",
        case when s.standing <> 'held' then ${reasonOf('l')} end as reason,
        case when s.standing = 'held' then s.first_seen_at else coalesce(l.settled_at, l.queued_at) end as since,
        ${paging.key} as "sortKey"
      from ${from} join tokens t on t.id = a.token_id left join asset_metadata m on m.asset_id = a.id
        left join latest l on l.id = s.order_id
      where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(Prisma.sql`${standings} ${countOf(from, where)}`),
  ])
  const places = await placesInLine(
    db,
    rows.flatMap(({ orderId, standing }) => (standing === 'waiting' && orderId !== null ? [orderId] : [])),
  )
  const apps = rows.map((app) => ({ ...app, place: places.get(app.orderId ?? '') ?? null }))
  return paging.page(apps, countIn(counts))
}
