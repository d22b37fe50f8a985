import { listPlanItems, planAssignments, pomona, saveAssignments } from '@pomona/engine'
import { expect } from 'vitest'
import { isBeforeInLine } from './invariants.ts'
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
  const nameOf = ({ device, person, licenseType }: (typeof planned.gets)[number]) =>
    (licenseType === 'user' ? person?.displayName : device?.name) ?? ''
  const ofTitle = { asset: { adamId: asset.adamId } }
  const invited = await prisma.licenseOrder.findMany({ where: { ...ofTitle, state: 'awaitingAcceptance' } })
  expect(
    invited.map(({ targetName }) => targetName),
    'invites',
  ).toEqual(expect.arrayContaining(planned.invites.map(nameOf)))
  await stage.rest()
  const users = await prisma.vppUser.findMany({ include: { person: true } })
  const devices = await prisma.device.findMany()
  // Of an app in several tokens the license may be another token's (P18).
  const associations = await prisma.association.findMany({ where: ofTitle })
  const held = associations.map(({ targetType, target }) =>
    targetType === 'device'
      ? devices.find(({ serialNumber }) => serialNumber === target)?.name
      : users.find(({ clientUserId }) => clientUserId === target)?.person?.displayName,
  )
  expect(held, 'gets and keeps').toEqual(expect.arrayContaining([...planned.gets, ...planned.keeps].map(nameOf)))
  // Whoever has a Managed Apple Account is in line only once Apple has made them a user.
  const waiting = await prisma.licenseOrder.findMany({ where: { ...ofTitle, state: 'waiting' } })
  const line = waiting.toSorted(isBeforeInLine).map(({ targetName }) => targetName)
  if (stage.assets.filter(({ adamId }) => adamId === asset.adamId).length > 1) {
    // What goes back to one token also serves who waits with another.
    expect([...line, ...held], 'short').toEqual(expect.arrayContaining(planned.short.map(nameOf)))
    return
  }
  expect(
    line.map((name, index) => `${name} at place ${index + 1}`),
    'short, at this place',
  ).toEqual(expect.arrayContaining(planned.short.map((item) => `${nameOf(item)} at place ${item.place}`)))
  expect(line.length, 'short').toBe(plan.tokens[0]?.shortCount)
}
