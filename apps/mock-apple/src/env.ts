import type { FakeSettings } from '@pomona/apple-vpp/fake'
import { z } from 'zod'

const integer = (least: number, most: number, usual: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(usual)

/** On with 1, off with 0. */
const flag = z
  .enum(['0', '1'], 'must be 0 or 1')
  .default('0')
  .transform((value) => value === '1')

const environment = z
  .object({
    MOCK_APPLE_HOST: z.string().min(1).default('127.0.0.1'),
    MOCK_APPLE_PORT: integer(0, 65_535, 8081),
    /** Whether a proxy may say under which address it was reached. */
    MOCK_APPLE_TRUST_PROXY: flag,
    /** Files in PEM form; with both the mock speaks https. */
    MOCK_APPLE_TLS_KEY: z.string().min(1).optional(),
    MOCK_APPLE_TLS_CERT: z.string().min(1).optional(),
    /** Where the state is kept over restarts; nowhere when left out. */
    MOCK_APPLE_STATE: z.string().min(1).optional(),
    MOCK_APPLE_PAGE_SIZE: integer(1, 100_000, 549),
    MOCK_APPLE_EVENT_DELAY_MS: integer(0, 3_600_000, 400),
    MOCK_APPLE_NOTIFICATION_SPAN_MS: integer(0, 86_400_000, 300_000),
    MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: flag,
    MOCK_APPLE_ERRORS_AS_200: flag,
  })
  .refine((env) => (env.MOCK_APPLE_TLS_KEY === undefined) === (env.MOCK_APPLE_TLS_CERT === undefined), {
    path: ['MOCK_APPLE_TLS_KEY'],
    message: 'needs MOCK_APPLE_TLS_CERT, and the other way round',
  })

export type Env = {
  host: string
  port: number
  trustProxy: boolean
  tls: { keyPath: string; certPath: string } | undefined
  statePath: string | undefined
  settings: Omit<FakeSettings, 'limits' | 'tellsExpirationLate'>
}

/** Reads the environment; answers every fault in one text instead when there is one. */
export function readEnv(variables: Record<string, string | undefined>): Env | { faults: string } {
  // A variable that is set to nothing is not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') }
  }
  const { MOCK_APPLE_TLS_KEY: keyPath, MOCK_APPLE_TLS_CERT: certPath } = parsed.data
  return {
    host: parsed.data.MOCK_APPLE_HOST,
    port: parsed.data.MOCK_APPLE_PORT,
    trustProxy: parsed.data.MOCK_APPLE_TRUST_PROXY,
    tls: keyPath !== undefined && certPath !== undefined ? { keyPath, certPath } : undefined,
    statePath: parsed.data.MOCK_APPLE_STATE,
    settings: {
      pageSize: parsed.data.MOCK_APPLE_PAGE_SIZE,
      eventDelayMs: parsed.data.MOCK_APPLE_EVENT_DELAY_MS,
      notificationSpanMs: parsed.data.MOCK_APPLE_NOTIFICATION_SPAN_MS,
      allowHttpNotifications: parsed.data.MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS,
      errorsAs200: parsed.data.MOCK_APPLE_ERRORS_AS_200,
    },
  }
}
