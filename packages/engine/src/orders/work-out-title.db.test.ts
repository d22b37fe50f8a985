import { inUndoneTransaction, type Database, type Db } from '@pomona/db'
import {
  addAsset,
  addAssignment,
  addAssociation,
  addDevice,
  addGroup,
  addPerson,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
import {
  effectiveAssignment,
  intents,
  licensesOfPerson,
  licenseTypes,
  linePriority,
  takesLicense,
  type LicenseNeed,
  type LicenseType,
  type Subject,
  type SubjectOutcome,
} from '@pomona/domain'
import { afterAll, expect, it } from 'vitest'
import { createLuck, seedsFor, type Luck } from '../testing/luck.ts'
import { workOutTitle } from './work-out-title.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())
const now = new Date('2030-03-01T08:00:00Z')

type Device = Awaited<ReturnType<typeof addDevice>>
type Organization = Awaited<ReturnType<typeof buildOrganization>>

/** People with and without devices, one of them with seven; groups of both kinds; and one app or book that is assigned at random. */
async function buildOrganization(db: Db, luck: Luck) {
  const people = []
  for (let index = 0; index < 5; index += 1) {
    people.push(await addPerson(db, { removedAt: luck.chance(0.15) ? now : null }))
  }
  const devices: Device[] = []
  for (let index = 0; index < 14; index += 1) {
    const owner = index < 7 ? people[0] : index < 12 ? luck.pick(people.slice(1, 3)) : undefined
    devices.push(
      await addDevice(db, {
        personId: owner?.id ?? null,
        isKiosk: luck.chance(0.1),
        isShared: luck.chance(0.1),
        enrollmentState: luck.pick(['enrolled', 'enrolled', 'enrolled', 'notEnrolled', 'unenrolled']),
        createdAt: new Date(now.getTime() + index * 1000),
        ...(luck.chance(0.1) ? { serialNumber: null } : {}),
      }),
    )
  }
  const productType = luck.pick(['App', 'App', 'App', 'Book'] as const)
  const asset = await addAsset(db, { productType, deviceAssignable: productType === 'App' && luck.chance(0.8) })
  // Whoever has left is in no group any more.
  const lines = await assign(db, luck, { asset, people: people.filter(({ removedAt }) => removedAt === null), devices })

  const requests = [
    ...luck.some(devices, 0.3).map(({ id }) => ({ assetId: asset.id, deviceId: id })),
    ...luck.some(people, 0.3).map(({ id }) => ({ assetId: asset.id, personId: id })),
  ]
  await db.appRequest.createMany({ data: requests })
  const held = luck.some(
    devices.flatMap(({ serialNumber }) => serialNumber ?? []),
    0.4,
  )
  for (const target of held) await addAssociation(db, { assetId: asset.id, target })
  const heldByPeople = luck.some(people, 0.4)
  for (const person of heldByPeople) {
    const user = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status: 'Associated' })
    await addAssociation(db, { assetId: asset.id, targetType: 'user', target: user.clientUserId })
  }
  return { asset, people, devices, lines, requests, held: new Set(held), heldByPeople }
}

type Line = Awaited<ReturnType<typeof addAssignment>> & { memberIds: ReadonlySet<string> }

async function assign(
  db: Db,
  luck: Luck,
  given: { asset: { id: string }; people: { id: string }[]; devices: { id: string }[] },
): Promise<Line[]> {
  const { asset, people, devices } = given
  const targets = luck.some(['device', 'device', 'user', 'user', 'allDevices', 'allUsers'] as const, 0.5)
  const lines: Line[] = []
  for (const target of targets) {
    const isGroup = target === 'device' || target === 'user'
    const members = isGroup ? luck.some(target === 'device' ? devices : people, 0.5) : []
    const memberIds = members.map(({ id }) => id)
    const isExclusion = isGroup && luck.chance(0.2)
    const what = isExclusion ? { isExclusion } : { intent: luck.pick(intents), licenseType: luck.pick(licenseTypes) }
    const line = isGroup
      ? await addAssignment(db, {
          assetId: asset.id,
          groupId: (await addGroup(db, { kind: target, memberIds })).id,
          ...what,
        })
      : await addAssignment(db, { assetId: asset.id, targetKind: target, ...what })
    lines.push({ ...line, memberIds: new Set(memberIds) })
  }
  return lines
}

