import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'

const database = await openTestDatabase()
const settings = {
  DATABASE_URL: database.url,
  JWT_SECRET: 'a secret for tests, long enough for HS256',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  PORT: '0',
}

const started: ChildProcess[] = []
afterEach(() => {
  for (const program of started.splice(0)) program.kill('SIGKILL')
})
afterAll(() => database.close())

/** The program itself, as `npm run serve` starts it; `ended` is its exit status. */
function start(script: string, options: { env?: Record<string, string>; args?: string[] } = {}) {
  const program = fork(fileURLToPath(new URL(script, import.meta.url)), options.args ?? [], {
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  })
  started.push(program)
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [program.stdout, program.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const listener of listeners) listener()
    })
  }
  return {
    program,
    output: () => output,
    ended: once(program, 'exit').then(([code]) => code as number | null),
    until: (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve) => {
        const look = () => {
          const found = pattern.exec(output)
          if (found) resolve(found)
        }
        listeners.add(look)
        look()
      }),
  }
}

async function startListening() {
  const api = start('./main.ts', { env: settings })
  const [, port] = await api.until(/"port":(\d+).*the API listens/)
  return { ...api, url: `http://127.0.0.1:${port}` }
}

describe('the program', () => {
  it('refuses to start without its secrets, naming each, showing none', async () => {
    const api = start('./main.ts', { env: { JWT_SECRET: 'short-secret' } })
    expect(await api.ended).toBe(1)
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'ENCRYPTION_KEY']) expect(api.output()).toContain(name)
    expect(api.output()).not.toContain('short-secret')
  })

  it('says which variable to change when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const api = start('./main.ts', { env: { ...settings, PORT: String(port) } })
    expect(await api.ended).toBe(1)
    expect(api.output()).toMatch(new RegExp(`Port ${port} is taken.*PORT`))
    other.close()
  })

  it('stops on Ctrl-C', async () => {
    const api = await startListening()
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200)
    api.program.kill('SIGINT')
    expect(await api.ended).toBe(0)
  })

  it('finishes the requests under way when it is told to stop', async () => {
    const api = await startListening()
    const body = JSON.stringify({ email: 'nobody@pomona.example', password: 'x' })
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, Expect: '100-continue' }
    const slow = request(`${api.url}/api/v1/auth/sign-in`, { method: 'POST', headers })
    slow.flushHeaders()
    await once(slow, 'continue')
    api.program.kill('SIGTERM')
    await api.until(/the API stops/)
    slow.end(body)
    const [answer] = (await once(slow, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(401)
    answer.resume()
    expect(await api.ended).toBe(0)
  })

  it('ends when the program that started it is gone', async () => {
    const api = await startListening()
    api.program.disconnect()
    expect(await api.ended).toBe(0)
  })
})

describe('create-account', () => {
  const create = async (args: string[], password: string) => {
    const command = start('./create-account-command.ts', { env: { DATABASE_URL: database.url }, args })
    command.program.stdin?.end(`${password}\n`)
    return { code: await command.ended, output: command.output() }
  }
  const ada = ['--email', 'Ada@Pomona.example', '--name', 'Ada Lovelace', '--role', 'admin']
  const password = 'a password of many words'

  it('makes an account that can sign in', async () => {
    const made = await create(ada, password)
    expect(made).toEqual({ code: 0, output: 'ada@pomona.example can sign in now, with the role admin.\n' })
    const api = await startListening()
    const answer = await fetch(`${api.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'ada@pomona.example', password }),
    })
    expect(await answer.json()).toMatchObject({ user: { displayName: 'Ada Lovelace', role: 'admin' } })
    expect(await create(ada, password)).toMatchObject({
      code: 1,
      output: expect.stringContaining('has an account already'),
    })
  })

  it('refuses what is no account, with the reason', async () => {
    const b = ['--email', 'b@pomona.example', '--name', 'B']
    const cases: [string[], string, string][] = [
      [[], password, '--email'],
      [['--email', 'x', '--name', 'X', '--role', 'admin'], password, '--email must be'],
      [[...b, '--role', 'king'], password, '--role must be'],
      [[...b, '--role', 'helpdesk'], 'short', 'at least 12'],
    ]
    const results = await Promise.all(cases.map(([args, given]) => create(args, given)))
    expect(results).toEqual(cases.map(([, , reason]) => ({ code: 1, output: expect.stringContaining(reason) })))
    expect(await database.prisma.account.count({ where: { email: 'b@pomona.example' } })).toBe(0)
  })
})
