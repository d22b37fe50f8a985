import { expect, it } from 'vitest'
import { readEnv } from './env.ts'

const complete = { DATABASE_URL: 'postgresql://user:secret@db/pomona', ENCRYPTION_KEY: 'ab'.repeat(32) }

it('names everything that is missing or wrong at once, and no value', () => {
  const read = readEnv({ ENCRYPTION_KEY: 'topsecret', SYNC_CRON: 'now and then', WORKER_CONCURRENCY: '' })
  expect(read).toEqual({
    ok: false,
    faults: [
      'DATABASE_URL is missing: postgresql://user:password@host/database',
      'ENCRYPTION_KEY must be 32 bytes as base64 or hex',
      'SYNC_CRON must be a cron line, for instance: 0 */12 * * *',
    ],
  })
})

it('syncs twice a day with Apple’s own service unless told otherwise', () => {
  expect(readEnv(complete)).toMatchObject({
    ok: true,
    env: {
      allowHttpNotifications: false,
      syncCron: '0 */12 * * *',
      appleVppUrl: 'https://vpp.itunes.apple.com/mdm/v2',
      concurrency: 4,
    },
  })
})
