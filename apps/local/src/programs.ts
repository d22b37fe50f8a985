import { join } from 'node:path'
import { root, type Env } from './env.ts'
import type { ProgramSpec } from './program.ts'
import type { Secrets } from './secrets.ts'

/** The programs that make up Pomona on one machine, in the order in which they start; they stop in the reverse order. */
export function programSpecs(options: {
  env: Env
  databaseUrl: string
  secrets: Secrets
  isDev: boolean
}): ProgramSpec[] {
  const { env, databaseUrl, secrets, isDev } = options
  const server = {
    ...env.variables,
    DATABASE_URL: databaseUrl,
    JWT_SECRET: secrets.jwtSecret,
    ENCRYPTION_KEY: secrets.encryptionKey,
    APPLE_VPP_URL: `${mockAppleUrl(env)}/mdm/v2`,
    PORT: String(env.port),
    PUBLIC_URL: env.publicUrl ?? consoleUrl(env, isDev),
    ALLOW_HTTP_NOTIFICATIONS: '1',
    // Whoever buys licenses at the mock watches the line move; a real Apple is asked less often.
    SHORTAGE_CRON: '*/10 * * * * *',
    LOG_LEVEL: env.logLevel,
  }
  return [
    {
      name: 'mock-apple',
      title: 'The mock Apple',
      script: 'apps/mock-apple/src/main.ts',
      env: {
        ...env.variables,
        MOCK_APPLE_PORT: String(env.mockApplePort),
        MOCK_APPLE_STATE: join(env.dataDir, 'mock-apple.json'),
        MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: '1',
        LOG_LEVEL: env.logLevel,
      },
      readyUrl: `${mockAppleUrl(env)}/_mock/locations`,
    },
    {
      name: 'api',
      title: 'The API',
      script: 'apps/api/src/main.ts',
      env: server,
      readyUrl: `${apiUrl(env)}/readyz`,
    },
    { name: 'worker', title: 'The worker', script: 'apps/worker/src/main.ts', env: server },
    ...(isDev ? [devServer(env)] : []),
  ]
}

/** Vite serves the console's sources and passes on what is for the API. */
function devServer(env: Env): ProgramSpec {
  const cwd = join(root, 'apps/web')
  return {
    name: 'web',
    title: 'The development server of the console',
    script: join(cwd, 'node_modules/vite/bin/vite.js'),
    args: ['--host', '127.0.0.1', '--port', String(env.devPort), '--strictPort', '--clearScreen', 'false'],
    cwd,
    env: { ...env.variables, PORT: String(env.port) },
    readyUrl: `http://127.0.0.1:${env.devPort}/`,
  }
}

export const apiUrl = (env: Env): string => `http://127.0.0.1:${env.port}`
export const mockAppleUrl = (env: Env): string => `http://127.0.0.1:${env.mockApplePort}`
export const consoleUrl = (env: Env, isDev: boolean): string =>
  isDev ? `http://127.0.0.1:${env.devPort}` : apiUrl(env)
