import { randomUUID } from 'node:crypto'
import {
  addActivity,
  addAsset,
  addAssignment,
  addAssociation,
  addDevice,
  addGroup,
  addOrder,
  addPerson,
  addRevocation,
  addSyncRun,
  addToken,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
import type { Endpoint } from '@pomona/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoints } from './testing/endpoints.ts'
import { startApp, type StartedApp } from './testing/start-app.ts'

type Page = { value: Record<string, unknown>[]; nextCursor?: string; totalCount: number }

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let reader: string
/** What `:id` stands for in the path of each list. */
const parents: Record<string, string> = {}

beforeAll(async () => {
  app = await startApp(database)
  reader = await app.signInAs('helpdesk')
  // Names repeat and counts are equal, so that ties decide the order.
  const tokens = [await addToken(db, { displayName: 'Berlin' }), await addToken(db, { displayName: 'berlin' })]
  for (let number = 0; number < 5; number += 1) await addToken(db, { displayName: 'Zürich', state: 'expiring' })
  const [token] = tokens
  const assets = []
  for (let number = 0; number < 8; number += 1) {
    const tokenId = tokens[number % 2]?.id ?? ''
    assets.push(await addAsset(db, { tokenId, name: number % 3 === 0 ? 'Keynote' : 'keynote', totalCount: 5 }))
    await addAsset(db, { tokenId, productType: 'Book', name: 'Moby-Dick' })
  }
  const devices = []
  for (let number = 0; number < 9; number += 1) {
    devices.push(await addDevice(db, { name: number < 5 ? 'iPad of class 7' : 'IPAD OF CLASS 7' }))
  }
  for (let number = 0; number < 3; number += 1) await addDevice(db, { name: 'Nobody', serialNumber: null })
  for (let number = 0; number < 6; number += 1) await addPerson(db, { displayName: number < 3 ? 'Ada' : 'ada' })
  for (let number = 0; number < 7; number += 1)
    await addGroup(db, { displayName: `Group ${number % 2}-${randomUUID()}` })
  const group = await addGroup(db, { displayName: 'Class 7', memberIds: devices.map(({ id }) => id) })
  const [device] = devices
  const [asset] = assets
  if (!token || !asset || !device) throw new Error('nothing was made')
  await addAssignment(db, { assetId: asset.id, groupId: group.id })
  const at = new Date('2026-03-01T08:00:00Z')
  for (const [number, one] of devices.entries()) {
    if (number < 3) await addAssociation(db, { assetId: asset.id, target: one.serialNumber ?? '' })
    else if (number < 7) await addOrder(db, { asset, device: one, queuedAt: at, createdAt: at })
    else await addOrder(db, { asset, device: one, state: 'sent', createdAt: at })
  }
  for (const target of ['UNKNOWN1', 'UNKNOWN2', 'UNKNOWN3', 'UNKNOWN4', 'UNKNOWN5', 'unknown5'])
    await addAssociation(db, { assetId: asset.id, target })
  for (const other of assets.slice(1, 6))
    await addAssociation(db, { assetId: other.id, target: device.serialNumber ?? '' })
  for (const other of assets.slice(0, 5)) {
    for (const target of ['theirs-1', 'theirs-2'])
      await addAssociation(db, { assetId: other.id, target, targetType: 'user' })
  }
  for (let number = 0; number < 6; number += 1) {
    await db.appleNotification.create({
      data: { tokenId: token.id, notificationId: randomUUID(), type: 'ASSET_COUNT', body: {}, receivedAt: at },
    })
    await addSyncRun(db, { tokenId: token.id, requestedAt: at, endedAt: at })
    await addActivity(db, { at })
    await db.appleExchange.create({
      data: { at, tokenId: token.id, method: 'GET', path: '/mdm/v2/assets', attempt: 1, status: 200, durationMs: 9 },
    })
  }
  const revocations = []
  for (let number = 0; number < 6; number += 1) {
    revocations.push(await addRevocation(db, { tokenId: token.id, requestedAt: at }))
    await addOrder(db, {
      asset: assets[7] ?? asset,
      device: devices[number] ?? device,
      kind: 'disassociate',
      state: number < 3 ? 'failed' : 'confirmed',
      revocationId: revocations[0]?.id ?? null,
      createdAt: at,
    })
  }
  const user = await addVppUser(db, { tokenId: token.id, status: 'Associated' })
  for (const tokenAsset of await db.asset.findMany({ where: { tokenId: token.id }, take: 6 }))
    await addAssociation(db, { assetId: tokenAsset.id, target: user.clientUserId, targetType: 'user' })
  for (const { id: assetId } of assets.slice(0, 6)) {
    for (const kind of ['heldWithoutAssignment', 'unknownDevice', 'twoLicenses'] as const)
      await db.driftFinding.create({ data: { assetId, kind, count: 2 } })
  }
  const book = await db.asset.findFirstOrThrow({ where: { productType: 'Book' } })
  for (const target of ['reader-1', 'reader-2', 'reader-3', 'reader-4', 'Reader-4'])
    await addAssociation(db, { assetId: book.id, target, targetType: 'user' })
  Object.assign(parents, {
    listBookLicenses: book.id,
    listUserApps: user.personId,
    listDriftItems: asset.id,
    listRevocations: token.id,
    listRevocationItems: token.id,
    revocationId: revocations[0]?.id,
    listSyncRuns: token.id,
    listConversation: token.id,
    listForeignHoldings: token.id,
    listNotifications: token.id,
    listLicenses: asset.id,
    listMembers: group.id,
    listDeviceApps: device.id,
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const lists = endpoints.filter(
  ([, { method, response }]) => method === 'GET' && 'shape' in response && 'nextCursor' in (response.shape as object),
)
const sortsOf = (endpoint: Endpoint) =>
  z
    .object({ properties: z.object({ sort: z.object({ enum: z.array(z.string()) }) }) })
    .parse(z.toJSONSchema(endpoint.query, { io: 'input' })).properties.sort.enum

const cases = lists.flatMap(([name, endpoint]) =>
  sortsOf(endpoint).map((sort) => ({ name, path: endpoint.path, sort })),
)

async function read(name: string, path: string, query: Record<string, string | number>) {
  const place = path
    .replace(/:(id|appId)/, parents[name] ?? '')
    .replace(':revocationId', parents['revocationId'] ?? '')
    .replace(':kind', 'unknownDevice')
  const url = `${place}?${new URLSearchParams(query as Record<string, string>).toString()}`
  return app.call('GET', url, { as: reader })
}

async function readAll(name: string, path: string, query: Record<string, string | number>) {
  const rows = []
  let cursor: string | undefined
  do {
    const { status, body } = await read(name, path, { ...query, ...(cursor === undefined ? {} : { cursor }) })
    expect(status).toBe(200)
    const page = body as Page
    rows.push(...page.value)
    cursor = page.nextCursor
    expect(page.totalCount).toBeGreaterThan(4)
  } while (cursor !== undefined && rows.length < 200)
  return rows
}

describe.each(cases)('$name by $sort', ({ name, path, sort }) => {
  it('gives every row once, in the same order, whatever the size of the pages', async () => {
    const whole = await readAll(name, path, { sort, limit: 200 })
    const parts = await readAll(name, path, { sort, limit: 2 })
    expect(parts).toEqual(whole)
    expect(new Set(whole.map((row) => JSON.stringify(row))).size).toBe(whole.length)
  })

  const opposite = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
  const turns = cases.some((other) => other.name === name && other.sort === opposite)

  it.runIf(turns)('turns around with the sort', async () => {
    const down = await readAll(name, path, { sort: opposite, limit: 3 })
    expect(down.toReversed()).toEqual(await readAll(name, path, { sort, limit: 3 }))
  })

  it('refuses cursors that are none of its own', async () => {
    const forged = [
      'x',
      '%',
      Buffer.from('[]').toString('base64url'),
      Buffer.from('{"a":1}').toString('base64url'),
      Buffer.from(JSON.stringify([sort, 'a\0', randomUUID()])).toString('base64url'),
      Buffer.from(JSON.stringify([sort, {}, randomUUID()])).toString('base64url'),
      Buffer.from(JSON.stringify([sort, 99_999_999_999, randomUUID()])).toString('base64url'),
      Buffer.from(JSON.stringify([sort, 'x', 'not an id'])).toString('base64url'),
      Buffer.from(JSON.stringify(['line', 1, '2026-13-01T00:00:00.000Z', 'x', randomUUID()])).toString('base64url'),
      Buffer.from(JSON.stringify(['line', 99_999, '2026-12-01T00:00:00.000Z', 'x', randomUUID()])).toString(
        'base64url',
      ),
      Buffer.from(JSON.stringify(['named', 1, 2, 3])).toString('base64url'),
      Buffer.from(JSON.stringify(['nameless', 'tool', 'x'])).toString('base64url'),
    ]
    for (const cursor of forged) {
      const answer = await read(name, path, { sort, cursor })
      expect([cursor, answer.status]).toEqual([cursor, 400])
      expect(answer.body).toMatchObject({ error: { code: 'invalid_input' } })
    }
  })
})

it('there is a test for every list', () => {
  expect(lists.length).toBeGreaterThanOrEqual(11)
})
