import { AppleError } from '@pomona/apple-vpp'
import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { saveAssignments } from '../assignments/save-assignments.ts'
import { pomona, type Deps } from '../deps.ts'
import { changeMembers } from '../groups/change-members.ts'
import { revokeLicenses } from '../licenses/revoke-licenses.ts'
import { insertDevices, insertGroup } from '../testing/organization.ts'
import { buildWorld, type World } from '../testing/world.ts'
import { renewToken } from '../tokens/renew-token.ts'
import { processOrders } from './process-orders.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const adamId = '1000000001'
const key = { adamId, pricingParam: 'STDQ' as const }
let made = 0

/** A world with one app and one device group, Required with Device licenses. */
async function scene(options: {
  licenses: number
  devices: number
  intent?: 'required' | 'uninstall'
  wrap?: (vpp: Deps['vpp']) => Deps['vpp']
}) {
  made += 1
  const { wrap } = options
  const world = await buildWorld(database, { assets: [{ adamId, totalCount: options.licenses }] }, wrap ? { wrap } : {})
  const devices = await insertDevices(database, options.devices, `O${made}X`)
  const serials = devices.map((device) => device.serialNumber)
  const groupId = await insertGroup(
    database,
    `Orders ${made}`,
    devices.map((device) => device.id),
  )
  const assetId = await world.assetId(adamId)
  let version = 0
  const assign = async (intent: 'required' | 'uninstall' = 'required') => {
    const saved = await saveAssignments(world.deps, pomona, {
      assetId,
      expectedVersion: version,
      assignments: [{ target: { kind: 'group', groupId }, intent, licenseType: 'device' }],
    })
    version = saved.version
    await world.settle([assetId])
  }
  return { world, devices, serials, groupId, assetId, assign }
}

const states = async (
  world: World,
  state: 'waiting' | 'failed' | 'confirmed' | 'awaitingRemoval' | 'sent' | 'unknown',
) => {
  const orders = await database.prisma.licenseOrder.findMany({
    where: { tokenId: world.tokenId, state },
    orderBy: [{ priority: 'asc' }, { queuedAt: 'asc' }, { targetName: 'asc' }],
  })
  return orders.map((order) => order.target)
}
const counts = async (assetId: string) => {
  const asset = await database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
  return [asset.totalCount, asset.assignedCount, asset.availableCount]
}
const busy = new AppleError('apple_busy', 'Apple is busy.', { retry: 'later', errorNumber: 9646 })
const lost = new AppleError('apple_outcome_unknown', 'Apple’s answer was lost.', { retry: 'afterRefresh' })

const onDevices = (...serials: (string | undefined)[]) =>
  serials.map((target) => ({ licenseType: 'device' as const, target: target ?? '' }))

describe('assigning an app to a device group', () => {
  it('holds exactly the group’s serial numbers at Apple, and the counts follow', async () => {
    const { world, serials, assetId, assign } = await scene({ licenses: 10, devices: 4 })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual(serials)
    expect(await counts(assetId)).toEqual([10, 4, 6])
    expect(await states(world, 'confirmed')).toEqual(serials)
  })

  it('gives every license there is, lets the rest wait in order, and serves them in that order when licenses come', async () => {
    const { world, serials, assetId, assign } = await scene({ licenses: 3, devices: 8 })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual(serials.slice(0, 3))
    expect(await states(world, 'waiting')).toEqual(serials.slice(3))
    world.fake.purchase(world.location.uId, key, 2)
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual(serials.slice(0, 5))
    expect(await states(world, 'waiting')).toEqual(serials.slice(5))
    expect(await counts(assetId)).toEqual([5, 5, 0])
  })

  it('follows the group: who joins gets a license, who leaves keeps it', async () => {
    const { world, serials, devices, groupId, assetId, assign } = await scene({ licenses: 10, devices: 2 })
    await assign()
    const [joining] = await insertDevices(database, 1, `J${made}X`)
    await changeMembers(world.deps, pomona, {
      groupId,
      members: { addSerialNumbers: [joining?.serialNumber ?? ''], removeIds: [devices[0]?.id ?? ''] },
    })
    await world.settle([assetId])
    expect(world.heldAtApple(adamId)).toEqual([joining?.serialNumber ?? '', ...serials].toSorted())
  })

  it('sends nothing with a token that cannot write, fails nothing, and goes on after renewal', async () => {
    const { world, serials, assign } = await scene({ licenses: 10, devices: 2 })
    world.fake.setMdmInfo(world.location.uId, { id: 'other', name: 'Other MDM', metadata: 'x' })
    await world.sync()
    await assign()
    expect(world.heldAtApple(adamId)).toEqual([])
    expect(await states(world, 'waiting')).toEqual(serials)
    await database.prisma.token.update({ where: { id: world.tokenId }, data: { state: 'valid', stateReason: null } })
    world.fake.setMdmInfo(world.location.uId, undefined)
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual(serials)
  })
})

