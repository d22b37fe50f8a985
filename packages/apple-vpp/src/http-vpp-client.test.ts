import { inspect } from 'node:util'
import { Secret } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import type { ConversationEntry } from './http/exchange.ts'
import { associationsPage, collect, common, credential, openHttpClient, tokenText } from './testing/open-http-client.ts'
import type { ManageAssets } from './vpp-client.ts'

const request: ManageAssets = {
  assets: [{ adamId: '1', pricingParam: 'STDQ' }],
  targetType: 'device',
  targets: ['FAKESN000001'],
}
const location = { ...common, countryISO2ACode: 'de', locationName: 'Test', defaultPlatform: 'enterprisestore' }

describe('reading', () => {
  it('sends the token as it is, as a bearer', async () => {
    const { server, client } = await openHttpClient({ '/client/config': [{ json: location }] })
    await client.getLocation({ contentToken: new Secret(`${tokenText}\r\n`) })
    expect(server.requestsTo('/client/config')[0]?.headers.authorization).toBe(`Bearer ${tokenText}`)
  })

  it('refuses a token that no header can hold, before anything is sent with it', async () => {
    const { server, client } = await openHttpClient({})
    await expect(client.getLocation({ contentToken: new Secret('emoji 🍎') })).rejects.toMatchObject({
      code: 'token_invalid',
    })
    expect(server.requestsTo('/client/config')).toHaveLength(0)
  })

  it.each([
    ['under its own status', 401],
    ['under HTTP 200', 200],
  ])('takes an error number %s for an error', async (_where, status) => {
    const { client } = await openHttpClient({
      '/client/config': [{ status, json: { errorNumber: 9625, errorMessage: 'no' } }],
    })
    await expect(client.getLocation(credential)).rejects.toMatchObject({ code: 'token_revoked', errorNumber: 9625 })
  })

  it.each([
    ['429', { status: 429, json: { errorNumber: 9646, errorMessage: '' } }],
    ['503', { status: 503, text: '<html>' }],
    ['500', { status: 500, json: { errorNumber: 9603, errorMessage: '' } }],
    ['a cut connection', { cut: 'before' as const }],
    ['half an answer', { json: location, cut: 'midBody' as const }],
    ['JSON that ends too early', { text: '{"uId": "9' }],
    ['an answer of another shape', { json: { hello: 'world' } }],
  ])('reads again after %s', async (_what, failure) => {
    const { server, client, sleep } = await openHttpClient({ '/client/config': [failure, { json: location }] })
    await expect(client.getLocation(credential)).resolves.toMatchObject({ countryOrRegion: 'DE' })
    expect(server.requestsTo('/client/config')).toHaveLength(2)
    expect(sleep).toHaveBeenCalledTimes(1)
  })

  it('gives up after a fixed number of tries', async () => {
    const { server, client } = await openHttpClient(
      { '/client/config': [{ status: 503 }] },
      { patience: { attempts: 3 } },
    )
    await expect(client.getLocation(credential)).rejects.toMatchObject({ code: 'apple_unavailable', retry: 'later' })
    expect(server.requestsTo('/client/config')).toHaveLength(3)
  })

  it.each([
    ['seconds', '7'],
    ['a date', 'Mon, 06 May 2030 07:08:07 GMT'],
  ])('waits as long as Apple asks for in %s', async (_form, retryAfter) => {
    const { client, sleep } = await openHttpClient(
      { '/client/config': [{ status: 503, headers: { 'retry-after': retryAfter } }, { json: location }] },
      { now: () => new Date('2030-05-06T07:08:00Z') },
    )
    await client.getLocation(credential)
    expect(sleep).toHaveBeenCalledWith(7000, undefined)
  })

  it('hands a long pause on to its caller instead of holding it', async () => {
    const { client } = await openHttpClient({ '/client/config': [{ status: 503, headers: { 'retry-after': '3600' } }] })
    await expect(client.getLocation(credential)).rejects.toMatchObject({
      code: 'apple_unavailable',
      retryAfterMs: 3_600_000,
    })
  })

  it('does not try a refusal again', async () => {
    const { server, client } = await openHttpClient({ '/status': [{ status: 400, json: { errorNumber: 9708 } }] })
    await expect(client.getEvent(credential, 'gone')).rejects.toMatchObject({ code: 'apple_outcome_unknown' })
    expect(server.requestsTo('/status')).toHaveLength(1)
  })

  it('says so when nobody listens', async () => {
    const { client } = await openHttpClient({}, { baseUrl: 'http://127.0.0.1:1' })
    await expect(client.getLimits()).rejects.toMatchObject({ code: 'apple_unavailable' })
  })
})

