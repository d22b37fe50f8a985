import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connectDatabase } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from './testing/start-app.ts'

const database = await openTestDatabase()
let app: StartedApp
let admin: string
let consoleFolder: string

beforeAll(async () => {
  consoleFolder = await mkdtemp(join(tmpdir(), 'pomona-console-'))
  await mkdir(join(consoleFolder, 'assets'))
  await writeFile(
    join(consoleFolder, 'index.html'),
    '<!doctype html><html><head></head><body>the console</body></html>',
  )
  await writeFile(join(consoleFolder, 'assets/main-abc123.js'), 'console.log(1)')
  app = await startApp(database, { options: { consoleFolder } })
  admin = await app.signInAs('admin')
})
afterAll(async () => {
  await app.close()
  await database.close()
  await rm(consoleFolder, { recursive: true })
})

/** Bytes that no well-behaved client sends. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.end(bytes)
  return text(socket)
}

describe('requests that are not as they should be', () => {
  it.each([
    ['GET', '/api/v1/nothing', 404, 'not_found'],
    ['GET', '/hooks/nothing', 404, 'not_found'],
    ['DELETE', '/api/v1/me', 405, 'method_not_allowed'],
    ['POST', '/healthz', 405, 'method_not_allowed'],
    ['GET', '/api/v1/%E0%A4%A', 400, 'invalid_input'],
    ['GET', '/api/v1/me?search=%ff', 400, 'invalid_input'],
  ])('%s %s is answered %d %s', async (method, path, status, code) => {
    const answer = await app.call(method, path, { as: admin })
    expect(answer).toMatchObject({ status, body: { error: { code, requestId: answer.headers.get('x-request-id') } } })
  })

  it('names the methods that are possible', async () => {
    expect((await app.call('DELETE', '/api/v1/me', { as: admin })).headers.get('Allow')).toBe('GET, HEAD')
    expect((await app.call('OPTIONS', '/api/v1/auth/sign-in')).headers.get('Allow')).toBe('POST')
  })

  it.each([
    ['{"email": ', 'application/json', 400, 'invalid_input'],
    ['"text"', 'application/json', 400, 'invalid_input'],
    ['null', 'application/json', 400, 'invalid_input'],
    ['[]', 'application/json', 400, 'invalid_input'],
    ['[['.repeat(100_000), 'application/json', 400, 'invalid_input'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'application/json', 400, 'invalid_input'],
    ['{"email":"a\\u0000b","password":"x"}', 'application/json', 400, 'invalid_input'],
    ['{"email":"a@b.c","password":"\\ud800"}', 'application/json', 400, 'invalid_input'],
    ['email=a&password=b', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['email', 'text/plain', 415, 'unsupported_media_type'],
    ['{}', 'application/json; charset=ebcdic', 415, 'unsupported_media_type'],
    [`{"email":"${'x'.repeat(600_000)}"}`, 'application/json', 413, 'payload_too_large'],
  ])('the body %.40s as %s is answered %d', async (body, type, status, code) => {
    const answer = await fetch(`${app.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: { code } })
  })

  it('refuses a compressed body', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    const answer = await fetch(`${app.url}/api/v1/auth/sign-in`, { method: 'POST', headers, body: 'not gzip' })
    expect(answer.status).toBe(415)
  })

  it('answers what is not even HTTP', async () => {
    const answer = await sendRaw('this is not HTTP\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('"code":"invalid_input"')
    expect(await sendRaw(`GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /)
  })
})

describe('ids and headers', () => {
  it('takes over a request id and refuses to repeat a strange one', async () => {
    const given = await app.call('GET', '/healthz', { headers: { 'X-Request-Id': 'proxy-4711' } })
    expect(given.headers.get('x-request-id')).toBe('proxy-4711')
    const strange = await app.call('GET', '/healthz', { headers: { 'X-Request-Id': '<script>' } })
    expect(strange.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })

  it('allows nothing but the console’s own files', async () => {
    const policy = (await app.call('GET', '/healthz')).headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|script-src|https?:/)
  })
})

describe('health', () => {
  it('is ready with a migrated database', async () => {
    expect(await app.call('GET', '/readyz')).toMatchObject({ status: 200 })
  })

  it('is alive but not ready without one', async () => {
    const nowhere = connectDatabase('postgresql://nobody@127.0.0.1:1/nothing')
    const lonely = await startApp(nowhere)
    expect(await lonely.call('GET', '/healthz')).toMatchObject({ status: 200 })
    expect(await lonely.call('GET', '/readyz')).toMatchObject({ status: 503, body: { error: { code: 'not_ready' } } })
    const json = { email: 'a@pomona.example', password: 'x' }
    expect(await lonely.call('POST', '/api/v1/auth/sign-in', { json })).toMatchObject({ status: 503 })
    expect(await lonely.call('GET', '/metrics')).toMatchObject({ status: 200 })
    await lonely.close()
    await nowhere.close()
  })

  it('is not ready while a migration is missing', async () => {
    await database.pool.query(`update _prisma_migrations set finished_at = null where migration_name like '%_first'`)
    expect(await app.call('GET', '/readyz')).toMatchObject({ status: 503, body: { error: { code: 'not_ready' } } })
    await database.pool.query('update _prisma_migrations set finished_at = now()')
  })

  it('measures requests by the route’s template', async () => {
    await app.call('GET', '/api/v1/me', { as: admin })
    const { text: page } = await app.call('GET', '/metrics')
    expect(page).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/me",status="200"\} \d/)
    expect(page).toContain('process_cpu_seconds_total')
  })
})

describe('the console', () => {
  it.each(['/', '/tokens', '/apps/0193/assignments?tab=who'])(
    'serves its page at %s with a fresh nonce',
    async (path) => {
      const [first, second] = [await app.call('GET', path), await app.call('GET', path)]
      const nonce = /<meta property="csp-nonce" nonce="([^"]+)">/.exec(first.text)?.[1]
      expect(first).toMatchObject({ status: 200 })
      expect(first.headers.get('Content-Security-Policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
      expect(second.text).not.toBe(first.text)
      expect(first.headers.get('Cache-Control')).toBe('no-store')
    },
  )

  it('lets browsers keep hashed files for good, and has no page for a missing one', async () => {
    const script = await app.call('GET', '/assets/main-abc123.js')
    expect(script).toMatchObject({ status: 200, text: 'console.log(1)' })
    expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(await app.call('GET', '/assets/gone.js')).toMatchObject({ status: 404 })
  })

  it('says what to do when it has not been built', async () => {
    const bare = await startApp(database)
    expect(await bare.call('GET', '/')).toMatchObject({ status: 404, text: expect.stringContaining('npm run build') })
    await bare.close()
  })
})
