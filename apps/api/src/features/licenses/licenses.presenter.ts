import type { LicenseView } from '@pomona/contracts'
import type { LicenseRow } from '@pomona/db'
import { presentTime } from '../../http/list.ts'

export const presentLicense = (license: LicenseRow): LicenseView => ({
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
