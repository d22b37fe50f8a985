import { randomUUID } from 'node:crypto'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startToldWorld, type ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
let world: ToldWorld
let secret: string

beforeAll(async () => {
  world = await startToldWorld(database)
  secret = world.deps.secrets.derive(`apple-notifications:${world.tokenId}`).reveal()
})
afterAll(async () => {
  await world.close()
  await database.close()
})

const notification = (changes: object = {}) => ({
  notificationId: randomUUID(),
  notificationType: 'ASSET_COUNT',
  notification: { adamId: '1', pricingParam: 'STDQ', countDelta: 1 },
  uId: world.uId,
  ...changes,
})
type Post = { tokenId?: string; bearer?: string | undefined; body?: unknown; text?: string; headers?: object }
async function post({ tokenId = world.tokenId, bearer = secret, body = notification(), text, headers }: Post = {}) {
  const answer = await fetch(`${world.app.url}/hooks/apple/${tokenId}`, {
    method: 'POST',
    headers: { ...(bearer === '' ? {} : { Authorization: `Bearer ${bearer}` }), ...headers },
    body: text ?? JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}
const stored = () => database.prisma.appleNotification.count({ where: { tokenId: world.tokenId } })
const jobs = async () => {
  const { rows } = await database.pool.query(
    `select priority, queue_name from graphile_worker.jobs where key = 'notifications:' || $1`,
    [world.tokenId],
  )
  return rows as { priority: number; queue_name: string }[]
}

describe('200', () => {
  it('stores what came as it came, and has it applied before other jobs, beside the queue of syncs', async () => {
    const body = notification({ somethingNew: { of: ['Apple'] } })
    expect(await post({ body })).toMatchObject({ status: 200 })
    const row = await database.prisma.appleNotification.findFirst({ where: { notificationId: body.notificationId } })
    expect(row).toMatchObject({ tokenId: world.tokenId, type: 'ASSET_COUNT', body, appliedAt: null })
    expect(await jobs()).toEqual([{ priority: -10, queue_name: `notifications:${world.tokenId}` }])
  })

  it('stores one that comes several times, even at once, only once, and makes one job for many', async () => {
    const [body, before] = [notification(), await stored()]
    const others = Array.from({ length: 30 }, () => notification())
    const answers = await Promise.all([body, body, ...others, body].map(async (each) => post({ body: each })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await stored()).toBe(before + 31)
    expect(await jobs()).toHaveLength(1)
  })

  it('takes Apple’s test, a type that nobody knows, any Content-Type, and asks for no session and no origin', async () => {
    const headers = {
      'Content-Type': 'text/plain',
      Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site',
    }
    const test = notification({ notificationType: 'TEST_NOTIFICATION', notification: {} })
    expect(await post({ body: test, headers })).toMatchObject({ status: 200 })
    expect(await post({ body: notification({ notificationType: 'UNLIMITED_ASSET' }) })).toMatchObject({ status: 200 })
  })
})

describe('403', () => {
  it('gives the same answer to whoever lacks the secret, whether the token is there or not', async () => {
    const gone = randomUUID()
    const ofGone = world.deps.secrets.derive(`apple-notifications:${gone}`).reveal()
    const before = await stored()
    const answers = [
      await post({ bearer: '' }),
      await post({ bearer: 'wrong' }),
      await post({ bearer: ofGone }),
      await post({ bearer: `${secret}x` }),
      await post({ tokenId: gone }),
      await post({ tokenId: gone, bearer: ofGone }),
      await post({ tokenId: 'no-id-at-all' }),
      await post({ bearer: 'wrong', text: 'not even JSON' }),
      await post({ headers: { Authorization: `Basic ${secret}` } }),
    ]
    const bodies = answers.map(({ status, text }) => `${status} ${text.replace(/"requestId":"[^"]+"/, '')}`)
    expect(new Set(bodies).size).toBe(1)
    expect(answers[0]?.status).toBe(403)
    expect(await stored()).toBe(before)
  })

  it('refuses notifications of a token that was deleted', async () => {
    await database.prisma.token.update({ where: { id: world.tokenId }, data: { deletedAt: new Date() } })
    expect(await post()).toMatchObject({ status: 403 })
    await database.prisma.token.update({ where: { id: world.tokenId }, data: { deletedAt: null } })
  })
})

describe('400', () => {
  it.each<[string, () => Post]>([
    ['not JSON', () => ({ text: 'not JSON' })],
    ['empty', () => ({ text: '' })],
    ['a list', () => ({ body: [notification()] })],
    ['without an id', () => ({ body: notification({ notificationId: undefined }) })],
    ['with a number as id', () => ({ body: notification({ notificationId: 7 }) })],
    ['with an endless id', () => ({ body: notification({ notificationId: 'x'.repeat(201) }) })],
    ['without a type', () => ({ body: notification({ notificationType: undefined }) })],
    ['without content', () => ({ body: notification({ notification: undefined }) })],
    ['about another location', () => ({ body: notification({ uId: '1' }) })],
    ['with what no database stores', () => ({ body: notification({ notification: { adamId: 'a\0b' } }) })],
  ])('a body that is %s is refused with a reason', async (_, make) => {
    const before = await stored()
    const answer = await post(make())
    expect(answer.status).toBe(400)
    expect((JSON.parse(answer.text) as { error: { message: string } }).error.message).toMatch(/^\S.{15,}/)
    expect(await stored()).toBe(before)
  })
})

it('413: a body that no notification has is not read', async () => {
  const answer = await post({ body: notification({ notification: { text: 'x'.repeat(300_000) } }) })
  expect(answer.status).toBe(413)
})

it('405: only POST is possible', async () => {
  const answer = await fetch(`${world.app.url}/hooks/apple/${world.tokenId}`)
  expect(answer.status).toBe(405)
  expect(answer.headers.get('Allow')).toBe('POST')
})

it('the secret is in no log', () => {
  expect(world.app.lines.join('')).not.toContain(secret)
})