describe('writing', () => {
  it.each([
    ['the connection is cut', { cut: 'before' as const }],
    ['the answer is cut', { json: { ...common, eventId: 'e' }, cut: 'midBody' as const }],
    ['the answer cannot be read', { text: 'OK' }],
    ['the answer names no event', { json: common }],
    ['a gateway answers 502', { status: 502, text: '<html>' }],
    ['a gateway answers 500', { status: 500, text: '<html>' }],
  ])('never asks twice and says that the outcome is unknown when %s', async (_what, answer) => {
    const { server, client } = await openHttpClient({ '/assets/associate': [answer] })
    await expect(client.associate(credential, request)).rejects.toMatchObject({
      code: 'apple_outcome_unknown',
      retry: 'afterRefresh',
    })
    expect(server.requestsTo('/assets/associate')).toHaveLength(1)
  })

  it('says that the outcome is unknown when the answer does not come in time', async () => {
    const { client } = await openHttpClient({ '/assets/associate': [{ hang: true }] }, { timeoutMs: 300 })
    await expect(client.associate(credential, request)).rejects.toMatchObject({ code: 'apple_outcome_unknown' })
  })

  it.each([
    [429, 'apple_busy'],
    [503, 'apple_unavailable'],
  ])('knows that a write answered with %i was not done', async (status, code) => {
    const { server, client } = await openHttpClient({
      '/assets/associate': [{ status, headers: { 'retry-after': '30' } }],
    })
    await expect(client.associate(credential, request)).rejects.toMatchObject({
      code,
      retry: 'later',
      retryAfterMs: 30_000,
    })
    expect(server.requestsTo('/assets/associate')).toHaveLength(1)
  })

  it('knows that a write was not done when no connection could be made', async () => {
    const closed = 'http://127.0.0.1:1'
    const { client } = await openHttpClient({
      '/service/config': [{ json: { limits: {}, urls: { associateAssets: `${closed}/associate` } } }],
    })
    await expect(client.associate(credential, request)).rejects.toMatchObject({
      code: 'apple_unavailable',
      retry: 'later',
    })
  })

  it('sends one kind of target in Apple’s words', async () => {
    const { server, client } = await openHttpClient({
      '/assets/disassociate': [{ json: { ...common, eventId: 'event-1' } }],
    })
    await expect(
      client.disassociate(credential, { ...request, targetType: 'user', targets: ['user-1'] }),
    ).resolves.toEqual({ eventId: 'event-1' })
    const sent = server.requestsTo('/assets/disassociate')[0]
    expect(sent?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      assets: [{ adamId: '1', pricingParam: 'STDQ' }],
      clientUserIds: ['user-1'],
    })
  })
})

describe('another MDM', () => {
  const mdmInfo = { id: 'other', name: 'Other MDM', metadata: '' }

  it('is noticed on any answer', async () => {
    const { client } = await openHttpClient({ '/assignments': [{ json: associationsPage(0, 1, { mdmInfo }) }] })
    const mine = { ...credential, mdmId: 'mine' }
    await expect(collect(client.readAssociations(mine))).rejects.toMatchObject({
      code: 'token_assigned_to_external_mdm',
      message: expect.stringContaining('Other MDM'),
    })
    await expect(collect(client.readAssociations({ ...credential, mdmId: 'other' }))).resolves.toHaveLength(1)
    await expect(collect(client.readAssociations(credential))).resolves.toHaveLength(1)
  })

  it('is noticed on the answer to a write, whose receipt is not lost', async () => {
    const { client } = await openHttpClient({
      '/assets/associate': [{ json: { ...common, eventId: 'event-1', mdmInfo } }],
    })
    await expect(client.associate({ ...credential, mdmId: 'mine' }, request)).rejects.toMatchObject({
      code: 'token_assigned_to_external_mdm',
      eventId: 'event-1',
    })
  })
})

describe('the conversation', () => {
  it('is told of every try, and the token is in none of it and in no error', async () => {
    const entries: ConversationEntry[] = []
    const { client } = await openHttpClient(
      {
        '/client/config': [
          { status: 429, json: { errorNumber: 9646 } },
          { status: 401, json: { errorNumber: 9621 } },
        ],
      },
      { onConversation: (entry) => entries.push(entry) },
    )
    const error: unknown = await client.getLocation(credential).catch((thrown: unknown) => thrown)
    expect(entries.map(({ path, attempt, status, errorNumber }) => ({ path, attempt, status, errorNumber }))).toEqual([
      { path: '/mdm/v2/service/config', attempt: 1, status: 200, errorNumber: undefined },
      { path: '/mdm/v2/client/config', attempt: 1, status: 429, errorNumber: 9646 },
      { path: '/mdm/v2/client/config', attempt: 2, status: 401, errorNumber: 9621 },
    ])
    expect(inspect([entries, error], { depth: 20, showHidden: true })).not.toContain(tokenText)
  })

  it.each([
    ['a lost connection', { cut: 'before' as const }],
    ['an unreadable answer', { text: `<p>${tokenText}</p>` }],
  ])('keeps the token out of what %s throws', async (_what, answer) => {
    const { client } = await openHttpClient({ '/assets/associate': [answer] })
    const error: unknown = await client.associate(credential, request).catch((thrown: unknown) => thrown)
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(tokenText)
  })
})
