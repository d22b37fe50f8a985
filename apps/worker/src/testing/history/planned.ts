import { listPlanItems, planAssignments, pomona, saveAssignments } from '@pomona/engine'
import { expect } from 'vitest'
import type { Line } from './plots.ts'
import { lineToSave, type Stage } from './stage.ts'

/** P19: saving a list does to everybody what its plan said, when nothing else moves. */
export async function expectPlanComesTrue(stage: Stage, list: { asset: number; lines: Line[] }): Promise<void> {
  const asset = stage.assets[list.asset % stage.assets.length]
  if (asset === undefined) return
  const { prisma } = stage.database
  const { assignmentsVersion, productType } = await prisma.asset.findUniqueOrThrow({ where: { id: asset.id } })
  const draft = { assetId: asset.id, productType, assignments: list.lines.flatMap((line) => lineToSave(stage, line)) }
  const plan = await planAssignments(stage.deps, draft).catch(() => undefined)
  // A list with faults has no plan.
  if (plan === undefined) return
  const itemsOf = async (show: 'gets' | 'keeps' | 'short' | 'invites' | 'loses') => {
    if (!plan.outcomes.some(({ outcome, count }) => outcome === show && count > 0)) return []
    const { items } = await listPlanItems(stage.deps, { ...draft, show, limit: 200 })
    return items
  }
  const planned = {
    gets: await itemsOf('gets'),
    keeps: await itemsOf('keeps'),
    short: await itemsOf('short'),
    invites: await itemsOf('invites'),
    loses: await itemsOf('loses'),
  }
  await saveAssignments(stage.deps, pomona, { ...draft, expectedVersion: assignmentsVersion, planHash: plan.hash })
  // Looked at before Apple answers: some accept their invitation by themselves.
  await stage.work()
  const orders = await prisma.licenseOrder.findMany({ where: { asset: { adamId: asset.adamId }, settledAt: null } })
  const line = orders
    .filter(({ state }) => state === 'waiting')
    .toSorted(
      (a, b) =>
        a.priority - b.priority ||
        a.queuedAt.getTime() - b.queuedAt.getTime() ||
        (a.targetName < b.targetName ? -1 : 1),
    )
  const nameOf = ({ device, person, licenseType }: (typeof planned.gets)[number]) =>
    (licenseType === 'user' ? person?.displayName : device?.name) ?? ''
  const invited = orders.filter(({ state }) => state === 'awaitingAcceptance').map(({ targetName }) => targetName)
  expect(invited, 'invites').toEqual(expect.arrayContaining(planned.invites.map(nameOf)))
  const short = planned.short.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)).map(nameOf)
  const inLine = line.map(({ targetName }) => targetName).filter((name) => short.includes(name))
  // Each token has a line of its own.
  const isOneLine = stage.assets.filter(({ adamId }) => adamId === asset.adamId).length === 1
  if (isOneLine) expect(inLine, 'short, in this order').toEqual(short)
  else expect(inLine.toSorted(), 'short').toEqual(short.toSorted())
  await stage.rest()
  const users = await prisma.vppUser.findMany({ include: { person: true } })
  const devices = await prisma.device.findMany()
  // Of an app in several tokens the license may be another token's (P18).
  const associations = await prisma.association.findMany({ where: { asset: { adamId: asset.adamId } } })
  const held = associations.map(({ targetType, target }) =>
    targetType === 'device'
      ? devices.find(({ serialNumber }) => serialNumber === target)?.name
      : users.find(({ clientUserId }) => clientUserId === target)?.person?.displayName,
  )
  expect(held, 'gets and keeps').toEqual(expect.arrayContaining([...planned.gets, ...planned.keeps].map(nameOf)))
}
