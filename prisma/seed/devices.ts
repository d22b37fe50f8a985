import type { DeviceOwnership, EnrollmentState } from '@pomona/domain'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'

/** The columns of a device. */
type DeviceRow = {
  id: string
  serialNumber: string | null
  udid: string | null
  enrollmentId: string | null
  name: string
  model: string
  osVersion: string
  ownership: DeviceOwnership
  isSupervised: boolean
  isKiosk: boolean
  isShared: boolean
  enrollmentState: EnrollmentState
  lastSeenAt: Date | null
  /** The primary user. */
  personId: string | null
}
/** `use` says where it is used; groups are made of that. */
export type DemoDevice = { row: DeviceRow; family: Family; use: string }
type Family = 'iPhone' | 'iPad' | 'Mac'

const models: Record<Family, readonly string[]> = {
  iPhone: ['iPhone 17', 'iPhone 17 Pro', 'iPhone 16', 'iPhone 16e', 'iPhone 15', 'iPhone SE (3rd generation)'],
  iPad: [
    'iPad (A16)',
    'iPad Air 11-inch (M3)',
    'iPad Pro 11-inch (M4)',
    'iPad mini (A17 Pro)',
    'iPad (10th generation)',
  ],
  Mac: ['MacBook Air 13-inch (M4)', 'MacBook Pro 14-inch (M4)', 'Mac mini (2024)', 'iMac 24-inch (M4)'],
}
const versions: Record<Family, readonly string[]> = {
  iPhone: ['26.1', '26.0.1', '18.7.2', '18.6', '17.7.2'],
  iPad: ['26.1', '26.0.1', '18.7.2', '18.5', '17.7.10'],
  Mac: ['26.1', '26.0', '15.7.2', '14.8.2'],
}
/** Letters and digits of Apple's serial numbers, without those that are easily mistaken for one another. */
const serialLetters = 'CDFGHJKLMNPQRTVWXY'
const serialCharacters = `${serialLetters}0123456789`
const hourMs = 3_600_000

type Batch = Pick<DemoDevice, 'use' | 'family'> & {
  count: number
  name(number: number, owner: DemoPerson | undefined): string
  team?: DemoPerson['team']
} & Partial<Pick<DeviceRow, 'ownership' | 'isKiosk' | 'isShared'>> & { supervisedShare?: number }

const numbered = (text: string) => (number: number) => `${text} ${String(number).padStart(2, '0')}`
const owned = (thing: string) => (number: number, owner: DemoPerson | undefined) =>
  owner ? `${owner.row.displayName.split(' ')[0]}’s ${thing}` : `${thing} ${number}`

const batches: Batch[] = [
  { use: 'sales', family: 'iPhone', count: 38, team: 'Sales', name: owned('iPhone') },
  { use: 'field service', family: 'iPhone', count: 30, team: 'Field Service', name: owned('iPhone') },
  { use: 'office', family: 'iPhone', count: 18, team: 'Marketing', name: owned('iPhone'), supervisedShare: 0.5 },
  { use: 'personal', family: 'iPhone', count: 20, team: 'Teachers', name: owned('iPhone'), ownership: 'personal' },
  { use: 'warehouse kiosk', family: 'iPad', count: 24, name: numbered('Warehouse kiosk'), isKiosk: true },
  { use: 'grade 5', family: 'iPad', count: 60, name: numbered('Grade 5 iPad'), isShared: true },
  { use: 'grade 6', family: 'iPad', count: 32, name: numbered('Grade 6 iPad'), isShared: true },
  { use: 'teacher', family: 'iPad', count: 18, team: 'Teachers', name: owned('iPad') },
  { use: 'design', family: 'Mac', count: 14, team: 'Design', name: owned('MacBook') },
  { use: 'finance', family: 'Mac', count: 16, team: 'Finance', name: owned('MacBook'), supervisedShare: 0.6 },
  { use: 'marketing', family: 'Mac', count: 18, team: 'Marketing', name: owned('MacBook') },
  { use: 'lab', family: 'Mac', count: 12, name: numbered('Lab Mac') },
]

/** 300 devices: mixed ownership, supervision, kiosks, shared iPads; some that were never enrolled or have left. */
export function makeDevices(random: Random, people: readonly DemoPerson[], now: Date): DemoDevice[] {
  const serials = new Set<string>()
  return batches.flatMap((batch) => {
    const owners = people.filter((person) => person.team === batch.team)
    return Array.from({ length: batch.count }, (_, index) => {
      const owner = owners[index % Math.max(owners.length, 1)]
      return makeDevice({ batch, owner, number: index + 1, random, serials, now })
    })
  })
}

function makeDevice(options: {
  batch: Batch
  owner: DemoPerson | undefined
  number: number
  random: Random
  serials: Set<string>
  now: Date
}): DemoDevice {
  const { batch, owner, number, random, now } = options
  const ownership = batch.ownership ?? 'corporate'
  const enrollmentState = random.chance(0.95) ? 'enrolled' : random.chance(0.5) ? 'notEnrolled' : 'unenrolled'
  // A user enrollment on a personal device hides serial number and UDID.
  const isHidden = ownership === 'personal' && number % 4 === 0
  const serialNumber = isHidden ? null : newSerialNumber(random, options.serials)
  const udid = isHidden ? null : makeUdid(random)
  const row: DeviceRow = {
    id: random.uuid(),
    serialNumber,
    udid,
    enrollmentId: enrollmentState === 'notEnrolled' ? null : (udid ?? `user-enrollment-${makeUdid(random)}`),
    name: batch.name(number, owner),
    model: random.pick(models[batch.family]),
    osVersion: random.pick(versions[batch.family]),
    ownership,
    isSupervised: ownership === 'corporate' && random.chance(batch.supervisedShare ?? 1),
    isKiosk: batch.isKiosk ?? false,
    isShared: batch.isShared ?? false,
    enrollmentState,
    lastSeenAt:
      enrollmentState === 'notEnrolled' ? null : new Date(now.getTime() - random.below(72 * 60) * (hourMs / 60)),
    personId: owner?.row.id ?? null,
  }
  return { row, family: batch.family, use: batch.use }
}

/** Ten characters as on new devices, twelve as on those from before 2021. */
function newSerialNumber(random: Random, taken: Set<string>): string {
  for (;;) {
    const length = random.chance(0.7) ? 9 : 11
    const serial = random.text(serialLetters, 1) + random.text(serialCharacters, length)
    if (taken.has(serial)) continue
    taken.add(serial)
    return serial
  }
}

const makeUdid = (random: Random) => `00008${random.text('0123456789', 3)}-${random.text('0123456789ABCDEF', 16)}`
