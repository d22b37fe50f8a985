import { listAppleExchanges, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, expect, it } from 'vitest'
import { insertAsset, makeDeps } from '../testing/organization.ts'
import { openConversationLog } from './conversation-log.ts'
import { pruneConversation } from './prune-conversation.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const { tokenId } = await insertAsset(database, { availableCount: 1 })
const deps = makeDeps(database, undefined as never)
const entry = (path: string, more: object = {}) => ({
  at: new Date(),
  about: tokenId,
  method: 'GET' as const,
  host: 'apple.example',
  path,
  attempt: 1,
  status: 200,
  errorNumber: undefined,
  durationMs: 12,
  ...more,
})
const list = (filter: object = {}) =>
  listAppleExchanges(database.prisma, { limit: 50, sort: '-at', tokenId, ...filter })

it('keeps what Apple was asked and answered, and finds what failed', async () => {
  const conversation = openConversationLog(database, deps.log)
  conversation.record(entry('/mdm/v2/assets?pageIndex=0'))
  conversation.record(entry('/mdm/v2/assets/associate', { method: 'POST', status: 429, errorNumber: 9646 }))
  conversation.record(entry('/mdm/v2/status?eventId=1', { status: undefined }))
  conversation.record(entry('/mdm/v2/service/config', { about: undefined }))
  conversation.record(entry('/mdm/v2/assets', { about: '00000000-0000-4000-8000-000000000000' }))
  await conversation.close()
  expect((await list()).totalCount).toBe(3)
  expect((await list({ isFailed: true })).items.map(({ path }) => path).toSorted()).toEqual([
    '/mdm/v2/assets/associate',
    '/mdm/v2/status?eventId=1',
  ])
  expect((await list({ errorNumber: 9646 })).totalCount).toBe(1)
  expect((await list({ search: 'pageIndex' })).totalCount).toBe(1)
})

it('drops what is a month old', async () => {
  const conversation = openConversationLog(database, deps.log)
  conversation.record(entry('/old', { at: new Date(deps.now().getTime() - 31 * 86_400_000) }))
  await conversation.close()
  expect((await list({ search: '/old' })).totalCount).toBe(1)
  await pruneConversation(deps)
  expect((await list({ search: '/old' })).totalCount).toBe(0)
  expect((await list()).totalCount).toBe(3)
})
