import { inTransaction, listMemberIds, reserveForFirstInLine } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { intents, licenseTypes } from '@pomona/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { saveAssignments } from '../assignments/save-assignments.ts'
import type { AssignmentToSave } from '../assignments/find-faults.ts'
import { pomona } from '../deps.ts'
import { deleteGroup } from '../groups/change-group.ts'
import { changeMembers } from '../groups/change-members.ts'
import { reconcileTitle } from '../orders/reconcile-title.ts'
import { createLuck } from '../testing/luck.ts'
import { workOut } from '../testing/organization.ts'
import { asks, excludes, planWorld, tellWhatHappened } from '../testing/plan-world.ts'
import { planGroupChange, type GroupChange } from './plan-group.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

/** A small organization with everything in it that a plan looks at, as chance has it. */
async function organization(seed: number) {
  const luck = createLuck(seed)
  const some = <T>(all: readonly T[], share = 0.5) => luck.some(all, share)
  const world = await planWorld(database, { totalCount: luck.below(8) })
  const { device, person, group, accepted, given, hold } = world

  const people = []
  for (let nth = 0; nth < 6; nth += 1) people.push(await person(`${luck.below(9)} person ${seed} ${nth}`))
  const devices = []
  for (let nth = 0; nth < 10; nth += 1) {
    const owner = luck.chance(0.6) ? luck.pick(people) : undefined
    const facts = { isKiosk: luck.chance(0.1), ...(owner && { personId: owner.id }) }
    devices.push(await device(`${luck.below(9)} device ${seed} ${nth}`, facts))
  }
  for (const each of some(people, 0.6)) {
    const vppUser = await accepted(each)
    if (luck.chance(0.3)) await (luck.chance(0.5) ? given(vppUser) : hold({ clientUserId: vppUser.clientUserId }))
  }
  for (const each of some(devices, 0.3)) await hold(each)

  const deviceGroups = [await group(some(devices)), await group(some(devices))]
  const userGroups = [await group(some(people), 'user'), await group(some(people), 'user')]
  const targets = [...deviceGroups, ...userGroups, 'allDevices' as const, 'allUsers' as const]
  const list = (): AssignmentToSave[] =>
    some(targets, 0.4).map((target) =>
      typeof target !== 'string' && luck.chance(0.2)
        ? excludes(target)
        : asks(target, luck.pick(intents), luck.pick(licenseTypes)),
    )
  const save = async (assignments: AssignmentToSave[], planHash?: string) => {
    const { assignmentsVersion } = await world.db.asset.findUniqueOrThrow({ where: { id: world.asset.id } })
    await saveAssignments(world.deps, pomona, {
      assetId: world.asset.id,
      expectedVersion: assignmentsVersion,
      assignments,
      planHash,
    })
  }
  /** The world as it is before the plan: a list was saved and worked out, some are in line, some are promised one. */
  await save(list())
  await workOut(world.deps, world.asset.id)
  if (luck.chance(0.5))
    await inTransaction(database, (tx) => reserveForFirstInLine(tx, world.asset.id, world.deps.now()))
  world.deps.clock.now = new Date(world.deps.clock.now.getTime() + 60_000)
  return { ...world, luck, some, list, save, deviceGroups, userGroups, devices, people }
}

/** What a plan says in the words of what can be read afterwards. Who is refused may have a license, which stays; that is all the same. */
const foretold = (planned: string[]) =>
  planned
    .filter((line) => !/ (offered|refused)$/.test(line))
    .map((line) => line.replace(/ (keeps|stays)$/, ' has'))
    .toSorted()

/** Does what is due: licenses on their way back are given to the next in line as soon as they are there. */
async function carryOut({ deps, asset }: Awaited<ReturnType<typeof organization>>): Promise<string[]> {
  await reconcileTitle(deps, { adamId: asset.adamId })
  const isBack = { assetId: asset.id, kind: 'disassociate', state: 'reserved' } as const
  const backCount = await database.prisma.licenseOrder.count({ where: isBack })
  await database.prisma.asset.update({ where: { id: asset.id }, data: { availableCount: { increment: backCount } } })
  await inTransaction(database, (tx) => reserveForFirstInLine(tx, asset.id, deps.now()))
  return tellWhatHappened(database, asset.id)
}

/** How many have each outcome, whoever they are and wherever they stand in line. */
const countOutcomes = (lines: string[]) =>
  Object.fromEntries(
    Map.groupBy(lines, (line) => / (gets|short|invites|has|loses)/.exec(line)?.[1])
      .entries()
      .map(([outcome, all]) => [outcome, all.length]),
  )

describe.each(Array.from({ length: 6 }, (_, index) => 7_000 + index))('P19: in organization %i', (seed) => {
  it('a saved list does to everybody what its plan said, when nothing else moves', async () => {
    const scene = await organization(seed)
    const { list, planned, plan, save } = scene
    const next = list()
    const said = await planned(next)
    await save(next, (await plan(next)).hash)
    const happened = await carryOut(scene)
    const isRefused = (line: string) => line.endsWith(' has') && said.includes(line.replace(/ has$/, ' refused'))
    expect(happened.filter((line) => !isRefused(line)).toSorted()).toEqual(foretold(said))
  })

  it('a changed or deleted group does to as many of those it touches what its plan said', async () => {
    const scene = await organization(seed)
    const { deps, some, luck, deviceGroups, userGroups, devices, people } = scene
    const group = luck.pick([...deviceGroups, ...userGroups])
    const memberIds = await listMemberIds(database.prisma, group)
    const wanted = some((group.kind === 'device' ? devices : people).map(({ id }) => id))
    const change: GroupChange = luck.chance(0.4) ? { delete: true } : { ids: wanted }
    const plan = await planGroupChange(deps, { groupId: group.id, change })
    if ('delete' in change) await deleteGroup(deps, pomona, { groupId: group.id, planHash: plan.hash })
    else await changeMembers(deps, pomona, { groupId: group.id, members: change, planHash: plan.hash })

    const touched = new Set(
      'delete' in change
        ? memberIds
        : [...wanted, ...memberIds].filter((id) => wanted.includes(id) !== memberIds.includes(id)),
    )
    const owners = new Set(devices.filter(({ id }) => touched.has(id)).map(({ personId }) => personId))
    const touchedPeople = people.filter(({ id }) => touched.has(id) || owners.has(id))
    const ownerIds = new Set<string | null>(touchedPeople.map(({ id }) => id))
    const names = [
      ...touchedPeople.map(({ displayName }) => displayName),
      ...devices.filter(({ id, personId }) => touched.has(id) || ownerIds.has(personId)).map(({ name }) => name),
    ]
    const happened = (await carryOut(scene)).filter((line) => names.some((name) => line.startsWith(`${name} `)))
    const said = plan.outcomes.flatMap(({ outcome, count }) =>
      Array.from({ length: count }, () => `Somebody ${outcome}`),
    )
    // Of a group that the app is not assigned to there is nothing to say; and who is refused may have a license all the same.
    const isSilent = plan.apps.length === 0 || plan.outcomes.some(({ outcome }) => outcome === 'refused')
    expect(countOutcomes(isSilent ? [] : happened)).toEqual(countOutcomes(isSilent ? [] : foretold(said)))
  })
})
