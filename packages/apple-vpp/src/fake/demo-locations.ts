import { unlimitedCount } from '@pomona/domain'
import { businessApps } from './demo-business.ts'
import { demoBooks, educationApps } from './demo-education.ts'
import type { AppleSeed, AssetSeed, LocationSeed } from './seed.ts'
import type { UserRecord } from './user-list.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The demo organization at Apple: a business and its neighbor, a group of schools, some forty apps and books between them. */
export function demoSeed(startedAt: Date): AppleSeed {
  // Whole days, so that every reset of the same Apple writes the same token files.
  const today = Math.floor(startedAt.getTime() / dayMs) * dayMs
  const inDays = (days: number) => new Date(today + days * dayMs)
  return {
    catalog: [...businessApps, ...educationApps, ...demoBooks],
    locations: [
      { ...fernhollow, tokenExpiresAt: inDays(200) },
      { ...thistlemere, tokenExpiresAt: inDays(20) },
    ],
  }
}

const licenses = (adamId: string, totalCount: number, rest: Partial<AssetSeed> = {}): AssetSeed => ({
  adamId,
  totalCount,
  ...rest,
})
const book = (adamId: string, totalCount: number, clientUserIds: string[] = [], retiredCount = 0): AssetSeed =>
  licenses(adamId, totalCount, { productType: 'Book', clientUserIds, retiredCount })

/** People whom another MDM registered here long ago. */
const formerUsers: UserRecord[] = [
  { clientUserId: 'former-mdm-0001', status: 'Associated', idHash: 'AAECAwQFBgcICQoLDA0ODxAREhM=' },
  { clientUserId: 'former-mdm-0002', status: 'Associated', idHash: 'EBESExQVFhcYGRobHB0eHyAhIiM=' },
  {
    clientUserId: 'former-mdm-0003',
    status: 'Registered',
    email: 'carla@people.example',
    inviteCode: '0123456789abcdef0123456789abcdef',
  },
  { clientUserId: 'former-mdm-0004', status: 'Retired', idHash: 'ICEiIyQlJicoKSorLC0uLzAxMjM=' },
]

/** Both are parts of one organization, and their people have their Managed Apple Accounts there. */
const managedDomains = ['appleaccount.pomona.example']

const fernhollow: LocationSeed = {
  uId: '9000000000000011',
  locationName: 'Fernhollow Logistics',
  orgName: 'ORG.1000000011',
  countryISO2ACode: 'US',
  accountType: 'business',
  managedDomains,
  tokenSecret: 'demo-fernhollow-content-token',
  users: formerUsers,
  assets: [
    licenses('1000000101', 250),
    licenses('1000000102', 120),
    licenses('1000000103', 400),
    licenses('1000000104', 60),
    licenses('1000000105', 75),
    licenses('1000000106', 25, { supportedPlatforms: ['iOS', 'macOS'] }),
    licenses('1000000106', 10, { pricingParam: 'PLUS', supportedPlatforms: ['iOS', 'macOS'] }),
    licenses('1000000107', unlimitedCount, { supportedPlatforms: ['iOS', 'macOS', 'tvOS'] }),
    licenses('1000000108', 300),
    licenses('1000000109', 500, { supportedPlatforms: ['iOS', 'watchOS'] }),
    licenses('1000000110', 80),
    licenses('1000000111', 40),
    licenses('1000000112', 150),
    licenses('1000000113', 90),
    licenses('1000000114', 30),
    licenses('1000000115', 20),
    licenses('1000000116', 200, { supportedPlatforms: ['iOS', 'macOS'] }),
    licenses('1000000117', 110, { supportedPlatforms: ['iOS', 'watchOS'] }),
    licenses('1000000118', 45),
    licenses('1000000119', 100),
    licenses('1000000120', 85),
    licenses('1000000121', 35),
    licenses('1000000122', 15, { deviceAssignable: false }),
    licenses('1000000123', 160),
    licenses('1000000124', 3),
    licenses('1000000125', 12),
    licenses('1000000126', 8, { supportedPlatforms: ['macOS'] }),
    book('1000000301', 50, ['former-mdm-0001', 'former-mdm-0002', 'former-mdm-0004'], 1),
    book('1000000302', 30),
  ],
}

const thistlemere: LocationSeed = {
  uId: '9000000000000012',
  locationName: 'Thistlemere Schools',
  orgName: 'ORG.1000000012',
  countryISO2ACode: 'GB',
  accountType: 'education',
  managedDomains,
  tokenSecret: 'demo-thistlemere-content-token',
  assets: [
    licenses('1000000201', 180),
    licenses('1000000202', 90),
    licenses('1000000203', 60),
    licenses('1000000204', 120),
    licenses('1000000205', 75),
    licenses('1000000206', 30),
    licenses('1000000207', 24),
    licenses('1000000208', 200),
    licenses('1000000209', 240, { supportedPlatforms: ['iOS', 'macOS'] }),
    licenses('1000000210', 40),
    licenses('1000000211', 150),
    licenses('1000000212', 200),
    licenses('1000000213', 320),
    licenses('1000000214', 36),
    licenses('1000000215', 2),
    // Both locations own this one, and it is not in the store of the schools' country.
    licenses('1000000110', 10),
    licenses('1000000116', 60, { supportedPlatforms: ['iOS', 'macOS'] }),
    book('1000000303', 90),
    book('1000000304', 60),
    book('1000000305', 30),
  ],
}
