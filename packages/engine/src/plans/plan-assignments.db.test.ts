import { addAsset, addAssignment, addAssociation, addOrder, addVppUser, openTestDatabase } from '@pomona/db/testing'
import { unlimitedCount } from '@pomona/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { saveAssignments } from '../assignments/save-assignments.ts'
import { listPlanItems } from './plan-assignments.ts'
import { planGroupChange } from './plan-group.ts'
import { asks, excludes, planWorld } from '../testing/plan-world.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

describe('P19: a plan', () => {
  it('says who gets a license, who is short and at which place, in the order of the line', async () => {
    const { device, group, plan, planned } = await planWorld(database, { totalCount: 2 })
    const classroom = await group([await device('Cleo'), await device('Abe'), await device('Dan'), await device('Bea')])
    expect(await planned([asks(classroom)])).toEqual(['Abe gets', 'Bea gets', 'Cleo short 1', 'Dan short 2'])
    expect(await plan([asks(classroom)])).toMatchObject({
      outcomes: [
        { outcome: 'gets', count: 2 },
        { outcome: 'short', count: 2 },
      ],
      tokens: [{ freeBefore: 2, freeAfter: 0, shortCount: 2, isUnlimited: false }],
    })
  })

  it('lists who is short by place, page by page', async () => {
    const { db, deps, device, group, asset, items } = await planWorld(database, { totalCount: 0 })
    const [early, late] = [await device('Zoe'), await device('Yan')]
    for (const [index, one] of [early, late].entries()) {
      await addOrder(db, { asset, device: one, state: 'waiting', queuedAt: new Date(Date.UTC(2020, index)) })
    }
    const list = [asks(await group([await device('Abe'), late, await device('Bea'), early]))]
    const places = (await items('short', list)).items.map((item) => `${item.place} ${item.device?.name}`)
    expect(places).toEqual(['1 Zoe', '2 Yan', '3 Abe', '4 Bea'])
    const request = { assetId: asset.id, productType: asset.productType, assignments: list, show: 'short' as const }
    const { nextCursor } = await listPlanItems(deps, { ...request, limit: 2 })
    const rest = await listPlanItems(deps, { ...request, limit: 2, cursor: nextCursor })
    expect(rest.items.map(({ device: named }) => named?.name)).toEqual(['Abe', 'Bea'])
  })

  it('leaves nobody short of an app without a limit', async () => {
    const { device, group, plan } = await planWorld(database, { totalCount: unlimitedCount })
    const classroom = await group([await device('Abe'), await device('Bea')])
    expect(await plan([asks(classroom)])).toMatchObject({
      outcomes: [{ outcome: 'gets', count: 2 }],
      tokens: [{ isUnlimited: true, shortCount: 0 }],
    })
  })

  it('tells keepers, losers and those who stay from each other (P23)', async () => {
    const { device, group, person, accepted, hold, given, planned } = await planWorld(database)
    const [keeper, unassigned, uninstalled] = [await device('Keeper'), await device('Left over'), await device('Gone')]
    for (const holder of [keeper, unassigned, uninstalled]) await hold(holder)
    const [reclaimed, foreign] = [await person('Reclaimed'), await person('Given elsewhere')]
    await given(await accepted(reclaimed))
    await hold({ clientUserId: (await accepted(foreign)).clientUserId })
    const assignments = [asks(await group([keeper])), asks(await group([uninstalled]), 'uninstall')]
    expect(await planned(assignments)).toEqual([
      'Given elsewhere stays',
      'Gone loses',
      'Keeper keeps',
      'Left over stays',
      'Reclaimed loses',
    ])
  })

  it('hands a license that goes back at once to the first in line', async () => {
    const world = await planWorld(database, { totalCount: 1, assignedCount: 1 })
    const { person, accepted, given, group, planned } = world
    const [former, next, last] = [await person('Former'), await person('Next'), await person('Zoe')]
    await given(await accepted(former))
    for (const one of [next, last]) await accepted(one)
    expect(await planned([asks(await group([next, last], 'user'), 'required', 'user')])).toEqual([
      'Former loses',
      'Next gets',
      'Zoe short 1',
    ])
  })

  it('invites who has not accepted yet, and uses no license for it (P26)', async () => {
    const { person, accepted, group, plan, planned } = await planWorld(database, { totalCount: 1 })
    const [invited, ready] = [await person('Ina'), await person('Rea')]
    await accepted(ready)
    const staff = [asks(await group([invited, ready], 'user'), 'required', 'user')]
    expect(await planned(staff)).toEqual(['Ina invites', 'Rea gets'])
    expect((await plan(staff)).warnings).toContain(
      '1 person has to accept Apple’s invitation first. Until then no license is used and nothing is installed.',
    )
  })

  it('offers what is Available, and takes no license until it is asked for (P20)', async () => {
    const { device, group, planned, plan } = await planWorld(database, { totalCount: 1 })
    const all = [asks(await group([await device('Abe'), await device('Bea')]), 'available')]
    expect(await planned(all)).toEqual(['Abe offered', 'Bea offered'])
    expect(await plan(all)).toMatchObject({ tokens: [{ freeBefore: 1, freeAfter: 1 }] })
  })

  it('counts what is refused, with what to do (P17)', async () => {
    const { device, person, group, plan, items } = await planWorld(database)
    const kiosk = await device('Kiosk', { isKiosk: true, personId: (await person('Kim')).id })
    const lonely = await device('Lonely')
    const all = [asks(await group([kiosk, lonely]), 'required', 'user')]
    const { outcomes, refusals } = await plan(all)
    expect(outcomes).toEqual([{ outcome: 'refused', count: 2 }])
    expect(refusals).toEqual([
      { reason: 'kioskUserLicense', count: 1, message: expect.stringContaining('Device licensing') },
      { reason: 'noPrimaryUser', count: 1, message: expect.stringContaining('primary user') },
    ])
    const refused = await items('refused', all)
    expect(refused.items).toMatchObject([
      { device: { name: 'Kiosk' }, person: { displayName: 'Kim' }, reason: expect.stringContaining('kiosk') },
      { device: { name: 'Lonely' }, person: null },
    ])
  })

  it('names who is reached by assignments that ask for different things, and which of them won', async () => {
    const { device, group, plan, items } = await planWorld(database)
    const ipad = await device('Torn')
    const [required, removed] = [await group([ipad]), await group([ipad])]
    const list = [asks(removed, 'uninstall'), asks(required)]
    expect(await plan(list)).toMatchObject({ conflictCount: 1 })
    expect((await items('conflict', list)).items).toMatchObject([
      {
        outcome: 'gets',
        intent: 'required',
        device: { name: 'Torn' },
        reason: expect.stringContaining(`for ${required.displayName} wins over Uninstall`),
      },
    ])
  })

  it('gives nothing to who is excluded', async () => {
    const { device, group, planned } = await planWorld(database)
    const [inside, outside] = [await device('In'), await device('Out')]
    expect(await planned([asks(await group([inside, outside])), excludes(await group([outside]))])).toEqual(['In gets'])
  })

  it('counts what the people behind the devices will be asked, by kind of device (P30)', async () => {
    const { device, group, plan } = await planWorld(database)
    const devices = [
      await device('a', { isSupervised: true }),
      await device('b', { isSupervised: true }),
      await device('c', { ownership: 'personal' }),
      await device('d', { isSupervised: true, isKiosk: true }),
    ]
    expect((await plan([asks(await group(devices))])).prompts).toEqual([
      { scenario: 'personalDeviceLicense', invitation: false, installPrompt: true, appleIdPrompt: false, count: 1 },
      { scenario: 'supervisedDeviceLicense', invitation: false, installPrompt: false, appleIdPrompt: false, count: 2 },
      { scenario: 'kioskDeviceLicense', invitation: false, installPrompt: false, appleIdPrompt: false, count: 1 },
    ])
  })

  it('counts one person with several devices as one license', async () => {
    const { device, person, accepted, group, planned } = await planWorld(database, { totalCount: 1 })
    const owner = await person('Olga')
    await accepted(owner)
    const devices = [await device('One', { personId: owner.id }), await device('Two', { personId: owner.id })]
    expect(await planned([asks(await group(devices), 'required', 'user')])).toEqual(['Olga gets'])
  })

  it('takes the license of an app in two tokens from the one that has it free, once per device (P18)', async () => {
    const here = await planWorld(database, { totalCount: 1 })
    const there = await addAsset(here.db, { adamId: here.asset.adamId, name: 'Keynote', totalCount: 1 })
    const [holder, first, second, third] = [
      await here.device('Holder'),
      await here.device('First'),
      await here.device('Second'),
      await here.device('Third'),
    ]
    await addAssociation(here.db, { assetId: there.id, target: holder.serialNumber ?? '' })
    const everybody = await here.group([holder, first, second, third])
    await addAssignment(here.db, { assetId: there.id, groupId: everybody.id })
    expect(await here.planned([asks(everybody)])).toEqual([
      'First gets',
      'Holder keeps',
      'Second gets',
      'Third short 1',
    ])
    const { tokens } = await here.plan([asks(everybody)])
    expect(tokens.map(({ assetId, freeBefore, freeAfter }) => [assetId, freeBefore, freeAfter])).toEqual([
      [here.asset.id, 1, 0],
      [there.id, 1, 0],
    ])
  })

  it('counts a person with a Managed Apple Account as accepted: nobody has to be asked (P26)', async () => {
    const { person, group, planned } = await planWorld(database, { totalCount: 1 })
    const managed = await person('Mia', { managedAppleId: 'mia@appleid.acme.example' })
    const staff = await group([managed, await person('Pat')], 'user')
    expect(await planned([asks(staff, 'required', 'user')])).toEqual(['Mia gets', 'Pat invites'])
  })

  it('refuses whom Apple refused to make a user, in its words, until they are tried again (P26)', async () => {
    const { db, token, person, group, plan, planned, items } = await planWorld(database, { totalCount: 2 })
    const [managed, invited] = [await person('Mia', { managedAppleId: 'mia@elsewhere.example' }), await person('Ina')]
    const reason = 'Apple does not know the account. Correct the Managed Apple Account.'
    const refused = { tokenId: token.id, status: null, errorNumber: 9635, reason }
    for (const { id: personId } of [managed, invited]) await addVppUser(db, { ...refused, personId })
    const staff = [asks(await group([managed, invited, await person('Pat')], 'user'), 'required', 'user')]
    expect(await planned(staff)).toEqual(['Ina refused', 'Mia refused', 'Pat invites'])
    expect((await plan(staff)).refusals).toEqual([{ reason, message: reason, count: 2 }])
    expect((await items('refused', staff)).items).toMatchObject([{ reason }, { reason }])
    await db.vppUser.updateMany({ where: { tokenId: token.id }, data: { wanted: 'create', reason: null } })
    expect(await planned(staff)).toEqual(['Ina invites', 'Mia gets', 'Pat invites'])
  })

  it('tries whom Apple refused again when the list is saved, and tells of them when only a group changes', async () => {
    const { device, group, asset, db, deps, planned } = await planWorld(database)
    const failed = await device('Failed')
    const [one, other] = [await group([failed]), await group([failed])]
    for (const { id: groupId } of [one, other]) await addAssignment(db, { assetId: asset.id, groupId })
    await addOrder(db, { asset, device: failed, state: 'failed' })
    expect(await planned([asks(one), asks(other)])).toEqual(['Failed gets'])
    expect((await planGroupChange(deps, { groupId: one.id, change: { delete: true } })).apps).toMatchObject([
      {
        outcomes: [{ outcome: 'refused', count: 1 }],
        refusals: [{ reason: 'failedOrder', count: 1, message: expect.stringContaining('under Orders') }],
      },
    ])
  })

  it('warns that a book never comes back (P16)', async () => {
    const world = await planWorld(database, { productType: 'Book', deviceAssignable: false, revocable: false })
    const readers = [asks(await world.group([await world.person('Rita')], 'user'), 'required', 'user')]
    expect((await world.plan(readers)).warnings).toContainEqual(expect.stringContaining('never comes back'))
  })

  it('pages and searches the names behind a number', async () => {
    const { device, group, deps, asset } = await planWorld(database, { totalCount: 9 })
    const devices = []
    for (const name of ['Ada 1', 'ada 2', 'Bob 3']) devices.push(await device(name))
    const request = {
      assetId: asset.id,
      productType: 'App' as const,
      assignments: [asks(await group(devices))],
      show: 'gets' as const,
    }
    const first = await listPlanItems(deps, { ...request, limit: 2 })
    expect([first.items.map((item) => item.device?.name), first.totalCount]).toEqual([['Ada 1', 'ada 2'], 3])
    const second = await listPlanItems(deps, { ...request, limit: 2, cursor: first.nextCursor })
    expect([second.items.map((item) => item.device?.name), second.nextCursor]).toEqual([['Bob 3'], undefined])
    const found = await listPlanItems(deps, { ...request, limit: 2, search: 'ADA' })
    expect([found.items.length, found.totalCount]).toEqual([2, 2])
  })

  it('changes nothing: no assignment, order, mark, job or VPP user, and not the version of the list', async () => {
    const { db, device, person, group, plan, items } = await planWorld(database)
    const staff = asks(await group([await person('Pia')], 'user'), 'required', 'user')
    const counts = async () => {
      const { rows } = await database.pool.query(
        `select (select count(*) from assignments) as assignments, (select count(*) from license_orders) as orders,
           (select count(*) from reconcile_marks) as marks, (select count(*) from graphile_worker._private_jobs) as jobs,
           (select count(*) from vpp_users) as users, (select count(*) from activity) as activity,
           (select sum(assignments_version) from assets) as versions`,
      )
      return rows[0]
    }
    const list = [staff, asks(await group([await device('Dora')]))]
    const before = await counts()
    await plan(list)
    await items('gets', list)
    expect([await counts(), await db.assignment.count()]).toEqual([before, Number(before.assignments)])
  })

  it('holds up nobody who changes the app, its orders or its counts meanwhile', async () => {
    const world = await planWorld(database)
    const list = [asks(await world.group([await world.device('Dora')]))]
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query('select id from assets where id = $1 for no key update', [world.asset.id])
      expect(await world.planned(list)).toEqual(['Dora gets'])
      await client.query('rollback')
    } finally {
      client.release()
    }
  })

  it.each(['App', 'Book'] as const)('tells a list with faults as saving it does (%s)', async (productType) => {
    const { plan } = await planWorld(database, { productType })
    await expect(plan([asks({ id: '0199c5a1-0000-7000-8000-000000000000' })])).rejects.toMatchObject({
      code: 'invalid_input',
      details: expect.arrayContaining([expect.objectContaining({ path: 'body.assignments.0.target.groupId' })]),
    })
  })
})

