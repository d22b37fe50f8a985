import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { endpoint } from '@pomona/contracts'
import { AppError, errorCodes } from '@pomona/domain'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerError, errorStatus } from './errors.ts'
import { createLogger } from './logger.ts'
import { logRequests } from './request-context.ts'
import { route, type Routing } from './route.ts'
import { serve } from './server.ts'

const contract = endpoint({
  method: 'POST',
  path: '/things/:id',
  summary: 'A thing',
  tag: 'Things',
  access: 'public',
  params: z.object({ id: z.coerce.number().int() }),
  query: z.object({ size: z.coerce.number().max(9).default(1) }),
  body: z.object({ name: z.string(), parts: z.array(z.object({ count: z.number() })).default([]) }),
  response: z.object({ name: z.string() }),
  status: 201,
})

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Asks the route once, with this handler behind it. */
async function ask(
  handler: Parameters<typeof route<typeof contract>>[2],
  path = '/things/7',
  body: unknown = { name: 'x' },
) {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const app = express().use(logRequests(createLogger('info', sink)))
  // A public route asks nobody who they are.
  route({ router: app, authentication: {} as Routing['authentication'], served: [] }, contract, handler)
  app.use(answerError)
  const server = serve(app).listen(0, '127.0.0.1')
  closers.push(() => server.close())
  await once(server, 'listening')
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json(), log: lines.join('') }
}

const nothing = () => ({ name: 'x' })

describe('what comes in', () => {
  it('reaches the handler checked and converted', async () => {
    const answer = await ask(({ params, query, body }) => ({ name: `${params.id + 1} ${query.size} ${body.name}` }))
    expect(answer).toMatchObject({ status: 201, body: { name: '8 1 x' } })
  })

  it('is refused with every problem of address, query and body together', async () => {
    const answer = await ask(nothing, '/things/seven?size=10', { parts: [{ count: 1 }, { count: 'two' }] })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'invalid_input',
          details: [
            { path: 'params.id' },
            { path: 'query.size' },
            { path: 'body.name' },
            { path: 'body.parts.1.count' },
          ],
        },
      },
    })
  })
})

describe('what goes out', () => {
  it('holds no field that the contract does not name', async () => {
    const answer = await ask(() => ({ name: 'x', passwordHash: 'secret' }))
    expect(answer.body).toEqual({ name: 'x' })
  })

  it('is a logged 500 when it breaks the contract, without its values', async () => {
    const answer = await ask(() => ({ name: ['a secret'] }) as never)
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
    expect(answer.log).toContain('POST /things/:id broke its contract: name (invalid_type)')
    expect(answer.log + JSON.stringify(answer.body)).not.toContain('a secret')
  })
})

describe('what goes wrong', () => {
  it('tells nothing of a bug but the id to quote', async () => {
    const answer = await ask(() => {
      throw new Error('select * from accounts')
    })
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } })
    expect(JSON.stringify(answer.body)).not.toContain('accounts')
    expect(answer.log).toContain('select * from accounts')
  })

  it.each(errorCodes)('says why: %s', async (code) => {
    const answer = await ask(() => {
      throw new AppError(code, 'A sentence.', { cause: new Error('only for the log') })
    })
    expect(answer).toMatchObject({ status: errorStatus[code], body: { error: { code, message: 'A sentence.' } } })
    expect(JSON.stringify(answer.body)).not.toContain('only for the log')
    expect(answer.log).toContain('only for the log')
  })

  it.each(['P2002', '40P01'])('is a conflict when two change the same at once: %s', async (code) => {
    const answer = await ask(() => {
      throw Object.assign(new Error('duplicate key'), { code })
    })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  })
})
