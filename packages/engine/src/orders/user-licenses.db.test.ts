import { listOrders } from '@pomona/db'
import { addAssignment, addDevice, addGroup, addPerson, openTestDatabase } from '@pomona/db/testing'
import type { Intent } from '@pomona/domain'
import { randomInt } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { updateDevice } from '../devices/change-device.ts'
import { deleteDevice, leaveDevice } from '../devices/leave-device.ts'
import { explainApp } from '../explain/explain-app.ts'
import { changeMembers } from '../groups/change-members.ts'
import { removePerson, updatePerson } from '../people/change-people.ts'
import { workOut } from '../testing/organization.ts'
import { buildWorld } from '../testing/world.ts'
import { reconcileTitle } from './reconcile-title.ts'
import { requestApp, withdrawRequest } from './request-app.ts'

const database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())

/** A world with one app, given to a group of people by User license. */
async function scene(options: { licenses: number; people: number; intent?: Intent; isBook?: boolean }) {
  const adamId = String(randomInt(1e9, 9e9))
  const about = options.isBook ? { productType: 'Book' as const, deviceAssignable: false, revocable: false } : {}
  const world = await buildWorld(database, { assets: [{ adamId, totalCount: options.licenses, ...about }] })
  const people: Awaited<ReturnType<typeof addPerson>>[] = []
  for (let index = 0; index < options.people; index += 1) people.push(await addPerson(db))
  const group = await addGroup(db, { kind: 'user', memberIds: people.map(({ id }) => id) })
  const assetId = await world.assetId(adamId)
  await addAssignment(db, { assetId, groupId: group.id, intent: options.intent ?? 'required', licenseType: 'user' })
  const uId = world.location.uId
  return {
    world,
    people,
    group,
    assetId,
    uId,
    /** Works out what is marked, as the worker would, and moves everything forward. */
    live: async () => {
      await reconcileTitle(world.deps, { adamId })
      await world.settle()
    },
    begin: async () => {
      await workOut(world.deps, assetId)
      await world.settle()
    },
    accept: async (personId: string) => {
      const where = { personId, tokenId: world.tokenId, status: 'Registered' as const }
      const { inviteCode } = await db.vppUser.findFirstOrThrow({ where })
      world.fake.acceptInvitation(inviteCode ?? '', `${personId}@icloud.example`)
      await world.sync()
      await world.settle()
    },
    /** Who holds it at Apple, by name. */
    holders: async () => {
      const held = world.fake.associationsOf(uId).flatMap(({ clientUserId }) => clientUserId ?? [])
      const users = await db.vppUser.findMany({ where: { clientUserId: { in: held } }, include: { person: true } })
      return users.map(({ person }) => nameOf(person ?? undefined)).toSorted((a, b) => (a < b ? -1 : 1))
    },
    standings: async () => {
      const orders = await db.licenseOrder.findMany({ where: { assetId, settledAt: null }, include: { person: true } })
      return Object.fromEntries(orders.map(({ person, kind, state }) => [person?.displayName, `${kind} ${state}`]))
    },
    free: async () => (await db.asset.findUniqueOrThrow({ where: { id: assetId } })).availableCount,
  }
}
const nameOf = (person: { displayName: string } | undefined) => person?.displayName ?? ''

describe('P26: people at Apple', () => {
  it('are made when a license is first due, use none up until they accept, and then join the line', async () => {
    const { people, begin, accept, holders, standings, free } = await scene({ licenses: 1, people: 2 })
    const [ada, bob] = people
    await begin()
    expect(await standings()).toEqual({
      [nameOf(ada)]: 'associate awaitingAcceptance',
      [nameOf(bob)]: 'associate awaitingAcceptance',
    })
    expect(await free()).toBe(1)
    await accept(bob?.id ?? '')
    expect(await holders()).toEqual([nameOf(bob)])
    await accept(ada?.id ?? '')
    expect(await standings()).toEqual({ [nameOf(ada)]: 'associate waiting' })
  })

  it('say why Apple refused to make one of them, and go on by themselves once the person is corrected', async () => {
    const { world, people, assetId, begin, holders, standings } = await scene({ licenses: 1, people: 1 })
    const personId = people[0]?.id ?? ''
    world.fake.addLocation({ locationName: 'Elsewhere', managedDomains: ['elsewhere.example'] })
    const change = (managedAppleId: string) => updatePerson(world.deps, pomona, { personId, managedAppleId })
    await change('ada@elsewhere.example')
    await begin()
    expect(await standings()).toEqual({ [nameOf(people[0])]: 'associate awaitingAcceptance' })
    const whatApp = () => explainApp(world.deps, { subject: { personId }, assetId })
    const checkOf = async (key: string) => (await whatApp())?.checks.find((check) => check.key === key)
    const reason = expect.stringMatching(/another organization\. Correct the user’s Managed Apple Account\./)
    expect(await checkOf('appleUser')).toMatchObject({
      status: 'failed',
      evidence: expect.arrayContaining([expect.objectContaining({ label: 'Apple says', value: reason })]),
    })
    const { items } = await listOrders(db, { tokenId: world.tokenId, limit: 10, sort: '-createdAt' })
    expect(items).toMatchObject([{ state: 'awaitingAcceptance', reason }])

    await change(`ada-${randomInt(1e9)}@orchard.example`)
    await world.settle()
    expect(await holders()).toEqual([nameOf(people[0])])
    expect(await checkOf('appleUser')).toMatchObject({ status: 'passed' })
  })

  it('P29: a person who leaves is retired, waits no longer and gives their license back; the next in line gets it', async () => {
    const { world, people, begin, accept, holders, live } = await scene({ licenses: 1, people: 2 })
    const [ada, bob] = people
    await begin()
    await accept(ada?.id ?? '')
    await accept(bob?.id ?? '')
    expect(await holders()).toEqual([nameOf(ada)])
    await removePerson(world.deps, pomona, { personId: ada?.id ?? '' })
    await live()
    expect(await holders()).toEqual([nameOf(bob)])
  })
})

