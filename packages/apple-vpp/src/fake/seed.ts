import type { AccountType, PricingParam, ProductType } from '@pomona/domain'
import type { MdmInfo } from '../vpp-client.ts'
import type { CatalogItem } from './catalog-item.ts'
import type { UserRecord } from './user-list.ts'

/** One asset that a location owns at the start. What is left out follows from the kind of product. */
export type AssetSeed = {
  adamId: string
  name?: string | undefined
  /** Seen only with a token of a location that owns it. */
  isCustomApp?: boolean | undefined
  /** Countries whose store does not have it. */
  missingIn?: string[] | undefined
  pricingParam?: PricingParam | undefined
  productType?: ProductType | undefined
  totalCount: number
  retiredCount?: number | undefined
  deviceAssignable?: boolean | undefined
  revocable?: boolean | undefined
  supportedPlatforms?: string[] | undefined
  /** Who holds it already. */
  serialNumbers?: string[] | undefined
  clientUserIds?: string[] | undefined
}

/** Made-up contents of any size. */
export type GenerateSeed = { assets: number; users: number; associations: number }

export type LocationSeed = {
  locationName: string
  uId?: string | undefined
  orgName?: string | undefined
  countryISO2ACode?: string | undefined
  accountType?: AccountType | undefined
  /** When its token ends; a year from now unless said otherwise. */
  tokenExpiresAt?: Date | undefined
  /** The secret inside the token file; random unless said otherwise. */
  tokenSecret?: string | undefined
  mdmInfo?: MdmInfo | undefined
  assets?: AssetSeed[] | undefined
  /** Where the organization's Managed Apple Accounts are; anywhere but at another organization when left out. */
  managedDomains?: string[] | undefined
  users?: UserRecord[] | undefined
  generate?: GenerateSeed | undefined
}

/** All of an Apple at its start: what the stores sell, and who owns what. */
export type AppleSeed = { catalog: CatalogItem[]; locations: LocationSeed[] }

export const emptySeed: AppleSeed = { catalog: [], locations: [] }
