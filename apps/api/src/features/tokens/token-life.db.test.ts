import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssociation,
  addDevice,
  addOrder,
  addRevocation,
  addToken,
  openTestDatabase,
} from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
const as: Record<'admin' | 'appManager' | 'helpdesk', string> = { admin: '', appManager: '', helpdesk: '' }

beforeAll(async () => {
  app = await startApp(database)
  for (const role of ['admin', 'appManager', 'helpdesk'] as const) as[role] = await app.signInAs(role)
})
afterAll(async () => {
  await app.close()
  await database.close()
})

type Token = { id: string; displayName: string; uId: string }
const call = (method: string, path: string, json?: unknown, role: keyof typeof as = 'admin') =>
  app.call(method, `/api/v1/tokens/${path}`, { as: as[role], ...(json === undefined ? {} : { json }) })

/** A token that Apple knows, with two associations of a revocable app. */
async function upload(): Promise<{ token: Token; tokenFile: string }> {
  const { tokenFile } = app.apple.addLocation({
    locationName: `Location ${randomUUID()}`,
    assets: [{ adamId: '361285480', totalCount: 25, missingIn: ['DE'] }],
  })
  const answer = await app.call('POST', '/api/v1/tokens', {
    as: as.admin,
    json: { file: tokenFile, appleId: 'vpp@acme.example', automaticAppUpdates: true },
  })
  const token = answer.body as Token
  const asset = await addAsset(db, { tokenId: token.id, adamId: '361285480', name: 'Keynote', assignedCount: 2 })
  for (const target of ['C02AAA', 'C02BBB']) await addAssociation(db, { assetId: asset.id, target })
  return { token, tokenFile }
}

describe('200', () => {
  it('tests a token for helpdesk too, and shows what was learned', async () => {
    const { token, tokenFile } = await upload()
    const test = () => call('POST', `${token.id}/test`, undefined, 'helpdesk')
    expect(await test()).toMatchObject({
      status: 200,
      body: { isWorking: true, token: { state: 'valid', claimedBy: { name: 'Pomona', isThisConsole: true } } },
    })
    app.apple.setTokenState(tokenFile, 'revoked')
    const answer = await test()
    expect(answer).toMatchObject({
      status: 200,
      body: { isWorking: false, token: { state: 'revoked', stateReason: expect.stringContaining('Renew') } },
    })
    expect(answer.text).not.toContain(tokenFile)
  })

  it('names who took a location over', async () => {
    const { token } = await upload()
    app.apple.setMdmInfo(token.uId, { id: 'x', name: 'Other MDM', metadata: 'mdm.example' })
    expect(await call('POST', `${token.id}/test`)).toMatchObject({
      body: {
        token: { claimedBy: { name: 'Other MDM', metadata: 'mdm.example', isThisConsole: false } },
        message: expect.stringContaining('Other MDM'),
      },
    })
  })

  it('says which apps another country’s store lacks, and moves there', async () => {
    const { token } = await upload()
    expect(await call('POST', `${token.id}/country-preview`, { countryOrRegion: ' de ' })).toMatchObject({
      status: 200,
      body: { countryOrRegion: 'DE', assetCount: 1, missingCount: 1, missing: [{ name: 'Keynote' }] },
    })
    expect(await call('PATCH', token.id, { countryOrRegion: 'DE' })).toMatchObject({
      status: 200,
      body: { countryOrRegion: 'DE', activeSync: { state: 'queued' } },
    })
  })

  it('says what deleting takes away and what stays at Apple', async () => {
    const { token } = await upload()
    expect(await call('GET', `${token.id}/deletion`)).toMatchObject({
      status: 200,
      body: {
        displayName: token.displayName,
        appCount: 1,
        associationCount: 2,
        revocableCount: 2,
        irrevocableCount: 0,
        remainsClaimed: true,
        runningRevocationId: null,
      },
    })
  })

  it('resumes a token, and again without effect', async () => {
    const { id } = await addToken(db, { pausedAt: new Date() })
    expect(await call('GET', id)).toMatchObject({ body: { pausedAt: expect.any(String) } })
    expect(await call('POST', `${id}/resume`)).toMatchObject({ status: 200, body: { pausedAt: null } })
    expect(await call('POST', `${id}/resume`)).toMatchObject({ status: 200 })
    expect(await db.activity.count({ where: { resourceId: id, action: 'resumed' } })).toBe(1)
  })

  it('shows a revocation, its progress and the result of each license', async () => {
    const asset = await addAsset(db)
    const revocation = await addRevocation(db, { tokenId: asset.tokenId, state: 'running', totalCount: 3 })
    const states = ['confirmed', 'failed', 'reserved'] as const
    for (const state of states) {
      const device = await addDevice(db)
      await addOrder(db, {
        asset,
        device,
        kind: 'disassociate',
        state,
        revocationId: revocation.id,
        reason: `is ${state}`,
      })
    }
    const path = `${asset.tokenId}/revocations/${revocation.id}`
    const progress = { totalCount: 3, pendingCount: 1, returnedCount: 1, failedCount: 1, state: 'running' }
    expect(await call('GET', path, undefined, 'helpdesk')).toMatchObject({ status: 200, body: progress })
    expect(await call('GET', `${asset.tokenId}/revocations`)).toMatchObject({
      body: { totalCount: 1, value: [progress] },
    })
    const outcomes = async (query: string) => {
      const { body } = await call('GET', `${path}/items${query}`)
      return (body as { value: { outcome: string; appName: string }[] }).value.map(({ outcome }) => outcome).toSorted()
    }
    expect(await outcomes('')).toEqual(['failed', 'pending', 'returned'])
    for (const outcome of ['failed', 'pending', 'returned']) {
      expect(await outcomes(`?outcome=${outcome}`)).toEqual([outcome])
    }
    expect(await outcomes('?search=nobody')).toEqual([])
  })
})

