import { randomUUID } from 'node:crypto'
import { addActivity, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
let app: StartedApp
let admin: string

beforeAll(async () => {
  app = await startApp(database)
  admin = await app.signInAs('admin')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const list = async (query: string) => (await app.call('GET', `/api/v1/activity?${query}`, { as: admin })).body

it('records who did what through the API, with before and after', async () => {
  const created = await app.call('POST', '/api/v1/groups', {
    as: admin,
    json: { displayName: 'Seven', kind: 'device' },
  })
  const { id } = created.body as { id: string }
  await app.call('PATCH', `/api/v1/groups/${id}`, { as: admin, json: { displayName: 'Eight' } })
  const { body: me } = await app.call('GET', '/api/v1/me', { as: admin })
  expect(await list(`resourceId=${id}`)).toMatchObject({
    totalCount: 2,
    value: [
      {
        actor: (me as { displayName: string }).displayName,
        resourceKind: 'group',
        resourceName: 'Eight',
        before: { displayName: 'Seven' },
        after: { displayName: 'Eight' },
      },
      { action: 'created', resourceName: 'Seven', before: null },
    ],
  })
})

it('filters by kind and finds parts of names and sentences', async () => {
  await addActivity(database.prisma, { resourceKind: 'app', resourceName: 'Keynote', summary: 'assigned it' })
  expect(await list('resourceKind=app')).toMatchObject({ totalCount: 1 })
  expect(await list('search=keyn+assig')).toMatchObject({ totalCount: 1 })
  expect(await list(`resourceId=${randomUUID()}`)).toEqual({ value: [], totalCount: 0 })
})
