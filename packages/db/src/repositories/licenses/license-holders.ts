import { Prisma } from '../../generated/prisma/client.ts'

/** Who holds or awaits a license: a device or a person of this console, a VPP user of another system (P11), a serial number that nobody knows. */
export type LicenseHolder = 'device' | 'person' | 'foreign' | 'unknown'

const never = Prisma.sql`false`

/** A VPP user that this console made, of the token that owns the asset. */
export const isOurs = (assetId: Prisma.Sql, target: Prisma.Sql): Prisma.Sql => Prisma.sql`exists (
  select 1 from assets owned join vpp_users ours on ours.token_id = owned.token_id
  where owned.id = ${assetId} and ours.client_user_id = ${target})`

/** Keeps the orders `o` (with their device `d`, if there is one) of such holders. */
export function ordersOf(holder: LicenseHolder | undefined): Prisma.Sql | undefined {
  const ours = isOurs(Prisma.sql`o.asset_id`, Prisma.sql`o.target`)
  const conditions = {
    device: Prisma.sql`o.target_type = 'device' and d.id is not null`,
    unknown: Prisma.sql`o.target_type = 'device' and d.id is null`,
    person: Prisma.sql`o.target_type = 'user' and ${ours}`,
    foreign: Prisma.sql`o.target_type = 'user' and not ${ours}`,
  }
  return holder && conditions[holder]
}

/** Keeps all held licenses that devices have, or none of them. */
export const heldByDevicesOf = (holder: LicenseHolder | undefined): Prisma.Sql | undefined =>
  holder === undefined || holder === 'device' ? undefined : never

/** Keeps all held licenses that people have, or none of them. */
export const heldByPeopleOf = (holder: LicenseHolder | undefined): Prisma.Sql | undefined =>
  holder === undefined || holder === 'person' ? undefined : never

/** Keeps the associations `a` whose holder has no name here. */
export function namelessOf(holder: LicenseHolder | undefined): Prisma.Sql | undefined {
  const ours = isOurs(Prisma.sql`a.asset_id`, Prisma.sql`a.target`)
  const conditions = {
    device: never,
    person: Prisma.sql`a.target_type = 'user' and ${ours}`,
    foreign: Prisma.sql`a.target_type = 'user' and not ${ours}`,
    unknown: Prisma.sql`a.target_type = 'device'`,
  }
  return holder && conditions[holder]
}
