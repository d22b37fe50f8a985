import { createHmac } from 'node:crypto'
import { disableAccount } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount, startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const password = 'correct horse battery staple'
let app: StartedApp
let now = new Date()
let email: string

beforeAll(async () => {
  app = await startApp(database, { deps: { now: () => now } })
})
beforeEach(async () => {
  now = new Date()
  await database.pool.query('truncate rate_limits')
  email = (await addAccount(database, { password })).email
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const signIn = (given: { email?: string; password?: string } = {}, headers: Record<string, string> = {}) =>
  app.call('POST', '/api/v1/auth/sign-in', { json: { email, password, ...given }, headers })

/** The cookies of an answer as a browser would send them back. */
const cookiesOf = (answer: { headers: Headers }, former = '') => {
  const jar = new Map(former.split('; ').map((pair) => pair.split('=', 2) as [string, string]))
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split('=', 2)
    jar.set(name, value)
  }
  return [...jar].flatMap(([name, value]) => (name === '' ? [] : `${name}=${value}`)).join('; ')
}
const refresh = (cookie: string) => app.call('POST', '/api/v1/auth/refresh', { headers: { Cookie: cookie } })
const me = (headers: Record<string, string>) => app.call('GET', '/api/v1/me', { headers })

describe('200', () => {
  it('answers a bearer token and sets two cookies that no script can read', async () => {
    const answer = await signIn({ email: ` ${email.toUpperCase()} ` })
    expect(answer).toMatchObject({ status: 200, body: { user: { email, role: 'admin' } } })
    const [access, refreshing] = answer.headers.getSetCookie()
    expect(access).toMatch(/^pomona_access=.+; Max-Age=600; Path=\/api; .*HttpOnly; SameSite=Strict$/)
    expect(refreshing).toMatch(/^pomona_refresh=.+; Path=\/api\/v1\/auth; .*HttpOnly; SameSite=Strict$/)
    const { accessToken } = answer.body as { accessToken: string }
    expect(await me({ Authorization: `Bearer ${accessToken}` })).toMatchObject({ status: 200, body: { email } })
    expect(await me({ Cookie: cookiesOf(answer) })).toMatchObject({ status: 200, body: { email } })
  })

  it('marks the cookies Secure when the console is reached over https', async () => {
    const secure = await startApp(database, { options: { publicUrl: new URL('https://pomona.example') } })
    const answer = await secure.call('POST', '/api/v1/auth/sign-in', { json: { email, password } })
    expect(answer.headers.getSetCookie().every((cookie) => cookie.includes('; Secure'))).toBe(true)
    await secure.close()
  })

  it('continues a session beyond the access token’s ten minutes', async () => {
    const first = cookiesOf(await signIn())
    later(11 * 60_000)
    expect(await me({ Cookie: first })).toMatchObject({ status: 401 })
    const second = cookiesOf(await refresh(first), first)
    expect(await me({ Cookie: second })).toMatchObject({ status: 200 })
    expect(second).not.toBe(first)
  })

  it('lets tabs refresh at the same moment', async () => {
    const cookie = cookiesOf(await signIn())
    const answers = await Promise.all([refresh(cookie), refresh(cookie), refresh(cookie)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const renewed = answers.filter(({ headers }) =>
      headers.getSetCookie().some((text) => text.startsWith('pomona_refresh')),
    )
    expect(renewed).toHaveLength(1)
  })

  it('says who is signed in by the cookies, going on beyond ten minutes, and that nobody is, without refusing', async () => {
    const session = (cookie: string) => app.call('POST', '/api/v1/auth/session', { headers: { Cookie: cookie } })
    const cookie = cookiesOf(await signIn())
    const known = await session(cookie)
    expect(known).toMatchObject({ status: 200, body: { user: { email, role: 'admin' } } })
    expect(known.headers.getSetCookie()).toEqual([])

    later(11 * 60_000)
    const continued = await session(cookie)
    expect(continued).toMatchObject({ status: 200, body: { user: { email } } })
    expect(await me({ Cookie: cookiesOf(continued, cookie) })).toMatchObject({ status: 200 })

    expect(await session('')).toMatchObject({ status: 200, body: { user: null } })
    later(8 * 86_400_000)
    const ended = await session(cookiesOf(continued, cookie))
    expect(ended).toMatchObject({ status: 200, body: { user: null } })
    expect(cookiesOf(ended, cookie)).toBe('pomona_access=; pomona_refresh=')
  })

  it('keeps no password, cookie or token in its log', async () => {
    const answer = await signIn()
    const { accessToken } = answer.body as { accessToken: string }
    await me({ Authorization: `Bearer ${accessToken}` })
    await refresh(cookiesOf(answer))
    const log = app.lines.join('')
    const secrets = [
      password,
      accessToken,
      ...cookiesOf(answer)
        .split('; ')
        .map((pair) => pair.split('=')[1] ?? ''),
    ]
    for (const secret of secrets) expect(log).not.toContain(secret)
  })
})

describe('204', () => {
  it('ends the session at once: neither cookie nor bearer token works any more', async () => {
    const answer = await signIn()
    const { accessToken } = answer.body as { accessToken: string }
    const cookie = cookiesOf(answer)
    const out = await app.call('POST', '/api/v1/auth/sign-out', { headers: { Cookie: cookie } })
    expect(out).toMatchObject({ status: 204, text: '' })
    expect(cookiesOf(out, cookie)).toBe('pomona_access=; pomona_refresh=')
    expect(await me({ Authorization: `Bearer ${accessToken}` })).toMatchObject({ status: 401 })
    expect(await refresh(cookie)).toMatchObject({ status: 401 })
  })

  it('signs out a script by its bearer token, and whoever is not signed in', async () => {
    const { accessToken } = (await signIn()).body as { accessToken: string }
    const headers = { Authorization: `Bearer ${accessToken}` }
    expect(await app.call('POST', '/api/v1/auth/sign-out', { headers })).toMatchObject({ status: 204 })
    expect(await me(headers)).toMatchObject({ status: 401 })
    expect(await app.call('POST', '/api/v1/auth/sign-out')).toMatchObject({ status: 204 })
  })
})

describe('400', () => {
  it('reports every problem of the body with its place', async () => {
    const answer = await signIn({ email: 7 as never, password: '' })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'invalid_input',
          details: [{ path: 'body.email' }, { path: 'body.password' }],
          requestId: answer.headers.get('x-request-id'),
        },
      },
    })
  })
})

