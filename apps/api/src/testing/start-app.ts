import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { createFakeApple } from '@pomona/apple-vpp/fake'
import { createMemoryVppClient } from '@pomona/apple-vpp/testing'
import type { Role } from '@pomona/domain'
import { appleTiming, createSecretBox } from '@pomona/engine'
import { insertAccount, insertSession, type Database } from '@pomona/db'
import { createApp, type AppOptions } from '../app.ts'
import { signAccessToken } from '../auth/access-token.ts'
import { hashPassword } from '../auth/passwords.ts'
import { makeRefreshSecret } from '../auth/refresh-token.ts'
import type { ApiDeps } from '../deps.ts'
import { createLogger } from '../http/logger.ts'
import { serve } from '../http/server.ts'

const jwtSecret = 'a secret for tests, long enough for HS256'

/** The real app on a free port, over real HTTP, with everything it logged. */
export async function startApp(
  database: Database,
  changes: { deps?: Partial<ApiDeps>; options?: Partial<AppOptions> } = {},
) {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const apple = createFakeApple()
  const deps: ApiDeps = {
    database,
    vpp: createMemoryVppClient(apple),
    secrets: createSecretBox(randomBytes(32)),
    mdm: { name: 'Pomona', metadata: 'pomona.example' },
    hooks: { offBecause: 'This is a test without an address.' },
    reclaimsFromLeavers: true,
    tokensMax: 3000,
    timing: appleTiming,
    now: () => new Date(),
    newId: randomUUID,
    log: createLogger('debug', sink),
    ...changes.deps,
  }
  const options = {
    jwtSecret,
    publicUrl: new URL('http://localhost'),
    consoleFolder: '/nonexistent',
    ...changes.options,
  }
  const server = serve(createApp(deps, options)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    lines,
    deps,
    /** The Apple behind it, in memory. */
    apple,
    /** One request; `as` is an access token, `json` the body. */
    async call(method: string, path: string, request: CallOptions = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(request.as === undefined ? {} : { Authorization: `Bearer ${request.as}` }),
          ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...request.headers,
        },
        ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('application/json') === true
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: (isJson ? JSON.parse(text) : undefined) as never,
      }
    },
    /** A signed-in account of the role, by its access token, without typing a password. */
    async signInAs(role: Role) {
      const account = await addAccount(database, { role })
      const expiresAt = new Date(deps.now().getTime() + 86_400_000)
      const sessionId = await insertSession(database.prisma, {
        accountId: account.id,
        refreshHash: makeRefreshSecret().hash,
        userAgent: 'test',
        ipAddress: '127.0.0.1',
        now: deps.now(),
        expiresAt,
      })
      return signAccessToken({ accountId: account.id, sessionId }, jwtSecret, deps.now())
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export type StartedApp = Awaited<ReturnType<typeof startApp>>

type CallOptions = { as?: string; json?: unknown; headers?: Record<string, string> }

let accountNumber = 0

/** An account with good defaults. */
export async function addAccount(
  database: Database,
  account: { role?: Role; email?: string; password?: string; displayName?: string } = {},
) {
  const role = account.role ?? 'admin'
  const email = account.email ?? `${role.toLowerCase()}-${(accountNumber += 1)}@pomona.example`
  const person =
    role === 'user' ? await database.prisma.person.create({ data: { displayName: email, email } }) : undefined
  return insertAccount(database.prisma, {
    email,
    displayName: account.displayName ?? email,
    role,
    passwordHash: account.password === undefined ? 'none' : await hashPassword(account.password),
    personId: person?.id,
  })
}
