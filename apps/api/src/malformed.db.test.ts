import type { Endpoint } from '@pomona/contracts'
import { addAsset, addAssignment, addDevice, addGroup, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endpoints } from './testing/endpoints.ts'
import { startApp, type StartedApp } from './testing/start-app.ts'

/** A thousand requests with something wrong, the same ones for the same seed. */
const seed = Number(process.env['SEED'] ?? 4711)
const requestCount = 1000

const database = await openTestDatabase()
const db = database.prisma
const secretPassword = 'a password that must not be logged'
const secretFile = 'c2VjcmV0LXRva2VuLWZpbGUtdGhhdC1tdXN0LW5vdC1iZS1sb2dnZWQ='
let app: StartedApp
let admin: string
let ids: string[]

beforeAll(async () => {
  app = await startApp(database)
  admin = await app.signInAs('admin')
  const device = await addDevice(db)
  const group = await addGroup(db, { memberIds: [device.id] })
  const asset = await addAsset(db)
  await addAssignment(db, { assetId: asset.id, groupId: group.id })
  ids = [device.id, group.id, asset.id, asset.tokenId]
})
afterAll(async () => {
  await app.close()
  await database.close()
})

/** Mulberry32: small, and the same on every machine. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const random = randomFrom(seed)
const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T

/** Each is refused wherever it stands: an id, a number, a choice or a required text is something else. */
const strangeValues = [
  null,
  true,
  -1,
  1e308,
  [],
  {},
  [[]],
  { $ne: null },
  '',
  ' ',
  'a\0b',
  '\ud800',
  '../../etc/passwd',
  "' or 1=1 --",
  'x'.repeat(30_000),
  'NaN',
  '٣',
  '0x10',
  '2026-99-99',
  '%00',
  '__proto__',
  '${jndi:ldap://x}',
  '<script>',
]

type Wrong = { method: string; path: string; headers: Record<string, string>; body?: string }

/** What makes a request wrong; `undefined` when it does not apply to the endpoint. */
const faults: ((endpoint: Endpoint, right: Wrong) => Wrong | undefined)[] = [
  // An id that is none.
  (endpoint, right) =>
    endpoint.path.includes(':id')
      ? {
          ...right,
          path: endpoint.path.replace(':id', encodeURIComponent(pick(['1', 'x', '*', "'", '-1', 'a'.repeat(500)]))),
        }
      : undefined,
  // A percent sign that does not decode.
  (_, right) => ({ ...right, path: `${right.path}${pick(['%', '%zz', '%E0%A4%A', '%c0%af', '/%'])}` }),
  // Query parameters that are wrong.
  (endpoint, right) =>
    'limit' in propertiesOf(endpoint.query)
      ? {
          ...right,
          path: `${right.path}?${pick(['limit=0', 'limit=1e9', 'limit=ten', 'limit=5&limit=6', 'sort=password_hash', 'sort=name;drop', 'search=%00', 'search=a&search=b', `search=${'x'.repeat(201)}`, 'cursor=abc', `cursor=${'a'.repeat(3000)}`, 'cursor=W10'])}`,
        }
      : undefined,
  // A body that is no JSON object.
  (endpoint, right) =>
    hasRequired(endpoint)
      ? {
          ...right,
          body: pick([
            '{',
            '[',
            '"x"',
            'null',
            '7',
            '{"a":}',
            '\0',
            '{"a":1}}',
            '\ufeff{',
            '[]',
            ']'.repeat(1000),
            '{}',
          ]),
        }
      : undefined,
  // A body of another type.
  (endpoint, right) =>
    endpoint.method === 'GET'
      ? undefined
      : {
          ...right,
          headers: { 'Content-Type': pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'x']) },
          body: 'file=x',
        },
  // Every required field replaced by something strange, one or all of them.
  (endpoint, right) => {
    const fields = propertiesOf(endpoint.body)
    const names = Object.keys(fields)
    if (!hasRequired(endpoint)) return undefined
    const body = Object.fromEntries(names.map((name) => [name, pick(strangeValues)]))
    // At least one that is wrong for every type.
    body[requiredOf(endpoint)[0] ?? ''] = pick([null, {}, 'a\0b', '\ud800', [[]]])
    return { ...right, body: JSON.stringify(body) }
  },
  // A body that is far too large.
  (endpoint, right) =>
    hasRequired(endpoint)
      ? { ...right, body: JSON.stringify({ file: 'x'.repeat(600_000), ids: 'not a list' }) }
      : undefined,
  // Somebody who is nobody.
  (endpoint, right) =>
    endpoint.access === 'public'
      ? undefined
      : {
          ...right,
          headers: { Authorization: pick(['Bearer x', 'Basic YTpi', 'Bearer', `Bearer ${admin}x`, '\u00e9']) },
        },
  // A page of another site.
  (endpoint, right) =>
    endpoint.method === 'GET'
      ? undefined
      : {
          ...right,
          headers: { 'X-No-Token': '1', Origin: 'https://evil.example', 'Content-Type': 'application/json' },
          body: '{}',
        },
  // A method that the path does not have.
  (_, right) => ({ ...right, path: '/healthz', method: pick(['POST', 'PUT', 'PATCH', 'DELETE']) }),
  // An address that is nothing.
  (_, right) => ({ ...right, path: `${right.path}/${pick(['x', '..%2f', 'nothing', '%20', '*'])}` }),
  // A version that was never there.
  (endpoint, right) =>
    endpoint.needsIfMatch
      ? {
          ...right,
          headers: { 'If-Match': pick(['*', '""', '"x"', 'W/"0"', '"99"', '"-1"', `"${'9'.repeat(400)}"`]) },
          body: '{"assignments":[]}',
        }
      : undefined,
]

