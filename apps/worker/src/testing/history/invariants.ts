import type { Database } from '@pomona/db'
import { reconcileTitle } from '@pomona/engine'
import { expect } from 'vitest'
import { workOutByHand } from './reference.ts'
import type { Stage } from './stage.ts'

type Order = Awaited<ReturnType<typeof readOrders>>[number]

const readOrders = ({ prisma }: Database) => prisma.licenseOrder.findMany({ orderBy: { id: 'asc' } })

const isPromise = ({ kind, state }: Order) => kind === 'associate' && ['reserved', 'sent', 'unknown'].includes(state)
const isOpen = ({ settledAt }: Order) => settledAt === null
/** Not at Apple yet, so that it must end once it is not wanted. */
const isUnsent = ({ kind, state }: Order) =>
  kind === 'associate' && ['awaitingAcceptance', 'waiting', 'reserved'].includes(state)

const heldAtApple = (stage: Stage, asset: Stage['assets'][number]) =>
  stage.fake
    .associationsOf(asset.uId, { adamId: asset.adamId })
    .map(({ serialNumber, clientUserId }) => serialNumber ?? clientUserId ?? '')
    .toSorted()

/** What was so before a step. */
export type Before = Map<string, Order>

export async function lookBefore(stage: Stage): Promise<Before> {
  return new Map((await readOrders(stage.database)).map((order) => [order.id, order]))
}

/** What holds at every moment. */
export async function expectSound(stage: Stage, before: Before): Promise<void> {
  const orders = await readOrders(stage.database)
  for (const asset of stage.assets) {
    const mine = orders.filter(({ assetId }) => assetId === asset.id)
    const owned = stage.fake.assetsOf(asset.uId).find(({ adamId }) => adamId === asset.adamId)?.totalCount ?? 0
    const promised = new Set([...heldAtApple(stage, asset), ...mine.filter(isPromise).map(({ target }) => target)])
    expect(promised.size, 'held and promised').toBeLessThanOrEqual(owned)
    const open = mine.filter(isOpen).map(({ targetType, target }) => `${targetType} ${target}`)
    expect(new Set(open).size, 'open orders of one target').toBe(open.length)
    expectInTurn(mine, before)
  }
}

type Ranked = Pick<Order, 'priority' | 'queuedAt' | 'targetName' | 'id'>
/** The order of a line (P22), for sorting. */
export const isBeforeInLine = (a: Ranked, b: Ranked) =>
  a.priority - b.priority ||
  a.queuedAt.getTime() - b.queuedAt.getTime() ||
  (a.targetName === b.targetName ? (a.id < b.id ? -1 : 1) : a.targetName < b.targetName ? -1 : 1)

/** P22: of two who waited before, and still would, the first in line is promised first. */
function expectInTurn(orders: Order[], before: Before): void {
  const waited = orders.filter(({ id }) => before.get(id)?.state === 'waiting')
  const served = waited.filter((order) => isPromise(order) || (order.state === 'confirmed' && order.batchId !== null))
  const passedOver = waited.filter(({ state, retryAt }) => state === 'waiting' && retryAt === null)
  for (const lucky of served) {
    for (const other of passedOver) {
      const [was, otherWas] = [before.get(lucky.id) ?? lucky, before.get(other.id) ?? other]
      const isPassedOver = isBeforeInLine(otherWas, was) < 0 && isBeforeInLine(other, lucky) < 0
      expect(isPassedOver, `${lucky.targetName} was served before ${other.targetName}`).toBe(false)
    }
  }
}

/** Once workers have done what is due: nobody is in line, or promised a license, whom no assignment gives it. */
export async function expectOnlyDueInLine(stage: Stage): Promise<void> {
  const orders = await readOrders(stage.database)
  for (const asset of stage.assets) {
    const due = await workOutByHand(stage.database, asset.id)
    for (const order of orders.filter((each) => each.assetId === asset.id && isUnsent(each))) {
      const subject = (order.targetType === 'device' ? order.deviceId : order.personId) ?? ''
      expect(due.excluded.has(subject), `${order.targetName} is excluded and ${order.state}`).toBe(false)
      const { asked } = order.targetType === 'device' ? due.devices : due.people
      expect([...asked], `${order.targetName} is ${order.state}`).toContain(subject)
    }
  }
}

/** What holds when nothing is left to do. */
export async function expectAtRest(stage: Stage): Promise<void> {
  const { prisma } = stage.database
  const orders = await readOrders(stage.database)
  expect(orders.filter((order) => isOpen(order) && ['reserved', 'sent', 'unknown'].includes(order.state))).toEqual([])
  await expectOnlyDueInLine(stage)
  for (const asset of stage.assets) {
    const held = await prisma.association.findMany({ where: { assetId: asset.id } })
    expect(held.map(({ target }) => target).toSorted(), 'as Apple has it').toEqual(heldAtApple(stage, asset))
    const waiting = orders.filter(({ assetId, state }) => assetId === asset.id && state === 'waiting')
    const { availableCount } = await prisma.asset.findUniqueOrThrow({ where: { id: asset.id } })
    expect(waiting.length === 0 || availableCount === 0, 'nobody waits beside a free license').toBe(true)
  }
  await expectDueServed(stage, orders)
  await expectOneLicenseEach(stage, orders)
}

