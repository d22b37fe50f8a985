import { randomInt } from 'node:crypto'
import { createFakeApple, type FakeApple, type LocationSeed, type LocationView } from '@pomona/apple-vpp/fake'
import { createMemoryVppClient } from '@pomona/apple-vpp/testing'
import { insertSyncRun, type Database } from '@pomona/db'
import { processOrders } from '../orders/process-orders.ts'
import { processUsers } from '../people/process-users.ts'
import { syncToken } from '../sync/sync-token.ts'
import { createToken } from '../tokens/create-token.ts'
import { pomona, type Deps } from '../deps.ts'
import { makeDeps, workOut } from './organization.ts'

/** An organization with one location at a fake Apple, on a clock that only the test moves. */
export type World = {
  deps: Deps & { clock: { now: Date } }
  fake: FakeApple
  location: LocationView
  tokenId: string
  assetId: (adamId: string) => Promise<string>
  sync: () => Promise<string>
  /** Works the asset out and moves orders forward until nothing changes, as the worker would over the next minutes. */
  settle: (assetIds?: string[]) => Promise<void>
  pass: (ms: number) => void
  /** Serial numbers that hold the asset at Apple, sorted. */
  heldAtApple: (adamId: string) => string[]
}

export async function buildWorld(
  database: Database,
  seed: Omit<LocationSeed, 'locationName'>,
  options: { wrap?: (vpp: Deps['vpp']) => Deps['vpp'] } = {},
): Promise<World> {
  const clock = { now: new Date('2030-03-01T08:00:00Z') }
  const fake = createFakeApple({ now: () => clock.now })
  const location = fake.addLocation({ locationName: 'Orchard', uId: `9${randomInt(1e14)}`, ...seed })
  const memory = createMemoryVppClient(fake, { now: () => clock.now })
  const deps = Object.assign(makeDeps(database, options.wrap?.(memory) ?? memory), { clock, now: () => clock.now })
  const { id: tokenId } = await createToken({ ...deps, vpp: memory }, pomona, {
    file: location.tokenFile,
    appleId: 'admin@example.test',
    automaticAppUpdates: true,
  })
  const pass = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms)
  }
  const world: World = {
    deps,
    fake,
    location,
    tokenId,
    pass,
    async assetId(adamId) {
      const asset = await database.prisma.asset.findFirstOrThrow({ where: { tokenId, adamId } })
      return asset.id
    },
    async sync() {
      pass(1_000)
      const run = await insertSyncRun(database.prisma, tokenId, 'manual')
      await syncToken(deps, { tokenId, runId: run.id })
      return run.id
    },
    async settle(assetIds = []) {
      for (const assetId of assetIds) await workOut(deps, assetId)
      for (let round = 0; round < 12; round += 1) {
        await processUsers(deps, { tokenId })
        await processOrders(deps, { tokenId })
        pass(61_000)
      }
    },
    heldAtApple: (adamId) =>
      fake
        .associationsOf(location.uId)
        .filter((association) => association.adamId === adamId)
        .flatMap((association) => association.serialNumber ?? [])
        .toSorted(),
  }
  await world.sync()
  return world
}
