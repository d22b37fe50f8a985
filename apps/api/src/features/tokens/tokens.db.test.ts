import { randomUUID } from 'node:crypto'
import { AppleError } from '@pomona/apple-vpp'
import { addAsset, addDevice, addOrder, addSyncRun, addToken, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let admin: string

beforeAll(async () => {
  app = await startApp(database)
  admin = await app.signInAs('admin')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const assets = [
  { adamId: '361285480', totalCount: 25, serialNumbers: ['C02AAA', 'C02BBB'] },
  { adamId: '409183694', totalCount: 3 },
]
const addLocation = (changes: Partial<Parameters<StartedApp['apple']['addLocation']>[0]> = {}) =>
  app.apple.addLocation({ locationName: `Location ${randomUUID()}`, assets, ...changes })
const upload = (file: string, changes: object = {}) =>
  app.call('POST', '/api/v1/tokens', {
    as: admin,
    json: { file, appleId: 'vpp@acme.example', automaticAppUpdates: true, ...changes },
  })
const otherMdm = { id: 'another-mdm', name: 'Other MDM', metadata: 'mdm.other.example' }

describe('200', () => {
  it('says what a file opens and writes nothing', async () => {
    const location = addLocation({ countryISO2ACode: 'DE', accountType: 'education', mdmInfo: otherMdm })
    const before = await db.token.count()
    const answer = await app.call('POST', '/api/v1/tokens/inspect', { as: admin, json: { file: location.tokenFile } })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        uId: location.uId,
        locationName: location.locationName,
        countryOrRegion: 'DE',
        accountType: 'education',
        owns: { assets: 2, associations: 2, users: 0 },
        existingToken: null,
        claimedBy: { name: 'Other MDM', metadata: 'mdm.other.example' },
      },
    })
    expect(await db.token.count()).toBe(before)
    expect(app.apple.location(location.uId).mdmInfo).toEqual(otherMdm)
  })

  it('shows counts, the sync under way and never the credential', async () => {
    const token = await addToken(db, { displayName: 'Counted', nextSyncAt: new Date('2026-12-01T12:00:00Z') })
    const asset = await addAsset(db, { tokenId: token.id, assignedCount: 4 })
    await addAsset(db, { tokenId: token.id, productType: 'Book', assignedCount: 1 })
    const device = await addDevice(db)
    await addOrder(db, { asset, device })
    const run = await addSyncRun(db, { tokenId: token.id, state: 'running', phase: 'assets', progressDone: 3 })
    const answer = await app.call('GET', `/api/v1/tokens/${token.id}`, { as: admin })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        appCount: 1,
        bookCount: 1,
        associationCount: 5,
        waitingCount: 1,
        nextSyncAt: '2026-12-01T12:00:00.000Z',
        activeSync: { id: run.id, phase: 'assets', progressDone: 3, progressTotal: null },
      },
    })
    expect(answer.text).not.toMatch(/sealed|contentToken/i)
  })

  it('changes what is sent and leaves the rest', async () => {
    const token = await addToken(db)
    const json = { displayName: '  Schools  ', automaticAppUpdates: false }
    const answer = await app.call('PATCH', `/api/v1/tokens/${token.id}`, { as: admin, json })
    expect(answer).toMatchObject({
      status: 200,
      body: { displayName: 'Schools', automaticAppUpdates: false, appleId: token.appleId },
    })
  })

  it('renews with a newer file of the same location', async () => {
    const location = addLocation()
    const { body } = await upload(location.tokenFile)
    const { id } = body as { id: string }
    const expiresAt = new Date(Date.now() + 300 * 86_400_000)
    expiresAt.setMilliseconds(0)
    const file = app.apple.addToken(location.uId, { expiresAt })
    const answer = await app.call('POST', `/api/v1/tokens/${id}/renew`, { as: admin, json: { file } })
    expect(answer).toMatchObject({ status: 200, body: { id, expiresAt: expiresAt.toISOString() } })
  })

  it('filters by state and finds parts of the name', async () => {
    await addToken(db, { displayName: 'Kölner Schulen 100%', state: 'revoked' })
    const names = async (query: string) => {
      const { body } = await app.call('GET', `/api/v1/tokens?${query}`, { as: admin })
      return (body as { value: { displayName: string }[] }).value.map(({ displayName }) => displayName)
    }
    expect(await names('state=revoked')).toEqual(['Kölner Schulen 100%'])
    expect(await names('search=SCHUL+kölN')).toEqual(['Kölner Schulen 100%'])
    expect(await names('search=0%25')).toEqual(['Kölner Schulen 100%'])
    expect(await names('search=k_lner')).toEqual([])
  })
})

describe('201', () => {
  it('uploads, claims and starts the first sync', async () => {
    const location = addLocation()
    const answer = await upload(location.tokenFile, { displayName: 'Berlin', countryOrRegion: ' at ' })
    expect(answer).toMatchObject({
      status: 201,
      body: {
        uId: location.uId,
        displayName: 'Berlin',
        countryOrRegion: 'AT',
        state: 'valid',
        activeSync: { trigger: 'created', state: 'queued' },
      },
    })
    const { id } = answer.body as { id: string }
    expect(answer.headers.get('Location')).toBe(`/api/v1/tokens/${id}`)
    expect(app.apple.location(location.uId).mdmInfo).toMatchObject({ name: 'Pomona' })
    const { rows } = await database.pool.query('select 1 from graphile_worker.jobs where task_identifier = $1', [
      'sync-token',
    ])
    expect(rows.length).toBeGreaterThan(0)
    for (const secret of [location.tokenFile, Buffer.from(location.tokenFile, 'base64').toString()]) {
      expect(app.lines.join('')).not.toContain(secret)
      expect(answer.text).not.toContain(secret)
    }
  })

  it('takes a location from another MDM with consent', async () => {
    const location = addLocation({ mdmInfo: otherMdm })
    expect(await upload(location.tokenFile)).toMatchObject({
      status: 409,
      body: { error: { code: 'token_claimed_elsewhere' } },
    })
    expect(await upload(location.tokenFile, { takeControl: true })).toMatchObject({ status: 201 })
  })
})

