import { randomUUID } from 'node:crypto'
import { roles } from '@pomona/domain'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { iconPath } from './features/apps/icon.routes.ts'
import { endpoints } from './testing/endpoints.ts'
import { startApp, type StartedApp } from './testing/start-app.ts'

const database = await openTestDatabase()
let app: StartedApp
const tokens: Record<string, string> = {}

beforeAll(async () => {
  app = await startApp(database)
  for (const role of roles) tokens[role] = await app.signInAs(role)
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const routes = [
  ...endpoints.map(([name, { method, path, access }]) => ({ name, method, path, access })),
  { name: 'icon', method: 'GET', path: iconPath, access: 'helpdesk' as const },
]
const ladder = ['user', 'helpdesk', 'appManager', 'admin']

describe.each(routes.filter(({ access }) => access !== 'public'))('$name', ({ method, path, access }) => {
  const call = (as?: string) =>
    // An empty body and an id of nothing: whoever may call it is refused for that, and only for that.
    app.call(method, path.replace(':id', randomUUID()), {
      ...(as === undefined ? {} : { as }),
      ...(method === 'GET' ? {} : { json: {} }),
      headers: { 'If-Match': '"0"' },
    })

  it('needs a sign-in', async () => {
    expect(await call()).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
    expect(await call('made.up.token')).toMatchObject({ status: 401 })
  })

  it.each(roles)('treats the role %s as declared', async (role) => {
    const answer = await call(tokens[role])
    const isAllowed = ladder.indexOf(role) >= ladder.indexOf(access)
    expect(isAllowed ? [200, 201, 202, 204, 400, 404, 412] : [403]).toContain(answer.status)
  })
})

it('an employee may call nothing but what is declared for employees', () => {
  expect(routes.filter(({ access }) => access === 'user').map(({ name }) => name)).toEqual(['getMe'])
  expect(routes.filter(({ access }) => access === 'public').map(({ name }) => name)).toEqual([
    'signIn',
    'refreshSession',
    'openSession',
    'signOut',
  ])
})

it('refuses before it reads: a caller without the role learns nothing of what is wrong or there', async () => {
  const answer = await app.call('PUT', '/api/v1/apps/not-an-id/assignments', {
    as: tokens['helpdesk'] ?? '',
    headers: { 'Content-Type': 'text/plain' },
  })
  expect(answer).toMatchObject({ status: 403 })
})
