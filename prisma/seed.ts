import { hash } from '@node-rs/argon2'
import { inTransaction, type Database } from '@pomona/db'
import type { Role } from '@pomona/domain'
import { makeDevices } from './seed/devices.ts'
import { deviceGroups, userGroups } from './seed/groups.ts'
import { makePeople, type DemoPerson } from './seed/people.ts'
import { createRandom } from './seed/random.ts'

/** The demo accounts of the console; people for the portal are added to them. */
export const demoAccounts = [
  { email: 'admin@pomona.example', displayName: 'Avery Admin', role: 'admin' },
  { email: 'apps@pomona.example', displayName: 'Alex Apps', role: 'appManager' },
  { email: 'helpdesk@pomona.example', displayName: 'Harper Helpdesk', role: 'helpdesk' },
] as const

const portalAccounts = 3

/**
 * Fills an empty database with the demo organization: people, devices, groups, accounts. The same in every run; nothing happens
 * when there is an account already. Tokens are not part of it: the administrator uploads them in the browser.
 */
export async function seedDemoOrganization(
  database: Database,
  options: { password: string; now: Date },
): Promise<'seeded' | 'kept'> {
  if ((await database.prisma.account.count()) > 0) return 'kept'
  const random = createRandom(1976)
  const people = makePeople(random)
  const devices = makeDevices(random, people, options.now)
  const accounts = await makeAccounts(people, options.password)
  const groups = [
    ...deviceGroups.map((group) => ({ ...group, id: random.uuid(), kind: 'device' as const })),
    ...userGroups.map((group) => ({ ...group, id: random.uuid(), kind: 'user' as const })),
  ]

  return inTransaction(database, async (tx) => {
    await tx.person.createMany({ data: people.map(({ row }) => row) })
    await tx.device.createMany({ data: devices.map(({ row }) => row) })
    await tx.group.createMany({
      data: groups.map(({ id, kind, displayName, description }) => ({ id, kind, displayName, description })),
    })
    await tx.deviceGroupMember.createMany({
      data: groups.flatMap((group) =>
        group.kind === 'device'
          ? group.choose(devices).map(({ row }) => ({ groupId: group.id, deviceId: row.id }))
          : [],
      ),
    })
    await tx.userGroupMember.createMany({
      data: groups.flatMap((group) =>
        group.kind === 'user' ? group.choose(people).map(({ row }) => ({ groupId: group.id, personId: row.id })) : [],
      ),
    })
    await tx.account.createMany({ data: accounts })
    return 'seeded' as const
  })
}

type Account = { email: string; displayName: string; role: Role; passwordHash: string; personId: string | null }

async function makeAccounts(people: readonly DemoPerson[], password: string): Promise<Account[]> {
  const ofPeople = people
    .slice(0, portalAccounts)
    .map(({ row: { id, email, displayName } }) => ({ email, displayName, role: 'user' as const, personId: id }))
  return Promise.all(
    [...demoAccounts.map((account) => ({ ...account, personId: null })), ...ofPeople].map(async (account) => ({
      ...account,
      passwordHash: await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    })),
  )
}
