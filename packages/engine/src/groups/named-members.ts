import { findDevicesBySerial, findPeopleByAddress, findUnknownIds, type Db, type GroupRow } from '@pomona/db'
import { AppError, type ErrorDetail } from '@pomona/domain'

/** Members as people name them: by id, devices by serial number, people by e-mail address or Managed Apple Account. */
export type NamedMembers = {
  addIds?: string[] | undefined
  addSerialNumbers?: string[] | undefined
  addEmails?: string[] | undefined
}

/** The ids of everybody named. One who is unknown refuses them all, and every fault is told by its place in its list. */
export async function findNamedMembers(tx: Db, group: GroupRow, named: NamedMembers): Promise<string[]> {
  const { addIds = [], addSerialNumbers = [], addEmails = [] } = named
  requireKind(group, 'device', 'addSerialNumbers', addSerialNumbers)
  requireKind(group, 'user', 'addEmails', addEmails)
  const bySerial = await findDevicesBySerial(tx, addSerialNumbers)
  const byAddress = await findPeopleByAddress(tx, addEmails)
  refuseUnknown(group, [
    ...(await unknownIds(tx, group, 'addIds', addIds)),
    ...unknownNames('addSerialNumbers', addSerialNumbers, bySerial, 'No device has the serial number'),
    ...unknownNames('addEmails', addEmails, byAddress, 'Nobody has the e-mail address or Managed Apple Account'),
  ])
  return [...addIds, ...[...bySerial, ...byAddress].filter((id) => id !== undefined)]
}

/** Those of the ids that no device, or no person, has. */
export async function unknownIds(tx: Db, group: GroupRow, field: string, ids: string[]): Promise<ErrorDetail[]> {
  const what = group.kind === 'device' ? 'device' : 'person'
  return (await findUnknownIds(tx, group.kind, ids)).map((index) => ({
    path: `body.${field}.${index}`,
    message: `There is no ${what} with the id ${ids[index]}.`,
  }))
}

/** Refuses a change of members that names somebody who is unknown. */
export function refuseUnknown(group: GroupRow, faults: ErrorDetail[]): void {
  if (faults.length === 0) return
  const count = faults.length === 1 ? '1 of them is' : `${faults.length} of them are`
  throw new AppError('invalid_input', `The members of ${group.displayName} were not changed: ${count} unknown.`, {
    details: faults,
  })
}

function unknownNames(field: string, names: string[], ids: (string | undefined)[], what: string): ErrorDetail[] {
  return names.flatMap((name, index) =>
    ids[index] === undefined ? [{ path: `body.${field}.${index}`, message: `${what} ${name || '(empty)'}.` }] : [],
  )
}

function requireKind(group: GroupRow, kind: GroupRow['kind'], field: string, names: string[]): void {
  if (names.length === 0 || group.kind === kind) return
  const message =
    kind === 'device'
      ? `${group.displayName} is a group of people. Serial numbers can be added to device groups only.`
      : `${group.displayName} is a group of devices. People can be added to user groups only.`
  throw new AppError('invalid_input', message, { details: [{ path: `body.${field}`, message }] })
}
