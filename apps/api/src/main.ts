import { once } from 'node:events'
import { buildDeps } from '@pomona/engine'
import { createApp } from './app.ts'
import { prepareSignIn } from './auth/passwords.ts'
import { readEnv } from './env.ts'
import { createLogger } from './http/logger.ts'
import { serve } from './http/server.ts'

/** Each request needs a connection for milliseconds; several API programs share the server's hundred. */
const poolSize = 15

const read = readEnv()
if (!read.ok) {
  console.error(
    ['Pomona’s API cannot start. Set these variables:', ...read.faults.map((fault) => `  ${fault}`)].join('\n'),
  )
  process.exit(1)
}
const { env } = read

const log = createLogger(env.logLevel)
const deps = buildDeps({
  databaseUrl: env.databaseUrl,
  poolSize,
  encryptionKey: env.encryptionKey,
  appleVppUrl: env.appleVppUrl,
  appleRequestsPerSecond: env.appleRequestsPerSecond,
  publicUrl: env.publicUrl.href,
  allowHttpNotifications: env.allowHttpNotifications,
  reclaimsFromLeavers: env.reclaimsFromLeavers,
  tokensMax: env.maxTokens,
  log,
})
const app = createApp(
  { ...deps, log },
  {
    jwtSecret: env.jwtSecret,
    publicUrl: env.publicUrl,
    consoleFolder: env.consoleFolder,
    trustedProxies: env.trustedProxies,
  },
)
await prepareSignIn()

const server = serve(app)
server.listen(env.port, env.host)
try {
  await once(server, 'listening')
} catch (error) {
  const { code } = error as NodeJS.ErrnoException
  console.error(
    code === 'EADDRINUSE'
      ? `Port ${env.port} is taken by another program. Stop that program, or set PORT to a free one.`
      : `Pomona’s API cannot listen on ${env.host}:${env.port} (${code}). Set HOST and PORT.`,
  )
  process.exit(1)
}
log.info(server.address(), 'the API listens')

/** Requests under way may finish; those that take longer than this are cut. */
const patienceMs = 3_000
let isStopping = false

async function stop(reason: string): Promise<void> {
  if (isStopping) return
  isStopping = true
  log.info({ reason }, 'the API stops')
  setTimeout(() => process.exit(1), patienceMs + 1_500).unref()
  const closed = once(server, 'close')
  server.close()
  // A connection becomes idle only when its last answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
  await deps.close()
  log.flush()
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
// Started by a parent with a channel: when the parent is gone, nobody is left to stop this program.
process.once('disconnect', () => void stop('the parent is gone'))
