import { randomUUID } from 'node:crypto'
import { inTransaction, type Database } from '@pomona/db'
import type { Deps } from '../deps.ts'
import { processUsers } from '../people/process-users.ts'
import { registerPeople } from '../people/register-people.ts'
import { buildWorld, type World } from './world.ts'

/** A world with people, none of whom Apple knows yet. */
export type Scene = {
  world: World
  people: { id: string; email: string }[]
  register(personIds?: string[]): Promise<number>
  /** Moves VPP users forward until nothing changes, as the worker would over the next minutes. */
  settle(): Promise<void>
  /** Ours at Apple, active ones alone, by e-mail address. */
  activeAtApple(): { email: string | undefined; status: string }[]
  rows(): Promise<{ personId: string | null; status: string | null; wanted: string | null; batchId: string | null }[]>
}

export async function peopleScene(
  database: Database,
  options: {
    people: number
    managed?: (index: number) => string | null
    wrap?: NonNullable<Parameters<typeof buildWorld>[2]>['wrap']
    assets?: Parameters<typeof buildWorld>[1]['assets']
  },
): Promise<Scene> {
  const { wrap } = options
  const world = await buildWorld(database, { assets: options.assets ?? [] }, wrap === undefined ? {} : { wrap })
  const mark = randomUUID().slice(0, 8)
  const people = await database.prisma.person.createManyAndReturn({
    data: Array.from({ length: options.people }, (_, index) => ({
      displayName: `Person ${index}`,
      email: `person-${String(index).padStart(4, '0')}@${mark}.example`,
      managedAppleId: options.managed?.(index) ?? null,
    })),
    select: { id: true, email: true },
  })
  const { tokenId } = world
  return {
    world,
    people,
    register: (personIds = people.map(({ id }) => id)) =>
      inTransaction(database, (tx) => registerPeople(tx, { tokenId, personIds })),
    async settle() {
      for (let round = 0; round < 12; round += 1) {
        await processUsers(world.deps, { tokenId })
        world.pass(61_000)
      }
    },
    activeAtApple: () =>
      world.fake
        .usersOf(world.location.uId)
        .filter(({ status }) => status === 'Registered' || status === 'Associated')
        .map(({ email, status }) => ({ email, status }))
        .toSorted((a, b) => (a.email ?? '').localeCompare(b.email ?? '')),
    rows: () =>
      database.prisma.vppUser.findMany({
        where: { tokenId },
        select: { personId: true, status: true, wanted: true, batchId: true },
        orderBy: { createdAt: 'asc' },
      }),
  }
}

type Vpp = Deps['vpp']

/** A client that notes its requests, and lets a test step in before each. */
export function watched(before: (name: string, args: unknown[]) => void | Promise<void> = () => undefined) {
  const requests: string[] = []
  const wrap = (vpp: Vpp): Vpp =>
    new Proxy(vpp, {
      get: (target, name: keyof Vpp) => {
        const method = target[name] as (...args: unknown[]) => unknown
        return (...args: unknown[]) => {
          requests.push(name)
          const pages = name.startsWith('read')
          if (!pages) return Promise.resolve(before(name, args)).then(() => method(...args))
          return (async function* () {
            await before(name, args)
            yield* method(...args) as AsyncIterable<unknown>
          })()
        }
      },
    })
  return { wrap, requests, sent: () => requests.filter((name) => name.endsWith('Users') && name !== 'readUsers') }
}
