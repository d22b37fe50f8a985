import {
  inTransaction,
  lockDevice,
  markSubjects,
  recordActivity,
  updateDevice as updateDeviceRow,
  type Db,
  type DeviceRow,
} from '@pomona/db'
import { AppError, type DeviceOwnership } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { requirePerson } from '../people/change-people.ts'

/** Names a device, says whose it is and how it is used. Licenses follow: its own, and those of who had it and who has it now. */
export async function updateDevice(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: {
    deviceId: string
    name?: string | undefined
    personId?: string | null | undefined
    ownership?: DeviceOwnership | undefined
    isKiosk?: boolean | undefined
  },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const device = await requireDevice(tx, input.deviceId)
    const { name = device.name, ownership = device.ownership, isKiosk = device.isKiosk } = input
    const personId = input.personId === undefined ? device.personId : input.personId
    if (personId !== null && personId !== device.personId) await requirePerson(tx, personId)
    const changes = { name, personId, ownership, isKiosk }
    await updateDeviceRow(tx, device.id, changes)
    if (personId !== device.personId || isKiosk !== device.isKiosk) {
      const personIds = [device.personId, personId].filter((id) => id !== null)
      await markSubjects(tx, { deviceIds: [device.id], personIds })
    }
    await recordDevice(
      tx,
      actor,
      { ...device, name },
      {
        action: 'changed',
        summary: `changed the device ${name}`,
        before: { name: device.name, personId: device.personId, ownership: device.ownership, isKiosk: device.isKiosk },
        after: changes,
      },
    )
  })
}

/** Reads a device and holds it until the transaction ends; refuses when there is none. */
export async function requireDevice(tx: Db, id: string): Promise<DeviceRow> {
  const device = await lockDevice(tx, id)
  if (device === undefined) throw new AppError('not_found', 'There is no such device.')
  return device
}

/** Records what was done to a device. */
export async function recordDevice(
  tx: Db,
  actor: Actor,
  device: DeviceRow,
  what: { action: string; summary: string; before?: object; after?: object },
): Promise<void> {
  await recordActivity(tx, {
    accountId: actor.accountId,
    actor: actor.name,
    resourceKind: 'device',
    resourceId: device.id,
    resourceName: device.name,
    ...what,
  })
}