describe('P19: saving with the hash of a plan', () => {
  const scene = async () => {
    const world = await planWorld(database, { totalCount: 5 })
    const devices = []
    for (const name of ['Abe', 'Bea', 'Cleo']) devices.push(await world.device(name))
    const list = [asks(await world.group(devices))]
    const { hash } = await world.plan(list)
    const save = () =>
      saveAssignments(world.deps, pomona, {
        assetId: world.asset.id,
        expectedVersion: 0,
        assignments: list,
        planHash: hash,
      })
    return { ...world, devices, save }
  }

  it('applies exactly the plan when nothing else moved', async () => {
    const { save, happened } = await scene()
    expect(await save()).toEqual({ version: 1 })
    expect(await happened()).toEqual(['Abe gets', 'Bea gets', 'Cleo gets'])
  })

  it('refuses and names what moved, and saves nothing, when licenses were taken', async () => {
    const { db, asset, save } = await scene()
    await db.asset.update({ where: { id: asset.id }, data: { availableCount: 2, assignedCount: 3 } })
    await expect(save()).rejects.toMatchObject({
      code: 'plan_changed',
      message: '3 licenses of Keynote were taken meanwhile: look at the plan again.',
    })
    expect(await db.assignment.count({ where: { assetId: asset.id } })).toBe(0)
  })

  it('refuses when somebody else is reached', async () => {
    const { device, db, save } = await scene()
    const group = await db.group.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    await db.deviceGroupMember.create({ data: { groupId: group.id, deviceId: (await device('Late')).id } })
    await expect(save()).rejects.toMatchObject({
      code: 'plan_changed',
      message: 'Meanwhile 4 get a license, not 3: look at the plan again.',
    })
  })

  it('goes on when as many licenses as are needed are still free', async () => {
    const { db, asset, save } = await scene()
    await db.asset.update({ where: { id: asset.id }, data: { availableCount: 3, assignedCount: 2 } })
    expect(await save()).toEqual({ version: 1 })
  })
})