const propertiesOf = (schema: unknown) => (schema as { shape?: Record<string, unknown> }).shape ?? {}
const requiredOf = (endpoint: Endpoint) =>
  Object.entries(propertiesOf(endpoint.body)).flatMap(([name, field]) =>
    (field as { safeParse(value: unknown): { success: boolean } }).safeParse(undefined).success ? [] : [name],
  )
const hasRequired = (endpoint: Endpoint) => requiredOf(endpoint).length > 0

function makeWrong(): { wrong: Wrong; about: string } {
  for (;;) {
    const [name, endpoint] = pick(endpoints)
    const right: Wrong = { method: endpoint.method, path: endpoint.path.replace(':id', pick(ids)), headers: {} }
    const number = Math.floor(random() * faults.length)
    const wrong = faults[number]?.(endpoint, right)
    if (wrong !== undefined && !(wrong.body !== undefined && wrong.method === 'GET')) {
      return {
        wrong,
        about: `${name}, fault ${number}: ${wrong.method} ${wrong.path.slice(0, 120)} ${wrong.body?.slice(0, 120)}`,
      }
    }
  }
}

async function countRows(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ table: string }>(
    `select table_name as "table" from information_schema.tables where table_schema = 'public' and table_name <> 'rate_limits'`,
  )
  const counts: Record<string, number> = {}
  for (const { table } of rows) {
    const result = await database.pool.query<{ count: number }>(`select count(*)::int as count from "${table}"`)
    counts[table] = result.rows[0]?.count ?? 0
  }
  return counts
}

it(`a thousand malformed requests are each refused with a code and a reason, and nothing is stored (seed ${seed})`, async () => {
  const before = await countRows()
  const surprises: string[] = []
  for (let number = 0; number < requestCount; number += 1) {
    const { wrong, about } = makeWrong()
    const response = await fetch(app.url + wrong.path, {
      method: wrong.method,
      headers: {
        ...('X-No-Token' in wrong.headers ? {} : { Authorization: `Bearer ${admin}` }),
        ...(wrong.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        'If-Match': '"0"',
        ...wrong.headers,
      },
      ...(wrong.body === undefined ? {} : { body: wrong.body }),
    }).catch(() => undefined)
    const text = (await response?.text()) ?? ''
    const error = text.startsWith('{') ? (JSON.parse(text) as { error?: Record<string, string> }).error : undefined
    const { status = 0 } = response ?? {}
    const isRefused = status >= 400 && status < 500 && error?.['code'] && error['message'] && error['requestId']
    if (!isRefused) surprises.push(`${status} ${text.slice(0, 200)} for ${about}`)
  }
  expect(surprises).toEqual([])
  expect(await countRows()).toEqual(before)
}, 120_000)

it('what was sent in them is not in the log', async () => {
  const json = { email: 'nobody@pomona.example', password: secretPassword }
  await app.call('POST', '/api/v1/auth/sign-in', { json })
  await app.call('POST', '/api/v1/tokens/inspect', { as: admin, json: { file: secretFile } })
  await app.call('POST', '/api/v1/tokens', { as: admin, json: { file: secretFile, appleId: secretPassword } })
  await app.call('GET', `/api/v1/apps?search=${encodeURIComponent(secretPassword)}`, { as: admin })
  const log = app.lines.join('')
  for (const secret of [secretPassword, encodeURIComponent(secretPassword), secretFile, admin]) {
    expect(log).not.toContain(secret)
  }
  expect(log).not.toMatch(/authorization|"body"|a bug, or something outside/i)
})
