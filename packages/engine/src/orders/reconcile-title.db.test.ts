import { inTransaction, reserveForFirstInLine, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import type { Intent } from '@pomona/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertAsset, insertDevices, insertGroup, makeDeps, workOut } from '../testing/organization.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

let made = 0
async function scene(options: { devices: number; availableCount: number }) {
  made += 1
  const deps = makeDeps(database, undefined as never)
  const devices = await insertDevices(database, options.devices, `T${made}X`)
  const asset = await insertAsset(database, { availableCount: options.availableCount })
  const assign = async (deviceIds: string[], line: { intent: Intent } | 'exclude') => {
    const groupId = await insertGroup(database, `Group ${made} ${Math.random()}`, deviceIds)
    const position = await database.prisma.assignment.count({ where: { assetId: asset.id } })
    const asked = line === 'exclude' ? { isExclusion: true } : { intent: line.intent, licenseType: 'device' as const }
    await database.prisma.assignment.create({
      data: { assetId: asset.id, targetKind: 'group', groupId, position, ...asked },
    })
    return groupId
  }
  const hold = (serialNumbers: string[]) =>
    database.prisma.association.createMany({
      data: serialNumbers.map((target) => ({ assetId: asset.id, targetType: 'device' as const, target })),
    })
  const orders = async () => {
    const rows = await database.prisma.licenseOrder.findMany({
      where: { assetId: asset.id },
      orderBy: [{ target: 'asc' }, { createdAt: 'asc' }],
    })
    return rows.map(({ target, kind, state }) => `${target.slice(-2)} ${kind} ${state}`)
  }
  const reconcile = () => workOut(deps, asset.id)
  return { deps, devices, asset, assign, hold, orders, reconcile, ids: devices.map((device) => device.id) }
}

describe('working out a title', () => {
  it('puts every device of a Required group in line, except those that hold the license', async () => {
    const { assign, ids, hold, devices, reconcile, orders } = await scene({ devices: 3, availableCount: 9 })
    await assign(ids, { intent: 'required' })
    await hold([devices[1]?.serialNumber ?? ''])
    expect(await reconcile()).toEqual({ withdrawn: 0, ordered: 2, removals: 0, reclaimed: 0 })
    expect(await orders()).toEqual(['01 associate waiting', '03 associate waiting'])
  })

  it('changes nothing when it runs again', async () => {
    const { assign, ids, reconcile, orders } = await scene({ devices: 3, availableCount: 9 })
    await assign(ids, { intent: 'required' })
    await reconcile()
    const first = await orders()
    expect(await reconcile()).toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
    expect(await orders()).toEqual(first)
  })

  it('orders one license for a device that several groups reach', async () => {
    const { assign, ids, reconcile } = await scene({ devices: 2, availableCount: 9 })
    await assign(ids, { intent: 'required' })
    await assign(ids, { intent: 'required' })
    expect(await reconcile()).toMatchObject({ ordered: 2 })
  })

  it('lets nobody into the line whom an exclusion reaches, and takes out who is in it', async () => {
    const { assign, ids, reconcile, orders } = await scene({ devices: 3, availableCount: 9 })
    await assign(ids, { intent: 'required' })
    await reconcile()
    await assign(ids.slice(0, 1), 'exclude')
    expect(await reconcile()).toMatchObject({ withdrawn: 1 })
    expect(await orders()).toEqual(['01 associate canceled', '02 associate waiting', '03 associate waiting'])
  })

  it('leaves licenses with their devices when the assignment alone is deleted', async () => {
    const { hold, devices, reconcile, orders } = await scene({ devices: 1, availableCount: 9 })
    await hold([devices[0]?.serialNumber ?? ''])
    expect(await reconcile()).toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
    expect(await orders()).toEqual([])
  })

  it('with Uninstall, waits for the device before a license goes back, and takes that back when wanted again', async () => {
    const { assign, ids, hold, devices, reconcile, orders } = await scene({ devices: 2, availableCount: 9 })
    await hold([devices[0]?.serialNumber ?? ''])
    await assign(ids, { intent: 'uninstall' })
    expect(await reconcile()).toMatchObject({ removals: 1, ordered: 0 })
    expect(await orders()).toEqual(['01 disassociate awaitingRemoval'])
    await assign(ids, { intent: 'required' })
    expect(await reconcile()).toMatchObject({ withdrawn: 1, ordered: 1 })
    expect(await orders()).toEqual(['01 disassociate canceled', '02 associate waiting'])
  })

  it('remembers for later what it cannot take back because Apple works on it', async () => {
    const { assign, ids, reconcile, asset } = await scene({ devices: 1, availableCount: 9 })
    const groupId = await assign(ids, { intent: 'required' })
    await reconcile()
    const batch = await database.prisma.appleBatch.create({
      data: { tokenId: asset.tokenId, kind: 'associate', targetType: 'device', requestedCount: 1 },
    })
    for (const state of ['reserved', 'sent'] as const) {
      await database.prisma.licenseOrder.updateMany({
        where: { assetId: asset.id },
        data: { state, batchId: batch.id },
      })
    }
    await database.prisma.group.delete({ where: { id: groupId } })
    expect(await reconcile()).toMatchObject({ withdrawn: 1 })
    expect(await database.prisma.licenseOrder.findFirst({ where: { assetId: asset.id } })).toMatchObject({
      state: 'sent',
      isSuperseded: true,
    })
  })
})

describe('promising licenses', () => {
  it('gives what is free to the first in line, by name where they came together', async () => {
    const { assign, ids, reconcile, orders, asset, deps } = await scene({ devices: 5, availableCount: 3 })
    await assign(ids, { intent: 'required' })
    await reconcile()
    await inTransaction(database, (tx) => reserveForFirstInLine(tx, asset.id, deps.now()))
    expect(await orders()).toEqual([
      '01 associate reserved',
      '02 associate reserved',
      '03 associate reserved',
      '04 associate waiting',
      '05 associate waiting',
    ])
  })

  it.each(['reserved', 'sent', 'unknown'] as const)('counts an order that is %s as promised', async (state) => {
    const { assign, ids, reconcile, asset, deps, orders } = await scene({ devices: 2, availableCount: 1 })
    await assign(ids, { intent: 'required' })
    await reconcile()
    const { id: batchId } = await database.prisma.appleBatch.create({
      data: { tokenId: asset.tokenId, kind: 'associate', targetType: 'device', requestedCount: 1 },
    })
    const [first] = await database.prisma.licenseOrder.findMany({
      where: { assetId: asset.id },
      orderBy: { target: 'asc' },
    })
    const steps = ['reserved', 'sent', 'unknown'] as const
    for (const step of steps.slice(0, steps.indexOf(state) + 1)) {
      await database.prisma.licenseOrder.update({ where: { id: first?.id ?? '' }, data: { state: step, batchId } })
    }
    expect(await inTransaction(database, (tx) => reserveForFirstInLine(tx, asset.id, deps.now()))).toBe(0)
    expect(await orders()).toEqual([`01 associate ${state}`, '02 associate waiting'])
  })

  it('promises each license once, however many rivals come at the same moment', async () => {
    const { devices, asset, deps } = await scene({ devices: 20, availableCount: 3 })
    const promised = await Promise.all(
      devices.map((device) =>
        inTransaction(database, async (tx) => {
          // Each rival sees its own order alone, so that only the turn at the asset keeps them apart.
          await tx.licenseOrder.create({
            data: {
              tokenId: asset.tokenId,
              assetId: asset.id,
              kind: 'associate',
              targetType: 'device',
              target: device.serialNumber,
              targetName: device.serialNumber,
              state: 'waiting',
              priority: 0,
            },
          })
          return reserveForFirstInLine(tx, asset.id, deps.now())
        }),
      ),
    )
    expect(promised.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect(await database.prisma.licenseOrder.count({ where: { assetId: asset.id, state: 'reserved' } })).toBe(3)
  })
})