it('202: calls back all licenses, pauses the token and answers what to follow', async () => {
  const { token } = await upload()
  const answer = await call('POST', `${token.id}/revoke-licenses`, { displayName: token.displayName })
  expect(answer).toMatchObject({ status: 202, body: { state: 'running', isCollected: false, app: null } })
  const { id } = answer.body as { id: string }
  expect(await call('GET', `${token.id}/deletion`)).toMatchObject({ body: { runningRevocationId: id } })
  expect(await call('GET', token.id)).toMatchObject({ body: { pausedAt: expect.any(String) } })
  expect(await db.activity.findFirst({ where: { resourceId: token.id, action: 'revoked' } })).toMatchObject({
    summary: expect.stringContaining('called back all licenses'),
  })
})

it('204: deletes a token, which is gone from every list, and its location may be uploaded again', async () => {
  const { token, tokenFile } = await upload()
  expect(await call('DELETE', token.id, { displayName: token.displayName })).toMatchObject({ status: 204, text: '' })
  for (const path of ['', '/deletion', '/syncs', '/revocations']) {
    expect([path, (await call('GET', `${token.id}${path}`)).status]).toEqual([path, 404])
  }
  const get = async (path: string) => (await app.call('GET', `/api/v1${path}`, { as: as.admin })).body as object
  expect(await get(`/tokens?search=${token.displayName}`)).toMatchObject({ totalCount: 0 })
  expect(await get(`/apps?tokenId=${token.id}`)).toMatchObject({ totalCount: 0 })
  expect(await get(`/orders?tokenId=${token.id}`)).toMatchObject({ totalCount: 0 })
  const json = { file: tokenFile, appleId: 'vpp@acme.example', automaticAppUpdates: true }
  expect(await app.call('POST', '/api/v1/tokens', { as: as.admin, json })).toMatchObject({ status: 201 })
})

describe('400', () => {
  it.each([
    ['DELETE', ''],
    ['POST', '/revoke-licenses'],
  ])('%s%s needs the token’s name', async (method, path) => {
    const { id, displayName } = await addToken(db)
    for (const json of [{ displayName: `${displayName}x` }, { displayName: '' }, {}]) {
      const answer = await call(method, `${id}${path}`, json)
      expect(answer).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid_input', details: [{ path: 'body.displayName' }] } },
      })
    }
    expect(await db.token.findUnique({ where: { id } })).toMatchObject({ deletedAt: null, pausedAt: null })
  })

  it.each(['ZZ', 'UK', 'Germany', '', 'D3'])('there is no country %j', async (countryOrRegion) => {
    const { id } = await addToken(db)
    for (const [method, path] of [
      ['POST', '/country-preview'],
      ['PATCH', ''],
    ] as const) {
      expect(await call(method, `${id}${path}`, { countryOrRegion })).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: 'body.countryOrRegion', message: expect.stringMatching(/country/) }] } },
      })
    }
  })
})

describe('403', () => {
  it.each([
    ['POST', '/country-preview', 'appManager'],
    ['GET', '/deletion', 'appManager'],
    ['DELETE', '', 'appManager'],
    ['POST', '/revoke-licenses', 'appManager'],
    ['POST', '/resume', 'appManager'],
  ] as const)('%s%s is not for %s', async (method, path, role) => {
    const { id } = await addToken(db)
    expect(await call(method, `${id}${path}`, method === 'GET' ? undefined : {}, role)).toMatchObject({ status: 403 })
  })
})

describe('404', () => {
  it.each([
    ['POST', '/test', undefined],
    ['POST', '/country-preview', { countryOrRegion: 'DE' }],
    ['GET', '/deletion', undefined],
    ['DELETE', '', { displayName: 'x' }],
    ['POST', '/revoke-licenses', { displayName: 'x' }],
    ['POST', '/resume', undefined],
    ['GET', '/revocations', undefined],
    ['GET', `/revocations/${randomUUID()}`, undefined],
    ['GET', `/revocations/${randomUUID()}/items`, undefined],
  ])('%s%s of a token that is not there', async (method, path, json) => {
    expect(await call(method, `${randomUUID()}${path}`, json)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    })
  })

  it('a revocation of another token', async () => {
    const [mine, other] = [await addToken(db), await addToken(db)]
    const { id } = await addRevocation(db, { tokenId: other.id })
    expect(await call('GET', `${mine.id}/revocations/${id}`)).toMatchObject({ status: 404 })
    expect(await call('GET', `${mine.id}/revocations/${id}/items`)).toMatchObject({ status: 404 })
  })
})

it('409: all licenses are called back once at a time', async () => {
  const { id, displayName } = await addToken(db)
  const revoke = () => call('POST', `${id}/revoke-licenses`, { displayName })
  expect(await revoke()).toMatchObject({ status: 202 })
  expect(await revoke()).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
})

it('429: a token is tested a few times a minute, and not more', async () => {
  const [{ token }, { token: other }] = [await upload(), await upload()]
  const test = ({ id }: Token) => call('POST', `${id}/test`)
  for (let count = 0; count < 6; count += 1) expect(await test(token)).toMatchObject({ status: 200 })
  const refused = await test(token)
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } })
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(await test(other)).toMatchObject({ status: 200 })
})
