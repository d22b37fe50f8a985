import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona, type Deps } from '../deps.ts'
import { peopleScene, type Scene } from '../testing/people.ts'
import { removePerson, updatePerson } from './change-people.ts'
import { processUsers } from './process-users.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

type Vpp = Deps['vpp']
const adamId = '1000000001'
const person = (scene: Scene, index: number) => scene.people[index]?.id ?? ''

describe('a worker that dies', () => {
  class Crash extends Error {}
  const moments = Array.from({ length: 9 }, (_, index) => index)

  it.each(moments.flatMap((moment) => [['before', moment] as const, ['after', moment] as const]))(
    '%s its question %i to Apple leaves what the next run ends rightly',
    async (side, moment) => {
      let questions = 0
      let hasCrashed = false
      const mayCrash = async <T>(work: () => Promise<T>): Promise<T> => {
        const isNow = !hasCrashed && questions === moment
        questions += 1
        if (isNow && side === 'before') {
          hasCrashed = true
          throw new Crash()
        }
        const answer = await work()
        if (isNow) {
          hasCrashed = true
          throw new Crash()
        }
        return answer
      }
      let isArmed = false
      const sent: string[] = []
      const wrap = (vpp: Vpp): Vpp => ({
        ...vpp,
        createUsers: (...args) => mayCrash(() => (sent.push('create'), vpp.createUsers(...args))),
        updateUsers: (...args) => mayCrash(() => (sent.push('update'), vpp.updateUsers(...args))),
        retireUsers: (...args) => mayCrash(() => (sent.push('retire'), vpp.retireUsers(...args))),
        getEvent: (...args) => mayCrash(() => vpp.getEvent(...args)),
        readUsers: async function* (...args) {
          if (isArmed) await mayCrash(async () => undefined)
          yield* vpp.readUsers(...args)
        },
        readAssets: async function* (...args) {
          if (isArmed) await mayCrash(async () => undefined)
          yield* vpp.readAssets(...args)
        },
      })
      const scene = await peopleScene(database, { people: 6, wrap, assets: [{ adamId, totalCount: 5 }] })
      isArmed = true
      const { deps, tokenId } = scene.world
      const run = async () => {
        for (let round = 0; round < 14; round += 1) {
          await processUsers(deps, { tokenId }).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
          })
          scene.world.pass(61_000)
        }
      }
      await scene.register()
      await run()
      await updatePerson(deps, pomona, {
        personId: person(scene, 0),
        email: `moved-${Date.now()}-${moment}${side}@x.example`,
      })
      await removePerson(deps, pomona, { personId: person(scene, 5) })
      await run()

      expect(scene.activeAtApple()).toHaveLength(5)
      expect(scene.activeAtApple()[0]?.email).toMatch(/^moved-/)
      expect(scene.world.fake.usersOf(scene.world.location.uId)).toHaveLength(6)
      const rows = await scene.rows()
      expect(rows.every(({ wanted, batchId }) => wanted === null && batchId === null)).toBe(true)
      expect(rows.map(({ status }) => String(status)).toSorted()).toEqual([...Array(5).fill('Registered'), 'Retired'])
      // A request whose outcome is unknown is read, not repeated; one that never left is sent once.
      expect(sent.toSorted()).toEqual(['create', 'retire', 'update'])
    },
  )
})
