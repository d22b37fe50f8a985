import { expect, it } from 'vitest'
import { readEnv } from './env.ts'

it('needs no settings', () => {
  const read = readEnv({})
  expect(read.ok && read.env).toMatchObject({
    port: 8080,
    mockApplePort: 8081,
    demoPassword: 'pomona-demo',
    logLevel: 'info',
  })
})

it('takes an empty variable for an absent one', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '', LOG_LEVEL: '' }).ok).toBe(true)
})

it('names all faults together, without showing what may be secret', () => {
  const read = readEnv({ PORT: '80 80', MOCK_APPLE_PORT: '70000', DATABASE_URL: 'mysql://user:hush@host/db' })
  const faults = read.ok ? [] : read.faults
  expect(faults).toHaveLength(3)
  expect(faults[0]).toBe('PORT must be a whole number from 1 to 65535, but is "80 80".')
  expect(faults[1]).toContain('MOCK_APPLE_PORT')
  expect(faults.join()).not.toContain('hush')
})

it('refuses one port for two programs', () => {
  const read = readEnv({ PORT: '9000', MOCK_APPLE_PORT: '9000' })
  expect(read.ok ? [] : read.faults).toEqual([expect.stringContaining('must differ')])
})
