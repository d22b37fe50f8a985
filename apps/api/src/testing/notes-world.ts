import type { LocationSeed } from '@pomona/apple-vpp/fake'
import type { Database } from '@pomona/db'
import { processOrders } from '@pomona/engine'
import { startToldWorld, type ToldWorld } from './told-world.ts'

/** An app with ten licenses, of which S1 and S2 hold one each, and one without end. */
export const notes = { adamId: '1000000001', pricingParam: 'STDQ' as const }
export const unlimited = { adamId: '1000000002', pricingParam: 'STDQ' as const }

/** A license of the first app, on a device or on a user. */
export const device = (target: string) => ({ ...notes, targetType: 'device' as const, target })
export const user = (target: string) => ({ ...notes, targetType: 'user' as const, target })

/** Worlds for the tests of one file. `closeAll` ends those that a test began, and sees that its hook took all that Apple posted. */
export function notesWorlds(database: Database) {
  const open: ToldWorld[] = []
  return {
    start: async (seed: Partial<LocationSeed> = {}): Promise<ToldWorld> => {
      const world = await startToldWorld(database, {
        assets: [
          { ...notes, name: 'Notes', totalCount: 10, serialNumbers: ['S1', 'S2'] },
          { ...unlimited, name: 'Sketch', totalCount: 2_147_483_647 },
        ],
        ...seed,
      })
      open.push(world)
      return world
    },
    async closeAll(): Promise<void> {
      const refused = open.flatMap(({ lost }) => lost)
      for (const world of open.splice(0)) await world.close()
      if (refused.length > 0) throw new Error(`The hook refused what Apple posted: ${refused.join(', ')}`)
    },
  }
}

/** An order of this console for a license of the first app. */
export async function addNotesOrder(database: Database, world: ToldWorld, serialNumber: string): Promise<void> {
  const asset = await world.asset(notes.adamId)
  await database.prisma.licenseOrder.create({
    data: {
      tokenId: world.tokenId,
      assetId: asset.id,
      kind: 'associate',
      targetType: 'device',
      target: serialNumber,
      targetName: serialNumber,
      state: 'waiting',
      priority: 0,
    },
  })
}

/** Orders one license and waits until Apple has given it. */
export async function orderNotes(database: Database, world: ToldWorld, serialNumber: string): Promise<void> {
  await addNotesOrder(database, world, serialNumber)
  await processOrders(world.deps, { tokenId: world.tokenId })
  world.pass(2_500)
  await processOrders(world.deps, { tokenId: world.tokenId })
}
