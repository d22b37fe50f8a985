import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { addAsset, addAssignment, addGroup, openTestDatabase } from '@pomona/db/testing'
import { afterAll, expect, it } from 'vitest'

const database = await openTestDatabase()
afterAll(() => database.close())

const command = fileURLToPath(new URL('./recompute-command.ts', import.meta.url))
const recompute = (env: Record<string, string>) =>
  promisify(execFile)(process.execPath, [command], { env: { PATH: process.env['PATH'], ...env } })

it('marks every app that is assigned to be worked out for everybody, and queues the work', async () => {
  const { prisma } = database
  expect((await recompute({ DATABASE_URL: database.url })).stdout).toBe(
    'No app or book has assignments or open orders.\n',
  )
  const [asset] = [await addAsset(prisma), await addAsset(prisma)]
  await addAssignment(prisma, { assetId: asset.id, groupId: (await addGroup(prisma)).id })
  expect((await recompute({ DATABASE_URL: database.url })).stdout).toMatch(/^1 app or book is worked out again/)
  expect(await prisma.reconcileMark.findMany()).toMatchObject([
    { adamId: asset.adamId, deviceId: null, personId: null },
  ])
  const { rows } = await database.pool.query('select task_identifier, key from graphile_worker.jobs')
  expect(rows).toEqual([{ task_identifier: 'reconcile-title', key: `reconcile-all:${asset.adamId}` }])
})

it('says what is missing when it is told of no database', async () => {
  await expect(recompute({})).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('DATABASE_URL') })
})
