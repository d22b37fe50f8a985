import { isCronLine, readEncryptionKey } from '@pomona/engine'
import { z } from 'zod'

const cronLine = (usual: string) =>
  z
    .string()
    .default(usual)
    .refine(isCronLine, { error: `must be a cron line, for instance: ${usual}` })

const schema = z.object({
  DATABASE_URL: z.string('is missing: postgresql://user:password@host/database').regex(/^postgres(ql)?:\/\//, {
    error: 'must begin with postgresql://',
  }),
  ENCRYPTION_KEY: z.string('is missing: 32 random bytes as base64 or hex').transform((text, context) => {
    const key = readEncryptionKey(text)
    if (key !== undefined) return key
    context.addIssue({ code: 'custom', message: 'must be 32 bytes as base64 or hex' })
    return z.NEVER
  }),
  APPLE_VPP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default('https://vpp.itunes.apple.com/mdm/v2'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://pomona.example.com' })
    .default('http://localhost:8080'),
  /** Of one token, over all programs, while Apple names no number. The five pages that are read at once are the usual bound. */
  APPLE_REQUESTS_PER_SECOND: z.coerce.number('must be a number').min(1).max(10_000).default(1000),
  /** Lets Apple's notifications come over plain http from this machine: for the mock alone. */
  ALLOW_HTTP_NOTIFICATIONS: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('0')
    .transform((value) => value === '1'),
  /** Whether a device that is wiped, un-enrolled or deleted gives its device licenses back. */
  RECLAIM_FROM_LEAVING_DEVICES: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('1')
    .transform((value) => value === '1'),
  /** When a round of scheduled syncs begins; the tokens are spread over the time until the next. Twice a day. */
  SYNC_CRON: cronLine('0 */12 * * *'),
  /** How often tokens are looked at that somebody waits on. Every minute. */
  SHORTAGE_CRON: cronLine('* * * * *'),
  WORKER_CONCURRENCY: z.coerce.number('must be a number').int().min(1).max(50).default(4),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Env = {
  databaseUrl: string
  encryptionKey: Uint8Array
  appleVppUrl: string
  appleRequestsPerSecond: number
  publicUrl: string
  allowHttpNotifications: boolean
  reclaimsFromLeavers: boolean
  syncCron: string
  shortageCron: string
  concurrency: number
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
      encryptionKey: data.ENCRYPTION_KEY,
      appleVppUrl: data.APPLE_VPP_URL,
      appleRequestsPerSecond: data.APPLE_REQUESTS_PER_SECOND,
      publicUrl: data.PUBLIC_URL,
      allowHttpNotifications: data.ALLOW_HTTP_NOTIFICATIONS,
      reclaimsFromLeavers: data.RECLAIM_FROM_LEAVING_DEVICES,
      syncCron: data.SYNC_CRON,
      shortageCron: data.SHORTAGE_CRON,
      concurrency: data.WORKER_CONCURRENCY,
      logLevel: data.LOG_LEVEL,
    },
  }
}
