import { expect, it } from 'vitest'
import { readEnv } from './env.ts'

const secrets = {
  DATABASE_URL: 'postgresql://pomona:hidden-password@db/pomona',
  JWT_SECRET: 'j'.repeat(32),
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}

const faultsOf = (variables: Record<string, string>) => {
  const read = readEnv(variables)
  return read.ok ? [] : read.faults
}

it('names every missing secret at once', () => {
  expect(faultsOf({}).map((fault) => fault.split(' ')[0])).toEqual(['DATABASE_URL', 'JWT_SECRET', 'ENCRYPTION_KEY'])
})

it('takes an empty variable for a missing one', () => {
  expect(faultsOf({ ...secrets, JWT_SECRET: '' })).toEqual([expect.stringContaining('JWT_SECRET is missing')])
})

it.each([
  ['JWT_SECRET', 'too-short-secret'],
  ['ENCRYPTION_KEY', 'bm90IDMyIGJ5dGVz'],
  ['ENCRYPTION_KEY', '!!not-base64!!'],
  ['DATABASE_URL', 'mysql://root:geheim@db'],
  ['PORT', '70000000'],
  ['PORT', 'eighty-eighty'],
  ['PUBLIC_URL', 'intranet-without-scheme'],
  ['ALLOW_HTTP_NOTIFICATIONS', 'perhaps'],
  ['LOG_LEVEL', 'as loud as can be'],
  ['TRUSTED_PROXIES', 'loopback, our-proxy'],
  ['TRUSTED_PROXIES', '10.0.0.0/99'],
])('refuses a wrong %s without showing it', (name, value) => {
  const faults = faultsOf({ ...secrets, [name]: value })
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(name)
  expect(faults.join()).not.toContain(value)
})

it.each([Buffer.alloc(32, 7).toString('hex'), Buffer.alloc(32, 7).toString('base64')])('reads the key %s', (key) => {
  const read = readEnv({ ...secrets, ENCRYPTION_KEY: key })
  expect(read.ok && Buffer.from(read.env.encryptionKey)).toEqual(Buffer.alloc(32, 7))
})

it('reads which proxies are believed', () => {
  const read = readEnv({ ...secrets, TRUSTED_PROXIES: 'uniquelocal, 192.0.2.0/24,2001:db8::1 ,' })
  expect(read.ok && read.env.trustedProxies).toEqual(['uniquelocal', '192.0.2.0/24', '2001:db8::1'])
})
