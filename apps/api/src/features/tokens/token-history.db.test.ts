import { randomUUID } from 'node:crypto'
import { addAsset, addAssociation, addPerson, addSyncRun, addToken, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let helpdesk: string

beforeAll(async () => {
  app = await startApp(database)
  helpdesk = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const get = (path: string) => app.call('GET', `/api/v1/tokens/${path}`, { as: helpdesk })

type Holdings = { value: { clientUserId: string; appName: string }[]; nextCursor?: string; totalCount: number }
async function holdings(tokenId: string, query = ''): Promise<Holdings> {
  const { status, body } = await get(`${tokenId}/foreign-holdings?${query}`)
  expect(status).toBe(200)
  return body
}

/** A token with two apps: three users of another system hold licenses, and one of ours. */
async function addForeign() {
  const token = await addToken(db)
  const person = await addPerson(db)
  await db.vppUser.create({
    data: { tokenId: token.id, personId: person.id, clientUserId: 'ours', status: 'Associated' },
  })
  const notes = await addAsset(db, { tokenId: token.id, name: 'Notes' })
  const sketch = await addAsset(db, { tokenId: token.id, name: 'Sketch' })
  for (const [asset, target] of [
    [notes, 'ours'],
    [notes, 'theirs-2'],
    [notes, 'theirs-1'],
    [sketch, 'theirs-1'],
    [sketch, 'theirs-3'],
  ] as const) {
    await addAssociation(db, { assetId: asset.id, target, targetType: 'user' })
  }
  await addAssociation(db, { assetId: notes.id, target: 'C02AAA' })
  return { token, notes, sketch, person }
}

describe('200', () => {
  it('tells what a sync found to be different, with the apps as they are called now', async () => {
    const token = await addToken(db)
    const asset = await addAsset(db, { tokenId: token.id, name: 'Keynote' })
    const counts = { totalCount: 5, assignedCount: 1, availableCount: 4, retiredCount: 0 }
    const run = await addSyncRun(db, {
      tokenId: token.id,
      walkRestarts: 1,
      requestCount: 12,
      changes: [
        {
          assetId: asset.id,
          name: 'App 1',
          kind: 'countsChanged',
          before: counts,
          after: { ...counts, totalCount: 9 },
        },
        { assetId: randomUUID(), name: 'Gone', kind: 'vanished', before: counts, after: null },
      ],
    })
    expect(await get(`${token.id}/syncs/${run.id}`)).toMatchObject({
      status: 200,
      body: {
        id: run.id,
        walkRestarts: 1,
        requestCount: 12,
        changes: [
          { appId: asset.id, name: 'Keynote', kind: 'countsChanged', before: counts, after: { totalCount: 9 } },
          { appId: null, name: 'Gone', kind: 'vanished', before: counts, after: null },
        ],
      },
    })
  })

  it('lists licenses on users of another system by user, page by page, and never one of ours', async () => {
    const { token, sketch } = await addForeign()
    const all = await holdings(token.id, 'sort=clientUserId')
    const short = (page: Holdings) => page.value.map(({ clientUserId, appName }) => [clientUserId, appName])
    expect(short(all)).toEqual([
      ['theirs-1', 'Notes'],
      ['theirs-1', 'Sketch'],
      ['theirs-2', 'Notes'],
      ['theirs-3', 'Sketch'],
    ])
    expect(all.totalCount).toBe(4)
    expect(short(await holdings(token.id, 'sort=-clientUserId'))).toEqual(short(all).toReversed())
    expect(short(await holdings(token.id, `appId=${sketch.id}`))).toEqual([
      ['theirs-1', 'Sketch'],
      ['theirs-3', 'Sketch'],
    ])
    expect(await holdings(token.id, 'search=RS-2')).toMatchObject({ totalCount: 1, value: [{ appName: 'Notes' }] })

    const paged: string[][] = []
    let query: string | undefined = 'limit=1'
    while (query !== undefined) {
      const page = await holdings(token.id, query)
      paged.push(...short(page))
      query = page.nextCursor && `limit=1&cursor=${page.nextCursor}`
    }
    expect(paged).toEqual(short(all))
  })

  it('counts them at every app and marks them among its licenses', async () => {
    const { notes, person } = await addForeign()
    const { body } = await app.call('GET', `/api/v1/apps/${notes.id}`, { as: helpdesk })
    expect(body).toMatchObject({ foreignCount: 2 })
    await db.association.deleteMany({ where: { assetId: notes.id, target: 'theirs-2' } })
    const again = await app.call('GET', `/api/v1/apps/${notes.id}`, { as: helpdesk })
    expect(again.body).toMatchObject({ foreignCount: 1 })

    const licenses = await app.call('GET', `/api/v1/apps/${notes.id}/licenses`, { as: helpdesk })
    const { value } = licenses.body as { value: { target: string; isForeign: boolean; person: unknown }[] }
    expect(value.map(({ target, isForeign }) => [target, isForeign])).toEqual(
      expect.arrayContaining([
        ['ours', false],
        ['theirs-1', true],
        ['C02AAA', false],
      ]),
    )
    expect(value.find(({ target }) => target === 'ours')?.person).toMatchObject({ id: person.id })
  })
})

describe('404', () => {
  it('knows no sync of another token, and no token that is not there', async () => {
    const run = await addSyncRun(db, { tokenId: (await addToken(db)).id })
    expect(await get(`${(await addToken(db)).id}/syncs/${run.id}`)).toMatchObject({ status: 404 })
    expect(await get(`${randomUUID()}/foreign-holdings`)).toMatchObject({ status: 404 })
  })
})
