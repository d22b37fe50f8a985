import { randomUUID } from 'node:crypto'
import type { Explanation } from '@pomona/contracts'
import {
  addAsset,
  addAssignment,
  addAssociation,
  addDevice,
  addGroup,
  addOrder,
  addPerson,
  addToken,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let helpdesk: string

beforeAll(async () => {
  app = await startApp(database)
  helpdesk = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const get = (path: string) => app.call('GET', `/api/v1/${path}`, { as: helpdesk })
async function ask(path: string): Promise<Explanation> {
  const { status, body } = await get(path)
  expect([path, status]).toEqual([path, 200])
  return body
}
const ofDevice = (device: { id: string }, asset: { id: string }) =>
  ask(`devices/${device.id}/explain?appId=${asset.id}`)
const ofUser = (person: { id: string }, asset: { id: string }) => ask(`users/${person.id}/explain?appId=${asset.id}`)
/** The check that decides, and what shows it. */
const decisive = ({ checks }: Explanation) => {
  const check = checks.find(({ status }) => status === 'failed' || status === 'waiting')
  return check && { ...check, shown: check.evidence.map(({ label, value }) => `${label}: ${value}`) }
}
const shown = ({ checks }: Explanation, key: string) =>
  checks.find((check) => check.key === key)?.evidence.map(({ label, value }) => `${label}: ${value}`)

/** A device of a person, in a group that the app is required on. */
async function scene(given: { intent?: 'required' | 'available' | 'uninstall'; licenseType?: 'user' | 'device' } = {}) {
  const person = await addPerson(db, { displayName: 'Ada' })
  const device = await addDevice(db, { name: 'Ada’s iPad', personId: person.id, enrollmentState: 'enrolled' })
  const token = await addToken(db, { displayName: 'Berlin' })
  const asset = await addAsset(db, { tokenId: token.id, name: 'Keynote', totalCount: 5 })
  const group = await addGroup(db, { memberIds: [device.id] })
  const assignment = await addAssignment(db, { assetId: asset.id, groupId: group.id, ...given })
  return { person, device, token, asset, group, assignment }
}

describe('who is reached', () => {
  it('names the app, the token, the device and its person, and passes every check of who holds what is due', async () => {
    const { device, asset, person, token, group } = await scene()
    await addAssociation(db, { assetId: asset.id, target: device.serialNumber ?? '' })
    const answer = await ofDevice(device, asset)
    expect(answer).toMatchObject({
      app: { id: asset.id, name: 'Keynote', tokenId: token.id, tokenName: 'Berlin', iconUrl: null },
      device: { id: device.id, name: 'Ada’s iPad', serialNumber: device.serialNumber },
      person: { id: person.id, displayName: 'Ada', email: person.email },
      verdict: { status: 'passed', nextStep: null },
    })
    expect(decisive(answer)).toBeUndefined()
    expect(shown(answer, 'reached')).toEqual([`${group.displayName}: Required, Device licensing`])
    expect(shown(answer, 'license')).toEqual([`Held by: ${device.serialNumber}`])
  })

  it('tells of the ways through the person, through everybody, and of lists that reach somebody else', async () => {
    const { device, asset, person } = await scene()
    await db.assignment.deleteMany({ where: { assetId: asset.id } })
    const elsewhere = await addGroup(db)
    await addAssignment(db, { assetId: asset.id, groupId: elsewhere.id })
    const unreached = await ofDevice(device, asset)
    expect(decisive(unreached)).toMatchObject({ key: 'reached', status: 'failed' })
    expect(shown(unreached, 'reached')).toEqual([`${elsewhere.displayName}: does not reach Ada’s iPad`])

    const staff = await addGroup(db, { kind: 'user', memberIds: [person.id], displayName: `Staff ${asset.id}` })
    await addAssignment(db, { assetId: asset.id, groupId: staff.id, licenseType: 'user' })
    await addAssignment(db, { assetId: asset.id })
    await addAssignment(db, { assetId: asset.id, targetKind: 'allUsers', intent: 'available', licenseType: 'user' })
    expect(shown(await ofDevice(device, asset), 'reached')).toEqual([
      `Staff ${asset.id}: Required, User licensing, through Ada`,
      'All devices: Required, Device licensing',
      'All users: Available, User licensing, through Ada',
    ])
  })

  it('reaches nobody through a person who has left or a device that several people share', async () => {
    const { device, asset, person } = await scene()
    await db.assignment.deleteMany({ where: { assetId: asset.id } })
    await addAssignment(db, { assetId: asset.id, targetKind: 'allUsers', licenseType: 'user' })
    await db.device.update({ where: { id: device.id }, data: { isShared: true } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'reached' })
    await db.device.update({ where: { id: device.id }, data: { isShared: false } })
    expect(decisive(await ofDevice(device, asset))).not.toMatchObject({ key: 'reached' })
    await db.person.update({ where: { id: person.id }, data: { removedAt: new Date() } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'reached' })
    expect(decisive(await ofUser(person, asset))).toMatchObject({ key: 'device', status: 'failed' })
  })

  it('an exclusion wins, and its group is named', async () => {
    const { device, asset, person } = await scene()
    const guests = await addGroup(db, { kind: 'user', memberIds: [person.id], displayName: `Guests ${asset.id}` })
    await addAssignment(db, { assetId: asset.id, groupId: guests.id, isExclusion: true })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({
      key: 'excluded',
      shown: [`Excluded group: Guests ${asset.id}`],
    })
  })

  it('a kiosk is refused a user license, and a sixth device too', async () => {
    const { device, asset, person } = await scene({ licenseType: 'user' })
    await db.device.update({ where: { id: device.id }, data: { isKiosk: true } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'licenseType', status: 'failed' })
    await db.device.update({ where: { id: device.id }, data: { isKiosk: false } })
    const age = (day: number) => new Date(Date.UTC(2020, 0, day))
    for (let day = 1; day < 6; day += 1) await addDevice(db, { personId: person.id, createdAt: age(day) })
    expect(decisive(await ofDevice(device, asset))?.title).toContain('more than five devices')
    // A device that takes no user license is none of the five.
    await db.device.updateMany({ where: { personId: person.id, createdAt: age(3) }, data: { isKiosk: true } })
    expect(decisive(await ofDevice(device, asset))).not.toMatchObject({ key: 'licenseType' })
  })
})

describe('where the license is', () => {
  it('who waits sees the place and the numbers', async () => {
    const { device, asset } = await scene()
    await db.asset.update({ where: { id: asset.id }, data: { availableCount: 0, assignedCount: 5 } })
    await addOrder(db, { asset, device: await addDevice(db), queuedAt: new Date(0) })
    await addOrder(db, { asset, device: await addDevice(db), state: 'reserved' })
    await addOrder(db, { asset, device })
    const answer = decisive(await ofDevice(device, asset))
    expect(answer).toMatchObject({ key: 'license', status: 'waiting' })
    expect(answer?.title).toContain('at place 2')
    expect(answer?.shown.join('\n')).toContain('2')
  })

  it('what Apple refused is told in words, with its number', async () => {
    const { device, asset } = await scene()
    await addOrder(db, { asset, device, state: 'failed', errorNumber: 9709, reason: 'Apple had none left.' })
    const answer = await ofDevice(device, asset)
    expect(answer.verdict.status).toBe('failed')
    expect(JSON.stringify(answer.checks)).toContain('9709')
  })

  it('what Apple works on is named by its receipt', async () => {
    const { device, asset } = await scene()
    await addOrder(db, { asset, device, state: 'sent' })
    const { eventId } = await db.appleBatch.findFirstOrThrow({ where: { tokenId: asset.tokenId } })
    const answer = await ofDevice(device, asset)
    expect(decisive(answer)).toMatchObject({ key: 'appleEvent', status: 'waiting' })
    expect(JSON.stringify(decisive(answer)?.evidence)).toContain(eventId)
  })

  it('a token that cannot write, and one that is paused, stop what is due', async () => {
    const { device, asset, token } = await scene()
    const reason = 'The token has expired. Renew it.'
    await db.token.update({ where: { id: token.id }, data: { state: 'expired', stateReason: reason } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'token', nextStep: reason })
    await db.token.update({ where: { id: token.id }, data: { state: 'valid', pausedAt: new Date() } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'token', status: 'failed' })
  })

  it('another token that serves the same title is named, and a deleted one is not', async () => {
    const { device, asset, group } = await scene()
    const munich = await addToken(db, { displayName: 'Munich' })
    const other = await addAsset(db, { tokenId: munich.id, adamId: asset.adamId, name: 'Keynote' })
    await addAssignment(db, { assetId: other.id, groupId: group.id })
    await addAssociation(db, { assetId: other.id, target: device.serialNumber ?? '' })
    const answer = await ofDevice(device, asset)
    expect(answer.verdict).toMatchObject({ status: 'passed', title: expect.stringContaining('Munich') })
    expect(shown(answer, 'otherToken')).toEqual(['Munich: License held, 10 available'])
    await db.token.update({ where: { id: munich.id }, data: { deletedAt: new Date() } })
    expect(shown(await ofDevice(device, asset), 'otherToken')).toEqual([])
  })

  it('what is available waits until somebody asks', async () => {
    const { device, asset } = await scene({ intent: 'available' })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'requested', status: 'waiting' })
    await db.appRequest.create({ data: { assetId: asset.id, deviceId: device.id } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'license' })
  })
})

describe('the person at Apple', () => {
  async function userScene(given: { managedAppleId?: string } = {}) {
    const made = await scene({ licenseType: 'user' })
    await db.person.update({ where: { id: made.person.id }, data: given })
    const join = (user: Parameters<typeof addVppUser>[1]) =>
      addVppUser(db, { tokenId: made.token.id, personId: made.person.id, ...user })
    return { ...made, join }
  }

  it('is not known yet, then invited, then kept from accepting by a blocked store', async () => {
    const { device, asset, join } = await userScene()
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'appleUser', status: 'waiting' })
    await join({})
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'invitation', status: 'waiting' })
    await db.device.update({ where: { id: device.id }, data: { isStoreBlocked: true } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'invitation', status: 'failed' })
  })

  it('shares an Apple Account with somebody, or the device is signed in with another one', async () => {
    const { device, asset, join } = await userScene()
    const user = await join({ status: 'Associated', idHash: `hash ${randomUUID()}` })
    const bob = await addPerson(db, { displayName: 'Bob' })
    const shared = await addVppUser(db, { personId: bob.id, status: 'Associated', idHash: user.idHash })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({
      key: 'appleAccount',
      shown: ['Same Apple Account: Bob'],
    })
    await db.vppUser.delete({ where: { id: shared.id } })
    await db.device.update({ where: { id: device.id }, data: { storeAccountHash: 'another' } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'appleAccount', status: 'failed' })
    await db.device.update({ where: { id: device.id }, data: { storeAccountHash: user.idHash } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'license' })
  })

  it('who was retired and invited again is who counts', async () => {
    const { device, asset, join } = await userScene()
    await join({ status: 'Retired', createdAt: new Date(0) })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'appleUser', status: 'failed' })
    const user = await join({ status: 'Associated' })
    await addAssociation(db, { assetId: asset.id, targetType: 'user', target: user.clientUserId })
    expect((await ofDevice(device, asset)).verdict.status).toBe('passed')
  })

  it('is explained for a book, whatever devices they have', async () => {
    const person = await addPerson(db, { displayName: 'Cleo' })
    await addDevice(db, { personId: person.id })
    const book = await addAsset(db, {
      productType: 'Book',
      name: 'Moby-Dick',
      revocable: false,
      deviceAssignable: false,
    })
    const readers = await addGroup(db, { kind: 'user', memberIds: [person.id] })
    await addAssignment(db, { assetId: book.id, groupId: readers.id, licenseType: 'user' })
    const user = await addVppUser(db, { tokenId: book.tokenId, personId: person.id, status: 'Associated' })
    expect(decisive(await ofUser(person, book))).toMatchObject({ key: 'license', status: 'waiting' })
    await addAssociation(db, { assetId: book.id, targetType: 'user', target: user.clientUserId })
    const answer = await ofUser(person, book)
    expect(answer).toMatchObject({ device: null, person: { displayName: 'Cleo' }, verdict: { status: 'passed' } })
    expect(shown(answer, 'license')).toEqual([`Held by: ${user.clientUserId}`])
  })
})