describe('401', () => {
  it.each(['wrong password', 'unknown e-mail', 'disabled account'])('answers the same for: %s', async (kind) => {
    const account = await addAccount(database, { password })
    if (kind === 'disabled account') await disableAccount(database.prisma, account.id, now)
    const given = {
      'wrong password': { email: account.email, password: 'wrong' },
      'unknown e-mail': { email: 'nobody@pomona.example' },
      'disabled account': { email: account.email },
    }[kind]
    const answer = await signIn(given)
    expect(answer).toMatchObject({ status: 401, body: { error: { message: 'E-mail or password is wrong.' } } })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('takes as long for an unknown e-mail as for a wrong password', async () => {
    const timeOf = async (given: object) => {
      const times = []
      for (let round = 0; round < 5; round += 1) {
        const start = performance.now()
        await signIn(given)
        times.push(performance.now() - start)
      }
      return times.toSorted((a, b) => a - b)[2] ?? 0
    }
    const known = await timeOf({ password: 'wrong' })
    const unknown = await timeOf({ email: 'nobody-at-all@pomona.example' })
    // Without the hash of nobody the unknown one takes a tenth.
    expect(unknown).toBeGreaterThan(known * 0.4)
  })

  it('ends the session when a replaced refresh token comes back', async () => {
    const stolen = cookiesOf(await signIn())
    const current = cookiesOf(await refresh(stolen), stolen)
    later(11_000)
    const reuse = await refresh(stolen)
    expect(reuse).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
    expect(cookiesOf(reuse)).toBe('pomona_access=; pomona_refresh=')
    expect(await refresh(current)).toMatchObject({ status: 401 })
    expect(await me({ Cookie: current })).toMatchObject({ status: 401 })
  })

  it('stops a disabled account at once', async () => {
    const account = await addAccount(database, { password })
    const cookie = cookiesOf(await signIn({ email: account.email }))
    await database.prisma.account.update({ where: { id: account.id }, data: { disabledAt: now } })
    expect(await me({ Cookie: cookie })).toMatchObject({ status: 401 })
    expect(await refresh(cookie)).toMatchObject({ status: 401 })
  })

  it('ends a session that stayed away for a week', async () => {
    const cookie = cookiesOf(await signIn())
    later(7 * 86_400_000 + 1)
    expect(await refresh(cookie)).toMatchObject({ status: 401 })
  })

  it('ends every session after thirty days', async () => {
    let cookie = cookiesOf(await signIn())
    for (let day = 0; day < 30; day += 6) {
      expect(await refresh(cookie)).toMatchObject({ status: 200 })
      cookie = cookiesOf(await refresh(cookie), cookie)
      later(6 * 86_400_000)
      const answer = await refresh(cookie)
      if (answer.status === 401) return
      cookie = cookiesOf(answer, cookie)
    }
    expect(await refresh(cookie)).toMatchObject({ status: 401 })
  })

  it.each(['', 'x', 'a.b', `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.${'A'.repeat(43)}`])(
    'refuses the made-up refresh token "%s"',
    async (token) => {
      expect(await refresh(`pomona_refresh=${token}`)).toMatchObject({ status: 401 })
    },
  )

  it('refuses access tokens that somebody else made', async () => {
    const { accessToken } = (await signIn()).body as { accessToken: string }
    const [, payload = ''] = accessToken.split('.')
    const header = (algorithm: string) =>
      Buffer.from(JSON.stringify({ alg: algorithm, typ: 'JWT' })).toString('base64url')
    const signed = (secret: string) => {
      const text = `${header('HS256')}.${payload}`
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
    }
    for (const forged of [`${header('none')}.${payload}.`, signed('another secret'), `${accessToken}x`, 'Bearer', '']) {
      expect(await me({ Authorization: `Bearer ${forged}` })).toMatchObject({ status: 401 })
    }
  })
})

describe('403', () => {
  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ])('refuses what another site does in a browser’s name: %j', async (headers) => {
    const answer = await signIn({}, headers)
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
  })

  it.each([{ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost:5173' }, { Origin: 'http://localhost' }])(
    'lets the console itself through: %j',
    async (headers) => {
      expect(await signIn({}, headers)).toMatchObject({ status: 200 })
    },
  )
})

describe('429', () => {
  it('refuses the eleventh failure for one e-mail, whichever process counts, and says when to come back', async () => {
    const other = await startApp(database)
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const target = attempt % 2 === 0 ? app : other
      const json = { email, password: 'wrong' }
      expect(await target.call('POST', '/api/v1/auth/sign-in', { json })).toMatchObject({ status: 401 })
    }
    const refused = await signIn()
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } })
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(800)
    await other.close()
  })

  it('refuses an address that tries many e-mails', async () => {
    await database.pool.query(
      `insert into rate_limits (key, points, expire) values ('sign-in-address:127.0.0.1', 60, $1)`,
      [Date.now() + 900_000],
    )
    expect(await signIn()).toMatchObject({ status: 429 })
  })

  it('does not count those who succeed', async () => {
    for (let round = 0; round < 12; round += 1) expect(await signIn()).toMatchObject({ status: 200 })
    const { rows } = await database.pool.query('select coalesce(sum(points), 0)::int as points from rate_limits')
    expect(rows).toEqual([{ points: 0 }])
  })
})