describe('giving licenses back', () => {
  it('waits for the device with Uninstall; releasing by hand gives it back at once', async () => {
    const { world, serials, assetId, assign } = await scene({ licenses: 5, devices: 2 })
    await assign()
    await assign('uninstall')
    expect(await states(world, 'awaitingRemoval')).toEqual(serials)
    expect(world.heldAtApple(adamId)).toEqual(serials)
    const results = await revokeLicenses(world.deps, pomona, {
      assetId,
      targets: onDevices(serials[0], 'NOBODY'),
    })
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['notHeld', 'ordered'])
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual(serials.slice(1))
    expect(await counts(assetId)).toEqual([5, 1, 4])
  })

  it('gives a freed license to the first in line, and who still needs one joins the end of it', async () => {
    const { world, serials, assetId, assign } = await scene({ licenses: 1, devices: 3 })
    await assign()
    await revokeLicenses(world.deps, pomona, { assetId, targets: onDevices(serials[0]) })
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual([serials[1]])
    const { rows } = await database.pool.query(
      'select 1 from reconcile_marks m join devices d on d.id = m.device_id where d.serial_number = $1',
      [serials[0]],
    )
    expect(rows).toHaveLength(1)
    await world.settle([assetId])
    expect(world.heldAtApple(adamId)).toEqual([serials[1]])
    expect(await states(world, 'waiting')).toEqual([serials[2], serials[0]])
  })
})

