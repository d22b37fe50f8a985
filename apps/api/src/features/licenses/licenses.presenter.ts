import type { LicenseView } from '@pomona/contracts'
import type { License, RevokedLicense } from '@pomona/engine'
import { presentTime } from '../../http/list.ts'

export const presentLicense = (license: License): LicenseView => ({
  licenseType: license.targetType,
  target: license.target,
  deviceId: license.deviceId,
  deviceName: license.deviceName,
  person: license.person,
  isForeign: license.isForeign,
  standing: license.standing,
  place: license.place,
  isUnassigned: license.isUnassigned,
  reason: license.reason,
  since: presentTime(license.since),
})

/** The whole line; an answer takes of it what its contract names. */
export const presentReturn = (license: RevokedLicense) => ({
  appId: license.assetId,
  appName: license.assetName,
  tokenId: license.tokenId,
  tokenName: license.tokenName,
  licenseType: license.licenseType,
  target: license.target,
  outcome: license.outcome,
  message: license.message,
})