/** Whoever is due a title holds it, waits for it or for their invitation, or Apple refused it; users who are not due lost it. */
async function expectDueServed(stage: Stage, orders: Order[]): Promise<void> {
  const { prisma } = stage.database
  const devices = await prisma.device.findMany()
  const users = await prisma.vppUser.findMany()
  for (const title of Map.groupBy(stage.assets, ({ adamId }) => adamId).values()) {
    const assetIds = title.map(({ id }) => id)
    const rows = await prisma.asset.findMany({ where: { id: { in: assetIds } } })
    const held = await prisma.association.findMany({ where: { assetId: { in: assetIds } } })
    const mine = orders.filter(({ assetId }) => assetIds.includes(assetId))
    const dues = await Promise.all(assetIds.map((id) => workOutByHand(stage.database, id)))
    const deviceOf = new Map(devices.map(({ serialNumber, id }) => [serialNumber, id]))
    const personOf = new Map(users.map(({ clientUserId, personId }) => [clientUserId, personId]))
    const heldBy = new Set(
      held.map(({ targetType, target }) => (targetType === 'device' ? deviceOf.get(target) : personOf.get(target))),
    )
    const inLine = new Set(
      mine
        .filter((order) => order.kind === 'associate' && (isUnsent(order) || order.state === 'failed'))
        .map(({ targetType, deviceId, personId }) => (targetType === 'device' ? deviceId : personId)),
    )
    // What several tokens ask for is weighed against each other; with one it is plain.
    const [due] = dues
    if (dues.length > 1 || due === undefined) continue
    const asked = [...due.devices.asked, ...due.people.asked]
    expect(
      asked.filter((id) => !heldBy.has(id) && !inLine.has(id)),
      'due and forgotten',
    ).toEqual([])

    const given = new Set(
      mine
        .filter(({ kind, state, targetType }) => kind === 'associate' && state === 'confirmed' && targetType === 'user')
        .map(({ target }) => target),
    )
    const kept = held.filter(({ targetType, target }) => {
      const person = personOf.get(target) ?? ''
      return (
        targetType === 'user' &&
        given.has(target) &&
        !due.people.asked.has(person) &&
        !due.people.kept.has(person) &&
        !mine.some((order) => order.target === target && order.state === 'awaitingRemoval')
      )
    })
    expect(rows[0]?.revocable === false ? [] : kept, 'P23: users who are no longer due give it back').toEqual([])
    for (const device of devices.filter(({ id, serialNumber }) => due.uninstalled.has(id) && serialNumber !== null)) {
      const isHeld = held.some(({ targetType, target }) => targetType === 'device' && target === device.serialNumber)
      const awaits = mine.some(({ target, state }) => target === device.serialNumber && state === 'awaitingRemoval')
      const gets = due.devices.asked.has(device.id) || due.devices.kept.has(device.id)
      expect(isHeld && !gets, 'P23: what is to be uninstalled awaits its removal').toBe(awaits)
    }
  }
}

/** P18: no device and no person is given a title by two tokens. */
async function expectOneLicenseEach(stage: Stage, orders: Order[]): Promise<void> {
  const held = await stage.database.prisma.association.findMany({ include: { asset: true } })
  const users = await stage.database.prisma.vppUser.findMany()
  const personOf = new Map(users.map(({ clientUserId, personId }) => [clientUserId, personId]))
  const isOurs = new Set(
    orders
      .filter(({ kind, state }) => kind === 'associate' && state === 'confirmed')
      .map(({ assetId, target }) => `${assetId} ${target}`),
  )
  const holders = held
    .filter(({ assetId, target }) => isOurs.has(`${assetId} ${target}`))
    .map(({ asset, target, targetType }) => `${asset.adamId} ${targetType === 'user' ? personOf.get(target) : target}`)
  expect(holders.length, 'P18: one license of a title').toBe(new Set(holders).size)
}

/** Working everything out anew, for everybody, finds nothing to do. */
export async function expectFullAgrees(stage: Stage): Promise<void> {
  const picture = async () => ({
    orders: await readOrders(stage.database),
    users: await stage.database.prisma.vppUser.count(),
    marks: await stage.database.prisma.reconcileMark.count(),
  })
  const before = await picture()
  for (const adamId of new Set(stage.assets.map((asset) => asset.adamId))) {
    const found = await reconcileTitle(stage.deps, { adamId, everybody: true })
    expect(found, 'the full computation').toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
  }
  expect(await picture()).toEqual(before)
}