describe('on the device', () => {
  it('tells of an OS that is too old, of the last command and of what the device reported', async () => {
    const { device, asset } = await scene()
    await addAssociation(db, { assetId: asset.id, target: device.serialNumber ?? '' })
    await db.assetMetadata.create({
      data: { assetId: asset.id, storefront: 'US', minimumOsVersion: '17.0', checkedAt: new Date() },
    })
    await db.device.update({ where: { id: device.id }, data: { osVersion: '16.7' } })
    expect(decisive(await ofDevice(device, asset))).toMatchObject({ key: 'osVersion', status: 'failed' })
    await db.device.update({ where: { id: device.id }, data: { osVersion: '17.0.1' } })
    const command = { deviceId: device.id, assetId: asset.id, requestType: 'InstallApplication', dueAt: new Date() }
    await db.command.create({ data: { ...command, createdAt: new Date(0) } })
    await db.command.create({
      data: {
        ...command,
        state: 'Error',
        answeredAt: new Date(),
        answer: { ErrorChain: [{ ErrorCode: 9610, LocalizedDescription: 'License not found.' }] },
      },
    })
    const answer = decisive(await ofDevice(device, asset))
    expect(answer).toMatchObject({ key: 'command' })
    expect(JSON.stringify(answer)).toContain('License not found.')
  })
})

describe('404', () => {
  it('has nothing of a device, a person or an app that is not there', async () => {
    const { device, asset, person, token } = await scene()
    for (const path of [
      `devices/${randomUUID()}/explain?appId=${asset.id}`,
      `devices/${device.id}/explain?appId=${randomUUID()}`,
      `users/${randomUUID()}/explain?appId=${asset.id}`,
      `users/${person.id}/explain?appId=${randomUUID()}`,
    ]) {
      expect([path, await get(path)]).toMatchObject([path, { status: 404, body: { error: { code: 'not_found' } } }])
    }
    await db.token.update({ where: { id: token.id }, data: { deletedAt: new Date() } })
    expect(await get(`devices/${device.id}/explain?appId=${asset.id}`)).toMatchObject({ status: 404 })
  })
})

describe('400', () => {
  it('needs the app', async () => {
    const { device } = await scene()
    expect(await get(`devices/${device.id}/explain`)).toMatchObject({ status: 400 })
  })
})
