import type { DriftItem as DriftItemView, DriftView } from '@pomona/contracts'
import type { DriftRow } from '@pomona/db'
import { describeDrift, type DriftItem } from '@pomona/engine'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

export const presentDrift = (drift: DriftRow): DriftView => ({
  appId: drift.assetId,
  appName: drift.assetName,
  productType: drift.productType,
  tokenId: drift.tokenId,
  tokenName: drift.tokenName,
  kind: drift.kind,
  count: drift.count,
  ...describeDrift(drift.kind, drift.count),
  foundAt: presentTime(drift.foundAt),
  checkedAt: presentTime(drift.checkedAt),
})

export const presentDriftItem = (item: DriftItem): DriftItemView => ({
  licenseType: item.targetType,
  target: item.target,
  device: item.device,
  person: item.person,
  explanation: item.explanation,
  since: presentOptionalTime(item.since),
})
