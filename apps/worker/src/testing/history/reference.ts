import type { Database } from '@pomona/db'
import { effectiveAssignment, type Effective, type Subject } from '@pomona/domain'

/** Who is due one asset, worked out person by person and device by device: slow, plain, and without a line of SQL of the product's. */
export type Due = {
  /** Devices that are to have a device license: those who are asked for, and those who may keep one. */
  devices: { asked: Set<string>; kept: Set<string> }
  people: { asked: Set<string>; kept: Set<string> }
  /** Whom an exclusion reaches: devices and people by id. */
  excluded: Set<string>
  /** Whose app is to go. */
  uninstalled: Set<string>
}

export async function workOutByHand({ prisma }: Database, assetId: string): Promise<Due> {
  const asset = await prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
  const lines = await prisma.assignment.findMany({ where: { assetId }, include: { group: true } })
  const memberships = new Set([
    ...(await prisma.deviceGroupMember.findMany()).map(({ groupId, deviceId }) => `${groupId} ${deviceId}`),
    ...(await prisma.userGroupMember.findMany()).map(({ groupId, personId }) => `${groupId} ${personId}`),
  ])
  const siblings = await prisma.asset.findMany({ where: { adamId: asset.adamId }, select: { id: true } })
  const requests = await prisma.appRequest.findMany({ where: { assetId: { in: siblings.map(({ id }) => id) } } })
  const people = await prisma.person.findMany({ where: { removedAt: null } })
  const isHere = new Set(people.map(({ id }) => id))
  const devices = await prisma.device.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  const ownerOf = (device: (typeof devices)[number]) =>
    device.personId !== null && !device.isShared && isHere.has(device.personId) ? device.personId : undefined
  const isBook = asset.productType === 'Book'

  const due: Due = {
    devices: { asked: new Set(), kept: new Set() },
    people: { asked: new Set(), kept: new Set() },
    excluded: new Set(),
    uninstalled: new Set(),
  }
  const decide = (subject: Subject, ids: { device?: string | undefined; person?: string | undefined }) => {
    const reaching = lines.filter(({ targetKind, groupId, group }) => {
      if (targetKind === 'allDevices') return ids.device !== undefined
      const isThroughPerson = ids.person !== undefined && !(isBook && ids.device !== undefined)
      if (targetKind === 'allUsers') return isThroughPerson
      if (group?.kind === 'device') return ids.device !== undefined && memberships.has(`${groupId} ${ids.device}`)
      return isThroughPerson && memberships.has(`${groupId} ${ids.person}`)
    })
    note(due, effectiveAssignment(reaching, subject, asset), ids, requests)
  }

  for (const device of devices) {
    const owner = ownerOf(device)
    const counted = devices.filter(
      (each) =>
        each.personId === device.personId && !each.isShared && !each.isKiosk && each.enrollmentState !== 'unenrolled',
    )
    const subject: Subject = {
      kind: 'device',
      hasUser: owner !== undefined,
      isKiosk: device.isKiosk,
      hasLeft: device.enrollmentState === 'unenrolled',
      isBeyondFive: device.personId !== null && counted.indexOf(device) >= 5,
      hasSerialNumber: device.serialNumber !== null,
    }
    decide(subject, { device: device.id, person: owner })
  }
  for (const { id } of people) {
    const hasDevice = devices.some((device) => ownerOf(device) === id && device.enrollmentState !== 'unenrolled')
    if (isBook || !hasDevice) decide({ kind: 'person' }, { person: id })
  }
  return due
}

type Request = { deviceId: string | null; personId: string | null }

function note(
  due: Due,
  effective: Effective,
  { device, person }: { device?: string | undefined; person?: string | undefined },
  requests: Request[],
): void {
  const subject = device ?? person ?? ''
  if (effective.kind === 'nothing' && effective.reason === 'excluded') due.excluded.add(subject)
  if (effective.kind !== 'due') return
  if (effective.intent === 'uninstall') {
    due.uninstalled.add(subject)
    return
  }
  const isForUser = effective.licenseType === 'user'
  const isRequested = requests.some(
    ({ deviceId, personId }) =>
      (deviceId !== null && deviceId === device) || (isForUser && personId !== null && personId === person),
  )
  const holder = isForUser ? person : device
  const { asked, kept } = isForUser ? due.people : due.devices
  if (holder === undefined) return
  if (effective.intent === 'required' || isRequested) asked.add(holder)
  else kept.add(holder)
}