/** What the rules say of everybody, one after the other. */
function dueByRule({ asset, people, devices, lines, requests }: Organization) {
  const isBook = asset.productType === 'Book'
  const present = people.filter(({ removedAt }) => removedAt === null)
  const ownerOf = (device: Device) => (device.isShared ? undefined : present.find(({ id }) => id === device.personId))
  const takesUserLicense = (device: Device) =>
    !device.isShared && !device.isKiosk && device.enrollmentState !== 'unenrolled'
  const served = (personId: string) =>
    devices.filter((device) => device.personId === personId && takesUserLicense(device)).slice(0, 5)
  const reaching = (deviceId: string | undefined, personId: string | undefined) =>
    lines.filter(
      ({ targetKind, memberIds }) =>
        (deviceId !== undefined && (targetKind === 'allDevices' || memberIds.has(deviceId))) ||
        (personId !== undefined && (targetKind === 'allUsers' || memberIds.has(personId))),
    )
  const isRequested = (deviceId: string | null, personId: string | undefined, licenseType: LicenseType) =>
    requests.some(
      (request) =>
        ('deviceId' in request && request.deviceId === deviceId) ||
        ('personId' in request && request.personId === personId && licenseType === 'user'),
    )
  const outcomeOf = (device: Device | undefined, personId: string | undefined, subject: Subject): SubjectOutcome => {
    const effective = effectiveAssignment(reaching(device?.id, device && isBook ? undefined : personId), subject, asset)
    const licenseType = effective.kind === 'due' ? effective.licenseType : 'device'
    const deviceId = device?.id ?? null
    return { deviceId, effective, isRequested: isRequested(deviceId, personId, licenseType) }
  }
  const ofDevice = (device: Device): SubjectOutcome => {
    const owner = ownerOf(device)
    return outcomeOf(device, owner?.id, {
      kind: 'device',
      hasUser: owner !== undefined,
      isKiosk: device.isKiosk,
      hasLeft: device.enrollmentState === 'unenrolled',
      isBeyondFive: owner !== undefined && takesUserLicense(device) && !served(owner.id).includes(device),
      hasSerialNumber: device.serialNumber !== null,
    })
  }
  const ofPerson = (personId: string): SubjectOutcome[] => {
    const own = devices.filter((device) => ownerOf(device)?.id === personId)
    const isAlone = own.every(({ enrollmentState }) => enrollmentState === 'unenrolled')
    const alone = isAlone || isBook ? [outcomeOf(undefined, personId, { kind: 'person' })] : []
    return [...alone, ...own.map(ofDevice)]
  }
  const needs = new Map<string, LicenseNeed>()
  for (const device of devices.filter((each) => ownerOf(each) === undefined)) {
    needs.set(device.id, licensesOfPerson([ofDevice(device)]).devices.get(device.id) ?? 'none')
  }
  for (const { id } of present) {
    const licenses = licensesOfPerson(ofPerson(id))
    for (const [deviceId, need] of licenses.devices) needs.set(deviceId, need)
    needs.set(id, licenses.user)
  }
  return needs
}

const isDue = (need: LicenseNeed): need is 'required' | 'requested' | 'offered' =>
  need === 'required' || need === 'requested' || need === 'offered'

it.each(seedsFor(process.env, 12))(
  'P14–P18, P20, P23, P27: what is worked out for all at once is what the rules say of each (seed %i)',
  async (seed) => {
    await inUndoneTransaction(database, async (tx) => {
      const organization = await buildOrganization(tx, createLuck(seed))
      const needs = dueByRule(organization)
      const { asset, devices, held, heldByPeople } = organization
      await workOutTitle(tx, { adamId: asset.adamId, scope: 'all', now })

      const wanted = await tx.$queryRawUnsafe<{ id: string; isAsked: boolean; priority: number }[]>(
        'select coalesce(device_id, person_id) as id, is_asked as "isAsked", priority from wanted_licenses',
      )
      const expected = [...needs].flatMap(([id, need]) =>
        isDue(need)
          ? [{ id, isAsked: takesLicense(need), priority: linePriority(need === 'required' ? need : 'requested') }]
          : [],
      )
      expect(wanted.toSorted(byId)).toEqual(expected.toSorted(byId))

      const unwanted = await tx.$queryRawUnsafe<{ id: string; fate: string }[]>(
        'select coalesce(device_id, person_id) as id, fate from unwanted_licenses',
      )
      const holders = [
        ...devices.filter(({ serialNumber }) => serialNumber !== null && held.has(serialNumber)),
        ...heldByPeople.filter(({ removedAt }) => removedAt === null),
      ]
      const lost = holders.flatMap(({ id }) => {
        const need = needs.get(id) ?? 'none'
        return isDue(need) ? [] : [{ id, fate: need === 'uninstall' ? 'removal' : 'stays' }]
      })
      expect(unwanted.toSorted(byId)).toEqual(lost.toSorted(byId))
    })
  },
)

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