describe('when Apple misbehaves', () => {
  it('sends again what Apple was too busy to take', async () => {
    let refusals = 3
    const { world, serials, assign } = await scene({
      licenses: 5,
      devices: 2,
      wrap: (vpp) => ({
        ...vpp,
        associate: (...args) => (refusals-- > 0 ? Promise.reject(busy) : vpp.associate(...args)),
      }),
    })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual(serials)
    expect(await states(world, 'failed')).toEqual([])
  })

  it.each(['done', 'not done'] as const)('reads Apple when an answer was lost and the work was %s', async (work) => {
    let losses = 1
    const { world, serials, assetId, assign } = await scene({
      licenses: 2,
      devices: 3,
      wrap: (vpp) => ({
        ...vpp,
        async associate(...args) {
          if (losses-- <= 0) return vpp.associate(...args)
          if (work === 'done') await vpp.associate(...args)
          throw lost
        },
      }),
    })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual(serials.slice(0, 2))
    expect(await counts(assetId)).toEqual([2, 2, 0])
    expect(await states(world, 'waiting')).toEqual(serials.slice(2))
  })

  it('puts back in line, at the same place, who got none because somebody else was faster', async () => {
    let rivals = ['RIVAL1']
    const { world, serials, assetId, assign } = await scene({
      licenses: 3,
      devices: 3,
      wrap: (vpp) => ({
        ...vpp,
        async associate(credential, request) {
          const targets = rivals
          rivals = []
          if (targets.length > 0)
            await vpp.associate({ contentToken: credential.contentToken }, { ...request, targets })
          return vpp.associate(credential, request)
        },
      }),
    })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual([...serials.slice(0, 2), 'RIVAL1'].toSorted())
    expect(await states(world, 'waiting')).toEqual(serials.slice(2))
    expect(await counts(assetId)).toEqual([3, 3, 0])
  })

  it('settles what a run that died had been about to send, or had sent', async () => {
    const { world, serials, assign } = await scene({
      licenses: 5,
      devices: 2,
      wrap: (vpp) => {
        let deaths = 2
        return {
          ...vpp,
          async associate(...args) {
            deaths -= 1
            if (deaths === 1) throw new Error('killed before the request left')
            const receipt = await vpp.associate(...args)
            if (deaths === 0) throw new Error('killed before the receipt was written down')
            return receipt
          },
        }
      },
    })
    await assign().catch(() => undefined)
    expect(await database.prisma.appleBatch.findMany({ where: { tokenId: world.tokenId } })).toMatchObject([
      { state: 'sending' },
    ])
    await world.settle().catch(() => undefined)
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual(serials)
    expect(await states(world, 'unknown')).toEqual([])
  })

  it.each(['token_read_only', 'token_revoked'] as const)(
    'keeps every order when a write meets %s, and goes on after renewal',
    async (code) => {
      let refusals = 1
      const { world, serials, assign } = await scene({
        licenses: 5,
        devices: 2,
        wrap: (vpp) => ({
          ...vpp,
          async associate(...args) {
            if (refusals-- > 0) throw new AppleError(code, 'Refused.', { retry: 'never' })
            return vpp.associate(...args)
          },
        }),
      })
      await assign()
      expect(await states(world, 'failed')).toEqual([])
      expect(world.heldAtApple(adamId)).toEqual([])
      const token = await database.prisma.token.findUniqueOrThrow({ where: { id: world.tokenId } })
      expect(token.state).toBe(code === 'token_revoked' ? 'revoked' : 'readOnly')
      await renewToken(world.deps, pomona, { tokenId: world.tokenId, file: world.location.tokenFile })
      await world.settle()
      expect(world.heldAtApple(adamId)).toEqual(serials)
    },
  )

  it('settles work that Apple took in the moment in which another system took the location', async () => {
    const { world, serials, assign } = await scene({
      licenses: 5,
      devices: 2,
      wrap: (vpp) => ({
        ...vpp,
        async associate(...args) {
          world.fake.setMdmInfo(world.location.uId, { id: 'other', name: 'Other MDM', metadata: 'x' })
          return vpp.associate(...args)
        },
      }),
    })
    await assign()
    expect(world.heldAtApple(adamId)).toEqual(serials)
    expect(await states(world, 'sent')).toEqual(serials)
    await renewToken(world.deps, pomona, { tokenId: world.tokenId, file: world.location.tokenFile, takeControl: true })
    await world.settle()
    expect(await states(world, 'confirmed')).toEqual(serials)
  })

  it('asks about an unfinished event again only after thirty seconds', async () => {
    let asked = 0
    const { world, assetId, assign } = await scene({
      licenses: 5,
      devices: 2,
      wrap: (vpp) => ({ ...vpp, getEvent: (...args) => ((asked += 1), vpp.getEvent(...args)) }),
    })
    world.fake.settings.eventDelayMs = 45_000
    await assign()
    const before = asked
    const [late] = await insertDevices(database, 1, `L${made}X`)
    await database.prisma.licenseOrder.create({
      data: {
        tokenId: world.tokenId,
        assetId,
        kind: 'associate',
        targetType: 'device',
        target: late?.serialNumber ?? '',
        targetName: 'late',
        state: 'waiting',
        priority: 0,
        queuedAt: world.deps.now(),
      },
    })
    await processOrders(world.deps, { tokenId: world.tokenId })
    world.pass(3_000)
    await processOrders(world.deps, { tokenId: world.tokenId })
    world.pass(10_000)
    await processOrders(world.deps, { tokenId: world.tokenId })
    expect(asked - before).toBe(1)
    await world.settle()
    expect(world.heldAtApple(adamId)).toContain(late?.serialNumber)
  })
})
