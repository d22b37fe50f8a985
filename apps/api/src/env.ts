import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { readEncryptionKey } from '@pomona/engine'
import { z } from 'zod'

const publicUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://pomona.example.com' })
  .transform((text) => new URL(text))

/** On with 1, off with 0. */
const flag = (usual: '0' | '1') =>
  z
    .enum(['0', '1'], 'must be 0 or 1')
    .default(usual)
    .transform((value) => value === '1')

const port = z.coerce.number('must be a number').int().min(0).max(65_535)

const schema = z.object({
  DATABASE_URL: z.string('is missing: postgresql://user:password@host/database').regex(/^postgres(ql)?:\/\//, {
    error: 'must begin with postgresql://',
  }),
  JWT_SECRET: z.string('is missing: at least 32 random characters').min(32, 'must have at least 32 characters'),
  ENCRYPTION_KEY: z.string('is missing: 32 random bytes as base64 or hex').transform((text, context) => {
    const key = readEncryptionKey(text)
    if (key !== undefined) return key
    context.addIssue({ code: 'custom', message: 'must be 32 bytes as base64 or hex' })
    return z.NEVER
  }),
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: publicUrl.optional(),
  APPLE_VPP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default('https://vpp.itunes.apple.com/mdm/v2'),
  APPLE_REQUESTS_PER_SECOND: z.coerce.number('must be a number').min(1).max(10_000).default(1000),
  ALLOW_HTTP_NOTIFICATIONS: flag('0'),
  /** Whether a device that is wiped, un-enrolled or deleted gives its device licenses back. */
  RECLAIM_FROM_LEAVING_DEVICES: flag('1'),
  MAX_TOKENS: z.coerce.number('must be a number').int().min(1).default(3000),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((parts) => parts.every(isProxy), 'must be addresses, networks (10.0.0.0/8), loopback or uniquelocal'),
  CONSOLE_FOLDER: z.string().default(fileURLToPath(new URL('../../web/dist', import.meta.url))),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = {
  databaseUrl: string
  jwtSecret: string
  encryptionKey: Uint8Array
  port: number
  host: string
  publicUrl: URL
  appleVppUrl: string
  appleRequestsPerSecond: number
  /** Lets Apple's notifications come over plain http from this machine: for the mock alone. */
  allowHttpNotifications: boolean
  reclaimsFromLeavers: boolean
  maxTokens: number
  trustedProxies: string[]
  consoleFolder: string
  logLevel: string
}

/** Reads the settings, or says every fault at once, by the variable's name and never with its value. */
export function readEnv(
  variables: NodeJS.ProcessEnv = process.env,
): { ok: true; env: Env } | { ok: false; faults: string[] } {
  // An empty variable is what compose files make of one that is not set.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) {
    return { ok: false, faults: result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) }
  }
  const { data } = result
  return {
    ok: true,
    env: {
      databaseUrl: data.DATABASE_URL,
      jwtSecret: data.JWT_SECRET,
      encryptionKey: data.ENCRYPTION_KEY,
      port: data.PORT,
      host: data.HOST,
      publicUrl: data.PUBLIC_URL ?? new URL(`http://localhost:${data.PORT}`),
      appleVppUrl: data.APPLE_VPP_URL,
      appleRequestsPerSecond: data.APPLE_REQUESTS_PER_SECOND,
      allowHttpNotifications: data.ALLOW_HTTP_NOTIFICATIONS,
      reclaimsFromLeavers: data.RECLAIM_FROM_LEAVING_DEVICES,
      maxTokens: data.MAX_TOKENS,
      trustedProxies: data.TRUSTED_PROXIES,
      consoleFolder: data.CONSOLE_FOLDER,
      logLevel: data.LOG_LEVEL,
    },
  }
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits] = text.split('/')
  const bitsMax = isIP(address) === 6 ? 128 : 32
  return isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax))
}
