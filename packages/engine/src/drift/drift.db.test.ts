import { listDriftFindings, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { reconcileTitle } from '../orders/reconcile-title.ts'
import { insertDevices, requireOnDevices } from '../testing/organization.ts'
import { buildWorld } from '../testing/world.ts'
import { compareAssets } from './compare-assets.ts'
import { repairDrift } from './repair-drift.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())

const [notes, maps] = ['1000000001', '1000000002']
const isQueued = async (key: string) =>
  (await database.pool.query('select 1 from graphile_worker.jobs where key = $1', [key])).rows.length === 1
const dequeue = (key: string) => database.pool.query('select graphile_worker.remove_job($1)', [key])
const found = async (tokenId: string) =>
  (await listDriftFindings(db, { tokenId, sort: 'appName', limit: 50 })).items.map(
    ({ assetName, kind, count }) => `${assetName} ${kind} ${count}`,
  )

it('P25: differences are found after a sync, repaired at Apple, and gone after that', async () => {
  const [device] = await insertDevices(database, 1)
  const world = await buildWorld(database, {
    assets: [
      {
        adamId: notes,
        name: 'Notes',
        totalCount: 9,
        serialNumbers: ['STRANGE01', 'STRANGE02', device?.serialNumber ?? ''],
      },
      { adamId: maps, name: 'Maps', totalCount: 9 },
    ],
  })
  const { deps, tokenId, fake, location } = world
  expect(await isQueued(`compare:${tokenId}`)).toBe(true)
  await dequeue(`compare:${tokenId}`)
  await world.sync()
  expect(await isQueued(`compare:${tokenId}`)).toBe(false)

  await compareAssets(deps, { tokenId })
  expect(await found(tokenId)).toEqual(['Notes heldWithoutAssignment 1', 'Notes unknownDevice 2'])
  const assetId = await world.assetId(notes)
  expect(await repairDrift(deps, pomona, { assetId, kind: 'unknownDevice' })).toMatchObject({ repairedCount: 2 })
  await dequeue(`compare:${notes}`)
  await world.settle()
  expect(fake.associationsOf(location.uId)).toHaveLength(1)
  expect(await isQueued(`compare:${notes}`)).toBe(true)
  await compareAssets(deps, { adamId: notes })
  expect(await found(tokenId)).toEqual(['Notes heldWithoutAssignment 1'])

  await dequeue(`compare:${notes}`)
  await requireOnDevices(database, assetId, device === undefined ? [] : [device])
  await reconcileTitle(deps, { adamId: notes, everybody: true })
  expect(await isQueued(`compare:${notes}`)).toBe(true)
  await compareAssets(deps, { adamId: notes })
  expect(await found(tokenId)).toEqual([])
})
