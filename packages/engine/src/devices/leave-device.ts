import {
  deleteDevice as deleteDeviceRow,
  inTransaction,
  markSubjects,
  orderReturnsOfDevice,
  updateDevice,
  withdrawOrdersOfDevice,
  type Db,
  type DeviceRow,
} from '@pomona/db'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { recordDevice, requireDevice } from './change-device.ts'

type Needed = Pick<Deps, 'database' | 'now' | 'reclaimsFromLeavers'>

/**
 * P23: forgets a device. Its device licenses go back to Apple, unless they are to be kept or the installation keeps them as a rule. What its
 * user holds stays theirs while another device of theirs, or they themselves, are due it.
 */
export async function deleteDevice(
  deps: Needed,
  actor: Actor,
  input: { deviceId: string; keepLicenses: boolean },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const device = await requireDevice(tx, input.deviceId)
    const returned = await letGo(deps, tx, device, { why: 'The device was deleted.', keepLicenses: input.keepLicenses })
    const personIds = device.personId === null ? [] : [device.personId]
    // Its user may have one device less than five, or none at all.
    await markSubjects(tx, { personIds })
    await deleteDeviceRow(tx, device.id)
    await recordDevice(tx, actor, device, {
      action: 'deleted',
      summary: `deleted the device ${device.name}`,
      after: { licensesReturned: returned },
    })
  })
}

/** P23: a device was wiped or is no longer enrolled. It gets nothing any more, and its device licenses go back to Apple. */
export async function leaveDevice(
  deps: Needed,
  actor: Actor,
  input: { deviceId: string; why: 'unenrolled' | 'wiped' },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const device = await requireDevice(tx, input.deviceId)
    if (device.enrollmentState === 'unenrolled') return
    const why = input.why === 'wiped' ? 'The device was wiped.' : 'The device is no longer enrolled.'
    await updateDevice(tx, device.id, { enrollmentState: 'unenrolled' })
    const returned = await letGo(deps, tx, device, { why, keepLicenses: false })
    const personIds = device.personId === null ? [] : [device.personId]
    await markSubjects(tx, { deviceIds: [device.id], personIds })
    await recordDevice(tx, actor, device, {
      action: 'left',
      summary: `${device.name} has left: it was ${input.why}`,
      after: { licensesReturned: returned },
    })
  })
}

/** Ends what the device waits for and orders back what it holds; answers how many licenses go back. */
async function letGo(
  deps: Needed,
  tx: Db,
  device: DeviceRow,
  options: { why: string; keepLicenses: boolean },
): Promise<number> {
  const now = deps.now()
  const reason = options.why
  const returns =
    options.keepLicenses || !deps.reclaimsFromLeavers ? [] : await orderReturnsOfDevice(tx, device.id, { reason, now })
  const ordered = returns.filter(({ outcome }) => outcome === 'ordered')
  const withdrawn = await withdrawOrdersOfDevice(tx, device, { reason, now })
  const tokenIds = new Set([...ordered.map(({ tokenId }) => tokenId), ...withdrawn])
  for (const tokenId of [...tokenIds].toSorted()) await enqueueOrders(tx, tokenId)
  return ordered.length
}
