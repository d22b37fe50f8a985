import { isCronLine, readEncryptionKey } from '@pomona/engine'
import { z } from 'zod'

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.url({ message: 'Set it to the PostgreSQL database that Pomona uses.' }),
  ENCRYPTION_KEY: z
    .string({ message: 'Set it to 32 random bytes as base64, for instance from: openssl rand -base64 32' })
    .transform((text, context) => {
      const key = readEncryptionKey(text)
      if (key !== undefined) return key
      context.addIssue({ code: 'custom', message: 'It must be 32 bytes, as base64 or as 64 hexadecimal digits.' })
      return z.NEVER
    }),
  APPLE_VPP_URL: z.url().default('https://vpp.itunes.apple.com/mdm/v2'),
  PUBLIC_URL: z.url().default('http://localhost:8080'),
  /** When a round of scheduled syncs begins; the tokens are spread over the time until the next. Twice a day. */
  SYNC_CRON: z
    .string()
    .default('0 */12 * * *')
    .refine(isCronLine, { message: 'It must be a cron line, for instance: 0 */12 * * *' }),
  /** How often tokens are looked at that somebody waits on. */
  SHORTAGE_CRON: z
    .string()
    .default('* * * * *')
    .refine(isCronLine, { message: 'It must be a cron line, for instance: * * * * *' }),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(4),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
export type Env = z.infer<typeof environment>

/** Reads the environment; the faults are reported together, by name, without values. */
export function readEnv(
  source: NodeJS.ProcessEnv = process.env,
): { ok: true; env: Env } | { ok: false; faults: string[] } {
  const read = environment.safeParse(source)
  if (read.success) return { ok: true, env: read.data }
  return { ok: false, faults: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
}
