import type { WireServiceConfig } from '../wire/config.ts'
import type { FakeLimits } from './limits.ts'
import { refusalList } from './refusal.ts'

/** Where a person accepts an invitation. */
export const invitationPath = '/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount'

/** Apple's `GET /service/config`; `origin` is the address by which the client reached this Apple. */
export function serviceConfig(origin: string, limits: FakeLimits): WireServiceConfig {
  const base = `${origin}/mdm/v2`
  const { maxRequestPerSecond, ...always } = limits
  return {
    errorCodes: [...refusalList],
    limits: { ...always, ...(maxRequestPerSecond !== undefined && { maxRequestPerSecond }) },
    notificationTypes: ['ASSET_MANAGEMENT', 'USER_MANAGEMENT', 'USER_ASSOCIATED', 'ASSET_COUNT'],
    urls: {
      clientConfig: `${base}/client/config`,
      getAssets: `${base}/assets`,
      associateAssets: `${base}/assets/associate`,
      disassociateAssets: `${base}/assets/disassociate`,
      revokeAssets: `${base}/assets/revoke`,
      getAssignments: `${base}/assignments`,
      getUsers: `${base}/users`,
      createUsers: `${base}/users/create`,
      updateUsers: `${base}/users/update`,
      retireUsers: `${base}/users/retire`,
      eventStatus: `${base}/status`,
      contentMetadataLookup: `${origin}/WebObjects/MZStorePlatform.woa/wa/lookup`,
      // The percent sign is escaped in Apple's template too: this is the text that a client replaces.
      invitationEmail: `${origin}${invitationPath}?inviteCode=%25inviteCode%25&mt=8`,
    },
  }
}
