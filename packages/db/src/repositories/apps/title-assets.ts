import type { Intent, LicenseType, PricingParam, ProductType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'

/** One line of an asset's assignment list, as the rules look at it. */
export type TitleAssignment = {
  id: string
  targetKind: 'group' | 'allUsers' | 'allDevices'
  groupId: string | null
  groupKind: 'user' | 'device' | null
  isExclusion: boolean
  intent: Intent | null
  licenseType: LicenseType | null
  position: number
}

/** What one token owns of a title, with its assignment list. */
export type TitleAsset = {
  id: string
  tokenId: string
  name: string
  pricingParam: PricingParam
  productType: ProductType
  deviceAssignable: boolean
  revocable: boolean
  assignments: TitleAssignment[]
}

/** Every asset of a title in tokens that are here, in one order, with their assignments as this transaction sees them. */
export async function readTitle(db: Db, adamId: string): Promise<TitleAsset[]> {
  return db.$queryRaw<TitleAsset[]>(Prisma.sql`
    select a.id, a.token_id as "tokenId", a.name, a.pricing_param as "pricingParam", a.product_type as "productType",
      a.device_assignable as "deviceAssignable", a.revocable, coalesce(listed.lines, '[]'::json) as assignments
    from assets a
    left join lateral (
      select json_agg(json_build_object('id', s.id, 'targetKind', s.target_kind, 'groupId', s.group_id, 'groupKind', g.kind,
        'isExclusion', s.is_exclusion, 'intent', s.intent, 'licenseType', s.license_type, 'position', s.position)
        order by s.position, s.id) as lines
      from assignments s left join groups g on g.id = s.group_id where s.asset_id = a.id) listed on true
    where a.adam_id = ${adamId} and ${isOfLiveToken('a.token_id')}
    order by a.id`)
}

/** Holds the assets of a title until the transaction ends, so that changes of their lists and their orders take turns. */
export async function lockTitle(db: Db, adamId: string): Promise<void> {
  await db.$queryRaw(Prisma.sql`select id from assets where adam_id = ${adamId} order by id for no key update`)
}

/** Books belong to people (P16). */
export const isBook = ({ productType }: Pick<TitleAsset, 'productType'>): boolean => productType === 'Book'