describe('P20: Available', () => {
  it('takes a license when somebody asks for it, behind those for whom it is Required', async () => {
    const { world, people, assetId, begin, accept, holders, standings, live } = await scene({
      licenses: 1,
      people: 2,
      intent: 'available',
    })
    const [ada, bob] = people
    await begin()
    expect(await standings()).toEqual({})
    await requestApp(world.deps, { assetId, requester: { personId: ada?.id ?? '' } })
    await live()
    await accept(ada?.id ?? '')
    expect(await holders()).toEqual([nameOf(ada)])

    await requestApp(world.deps, { assetId, requester: { personId: bob?.id ?? '' } })
    await live()
    await accept(bob?.id ?? '')
    expect(await standings()).toEqual({ [nameOf(bob)]: 'associate waiting' })
    const [order] = await db.licenseOrder.findMany({ where: { assetId, state: 'waiting' } })
    expect(order?.priority).toBe(1)
    await withdrawRequest(world.deps, { assetId, requester: { personId: bob?.id ?? '' } })
    await withdrawRequest(world.deps, { assetId, requester: { personId: ada?.id ?? '' } })
    await live()
    expect(await standings()).toEqual({})
    expect(await holders()).toEqual([nameOf(ada)])
  })

  it('refuses a request for what is not offered', async () => {
    const { world, assetId } = await scene({ licenses: 1, people: 0, intent: 'available' })
    const stranger = await addPerson(db)
    await expect(requestApp(world.deps, { assetId, requester: { personId: stranger.id } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('P23: what is no longer due', () => {
  it('takes a user license back from whoever left the group, and gives it to the next in line', async () => {
    const { people, group, begin, accept, holders, live, world, assetId } = await scene({ licenses: 1, people: 2 })
    const [ada, bob] = people
    await begin()
    await accept(ada?.id ?? '')
    await accept(bob?.id ?? '')
    await changeMembers(world.deps, pomona, { groupId: group.id, members: { removeIds: [ada?.id ?? ''] } })
    await live()
    expect(await holders()).toEqual([nameOf(bob)])
    expect(await workOut(world.deps, assetId)).toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
  })

  it('leaves a book with its reader', async () => {
    const { people, begin, accept, holders, group, world, assetId, live } = await scene({
      licenses: 1,
      people: 1,
      isBook: true,
    })
    await begin()
    await accept(people[0]?.id ?? '')
    await db.group.delete({ where: { id: group.id } })
    await workOut(world.deps, assetId)
    await live()
    expect(await holders()).toEqual([nameOf(people[0])])
  })

  it('follows a device to its new user', async () => {
    const adamId = String(randomInt(1e9, 9e9))
    const world = await buildWorld(database, { assets: [{ adamId, totalCount: 3 }] })
    const [before, after] = [await addPerson(db), await addPerson(db)]
    const device = await addDevice(db, { personId: before.id })
    const group = await addGroup(db, { memberIds: [device.id] })
    const assetId = await world.assetId(adamId)
    await addAssignment(db, { assetId, groupId: group.id, licenseType: 'user' })
    await workOut(world.deps, assetId)
    await updateDevice(world.deps, pomona, { deviceId: device.id, personId: after.id })
    await reconcileTitle(world.deps, { adamId })
    const orders = await db.licenseOrder.findMany({ where: { assetId, settledAt: null } })
    expect(orders.map(({ personId }) => personId)).toEqual([after.id])
    expect(await workOut(world.deps, assetId)).toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
  })

  it.each(['wiped', 'deleted', 'kept'] as const)('gives back the licenses of a device that is %s', async (how) => {
    const adamId = String(randomInt(1e9, 9e9))
    const world = await buildWorld(database, { assets: [{ adamId, totalCount: 1 }] })
    const [leaving, next] = [await addDevice(db, { name: 'A' }), await addDevice(db, { name: 'B' })]
    const group = await addGroup(db, { memberIds: [leaving.id, next.id] })
    const assetId = await world.assetId(adamId)
    await addAssignment(db, { assetId, groupId: group.id })
    await workOut(world.deps, assetId)
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual([leaving.serialNumber])
    if (how === 'wiped') await leaveDevice(world.deps, pomona, { deviceId: leaving.id, why: 'wiped' })
    else await deleteDevice(world.deps, pomona, { deviceId: leaving.id, keepLicenses: how === 'kept' })
    await reconcileTitle(world.deps, { adamId })
    await world.settle()
    expect(world.heldAtApple(adamId)).toEqual([how === 'kept' ? leaving.serialNumber : next.serialNumber])
  })
})
