import type { OrderView } from '@pomona/contracts'
import type { OrderSummary } from '@pomona/db'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

export const presentOrder = (order: OrderSummary): OrderView => ({
  id: order.id,
  kind: order.kind,
  state: order.state,
  appId: order.assetId,
  appName: order.assetName,
  tokenId: order.tokenId,
  tokenName: order.tokenName,
  licenseType: order.targetType,
  target: order.target,
  deviceId: order.deviceId,
  deviceName: order.deviceName,
  person: order.person,
  place: order.place,
  eventId: order.eventId,
  errorNumber: order.errorNumber,
  reason: order.reason,
  createdAt: presentTime(order.createdAt),
  settledAt: presentOptionalTime(order.settledAt),
})
