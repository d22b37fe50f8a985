import type { MdmInfo } from '../vpp-client.ts'
import type { LocationState, TokenCondition } from './location-state.ts'

/** A location as it shows itself to whoever runs this Apple. `tokenFile` is the text to upload. */
export type LocationView = {
  uId: string
  locationName: string
  orgName: string
  countryISO2ACode: string
  accountType: string
  managedDomains: string[] | undefined
  tokenFile: string
  tokens: { tokenFile: string; state: TokenCondition; expiresAt: string }[]
  mdmInfo: MdmInfo | undefined
  assetCount: number
  /** Accepted work that is not over. */
  pendingEventCount: number
  /** Notifications that are not delivered and not given up. */
  waitingNotificationCount: number
}

export function toLocationView(location: LocationState): LocationView {
  const { uId, locationName, orgName, countryISO2ACode, accountType, managedDomains, mdmInfo } = location
  return {
    uId,
    locationName,
    orgName,
    countryISO2ACode,
    accountType,
    managedDomains,
    // The newest is the one to upload.
    tokenFile: location.tokens.at(-1)?.text ?? '',
    tokens: location.tokens.map(({ text, condition, expiresAt }) => ({
      tokenFile: text,
      state: condition,
      expiresAt: new Date(expiresAt).toISOString(),
    })),
    mdmInfo,
    assetCount: location.assets.size,
    pendingEventCount: location.pendingEvents.length,
    waitingNotificationCount: location.outbox.length,
  }
}