describe('202', () => {
  it('starts a sync, or answers the one that is on its way', async () => {
    const token = await addToken(db)
    const sync = () => app.call('POST', `/api/v1/tokens/${token.id}/sync`, { as: admin })
    const [first, second] = [await sync(), await sync()]
    expect(first).toMatchObject({ status: 202, body: { state: 'queued', trigger: 'manual' } })
    expect((second.body as { id: string }).id).toBe((first.body as { id: string }).id)
    const { body } = await app.call('GET', `/api/v1/tokens/${token.id}/syncs`, { as: admin })
    expect(body).toMatchObject({ totalCount: 1, value: [first.body] })
  })
})

describe('broken token files', () => {
  const tokenFile = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64')
  const good = { token: 'secret', expDate: '2030-01-01T00:00:00+0000', orgName: 'ACME' }
  const files: [string, string][] = [
    ['empty', ''],
    ['blank', ' \n '],
    ['binary', String.fromCodePoint(...Array.from({ length: 200 }, (_, index) => index + 1))],
    ['with NUL', `${tokenFile(good)}\0`],
    ['huge', 'A'.repeat(20_001)],
    ['beyond the body limit', 'A'.repeat(2_000_000)],
    ['not base64', 'this is not base64!'],
    ['an HTML page', '<!doctype html><html><body>Sign in to Apple Business Manager</body></html>'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    ['not JSON', Buffer.from('not JSON').toString('base64')],
    ['JSON null', tokenFile(null)],
    ['a list', tokenFile([good])],
    ['a number', tokenFile(7)],
    ['without token', tokenFile({ ...good, token: undefined })],
    ['without organization', tokenFile({ ...good, orgName: undefined })],
    ['without date', tokenFile({ ...good, expDate: undefined })],
    ['with a date that is none', tokenFile({ ...good, expDate: 'soon' })],
    ['with wrong types', tokenFile({ token: 1, expDate: {}, orgName: [] })],
    ['expired', tokenFile({ ...good, expDate: '2019-01-01T00:00:00+0000' })],
    ['encoded twice', Buffer.from(tokenFile(good)).toString('base64')],
    ['unknown to Apple', tokenFile(good)],
  ]

  it.each(files)('a file that is %s is refused with a reason, and nothing is stored', async (_, file) => {
    const before = await db.token.count()
    const answers = [
      await app.call('POST', '/api/v1/tokens/inspect', { as: admin, json: { file } }),
      await upload(file),
    ]
    for (const { status, body } of answers) {
      expect([400, 413, 422]).toContain(status)
      const { error } = body as { error: { code: string; message: string } }
      expect(error.code).toMatch(/^(invalid_|token_|payload_)/)
      expect(error.message).toMatch(/^[A-Z].{15,}[.:]/)
    }
    expect(await db.token.count()).toBe(before)
  })

  it('a revoked token is refused', async () => {
    const location = addLocation()
    app.apple.setTokenState(location.tokenFile, 'revoked')
    expect(await upload(location.tokenFile)).toMatchObject({ status: 422, body: { error: { code: 'token_revoked' } } })
  })
})

describe('404', () => {
  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/sync'],
    ['GET', '/syncs'],
  ])('%s %s of a token that is not there', async (method, path) => {
    const answer = await app.call(method, `/api/v1/tokens/${randomUUID()}${path}`, {
      as: admin,
      ...(method === 'PATCH' ? { json: {} } : {}),
    })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
  })
})

describe('409', () => {
  it('refuses the same location twice and renewal with another location’s file', async () => {
    const [mine, other] = [addLocation(), addLocation()]
    const { body } = await upload(mine.tokenFile)
    expect(await upload(mine.tokenFile)).toMatchObject({ status: 409, body: { error: { code: 'token_exists' } } })
    const answer = await app.call('POST', `/api/v1/tokens/${(body as { id: string }).id}/renew`, {
      as: admin,
      json: { file: other.tokenFile },
    })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  })

  it('refuses one token more than the console holds', async () => {
    const small = await startApp(database, { deps: { tokensMax: 1 } })
    const location = small.apple.addLocation({ locationName: 'One too many' })
    const json = { file: location.tokenFile, appleId: 'a@b.example', automaticAppUpdates: false }
    const answer = await small.call('POST', '/api/v1/tokens', { as: admin, json })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'token_limit_reached' } } })
    await small.close()
  })
})

describe('503', () => {
  it('says that Apple cannot be reached', async () => {
    const { vpp } = app.deps
    const unreachable = Object.assign(Object.create(vpp) as typeof vpp, {
      getLocation: () =>
        Promise.reject(new AppleError('apple_unavailable', 'Apple cannot be reached.', { retry: 'later' })),
    })
    const lonely = await startApp(database, { deps: { vpp: unreachable } })
    const { tokenFile: file } = addLocation()
    const answer = await lonely.call('POST', '/api/v1/tokens/inspect', { as: admin, json: { file } })
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'apple_unavailable' } } })
    await lonely.close()
  })
})
