import { resolve } from 'node:path'
import { z } from 'zod'

/** The repository's root: every path is meant from there, wherever the program is started. */
export const root = resolve(import.meta.dirname, '../../..')

const notAPort = 'must be a whole number from 1 to 65535'
const port = z
  .string()
  .regex(/^\d{1,5}$/, notAPort)
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535, notAPort)

const schema = z
  .object({
    PORT: port.prefault('8080'),
    MOCK_APPLE_PORT: port.prefault('8081'),
    DEV_PORT: port.prefault('8090'),
    DATA_DIR: z.string().prefault('.data'),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' })
      .optional(),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must look like http://127.0.0.1:8080' }).optional(),
    JWT_SECRET: z.string().optional(),
    ENCRYPTION_KEY: z.string().optional(),
    DEMO_PASSWORD: z.string().min(8, 'must have at least 8 characters').prefault('pomona-demo'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'must be trace, debug, info, warn, error or fatal')
      .prefault('info'),
  })
  .superRefine((env, context) => {
    const ports = [env.PORT, env.MOCK_APPLE_PORT, env.DEV_PORT]
    if (new Set(ports).size === ports.length) return
    context.addIssue({ code: 'custom', path: ['PORT'], message: 'must differ from MOCK_APPLE_PORT and DEV_PORT' })
  })

export type Env = {
  port: number
  mockApplePort: number
  devPort: number
  dataDir: string
  databaseUrl: string | undefined
  publicUrl: string | undefined
  jwtSecret: string | undefined
  encryptionKey: string | undefined
  demoPassword: string
  logLevel: string
  /** Started by `npm start`, not directly. */
  isUnderNpm: boolean
  /** Everything that was given, for the programs started from here. */
  variables: NodeJS.ProcessEnv
}

/** Reads the settings, or names everything that is wrong with them. An empty variable counts as absent. */
export function readEnv(variables: NodeJS.ProcessEnv): { ok: true; env: Env } | { ok: false; faults: string[] } {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const isSecret = /SECRET|KEY|PASSWORD|URL/.test(name)
      return `${name} ${issue.message}${isSecret ? '' : `, but is "${given[name] ?? ''}"`}.`
    })
    return { ok: false, faults }
  }
  const { data } = parsed
  return {
    ok: true,
    env: {
      port: data.PORT,
      mockApplePort: data.MOCK_APPLE_PORT,
      devPort: data.DEV_PORT,
      dataDir: resolve(root, data.DATA_DIR),
      databaseUrl: data.DATABASE_URL,
      publicUrl: data.PUBLIC_URL,
      jwtSecret: data.JWT_SECRET,
      encryptionKey: data.ENCRYPTION_KEY,
      demoPassword: data.DEMO_PASSWORD,
      logLevel: data.LOG_LEVEL,
      isUnderNpm: given['npm_lifecycle_event'] !== undefined,
      variables: given,
    },
  }
}
