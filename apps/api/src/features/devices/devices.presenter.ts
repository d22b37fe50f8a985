import type { DeviceAppView, DeviceView } from '@pomona/contracts'
import type { DeviceSummary, LicensedAppRow } from '@pomona/db'
import { iconUrl } from '../../http/icon-url.ts'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

export const presentDevice = (device: DeviceSummary): DeviceView => ({
  id: device.id,
  name: device.name,
  serialNumber: device.serialNumber,
  model: device.model,
  osVersion: device.osVersion,
  ownership: device.ownership,
  isSupervised: device.isSupervised,
  isKiosk: device.isKiosk,
  enrollmentState: device.enrollmentState,
  person:
    device.personId === null || device.personName === null
      ? null
      : { id: device.personId, displayName: device.personName },
  heldCount: device.heldCount,
  waitingCount: device.waitingCount,
  lastSeenAt: presentOptionalTime(device.lastSeenAt),
  createdAt: presentTime(device.createdAt),
})

export const presentDeviceApp = (app: LicensedAppRow): DeviceAppView => ({
  appId: app.appId,
  name: app.name,
  iconUrl: iconUrl(app.appId, app.iconVersion),
  tokenName: app.tokenName,
  licenseType: app.licenseType,
  standing: app.standing,
  place: app.place,
  reason: app.reason,
  since: presentTime(app.since),
})
