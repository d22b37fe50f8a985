import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSecureContext } from 'node:tls'
import { createFakeApple, demoSeed, type FakeApple } from '@pomona/apple-vpp/fake'
import { createMockApple } from './create-mock-apple.ts'
import { deliver } from './deliver.ts'
import { readEnv, type Env } from './env.ts'
import { createStateFile } from './state-file.ts'
import { createTicker } from './ticker.ts'

const env = readEnv(process.env)
if ('faults' in env) {
  refuse(`these variables are wrong.\n${env.faults}`)
} else {
  const tls = env.tls && readTls(env.tls)
  if (tls && 'fault' in tls) refuse(tls.fault)
  else start(env, tls)
}

function refuse(reason: string): void {
  process.stderr.write(`Mock Apple cannot start: ${reason}\n`)
  process.exitCode = 1
}

function start({ host, port, trustProxy, statePath, settings }: Env, tls: Tls | undefined): void {
  const stateFile = statePath === undefined ? undefined : createStateFile(statePath)
  // Whoever has the port has the state: nothing is written and nobody notified before the port is ours.
  let onChange = (): void => undefined
  const fake: FakeApple = createFakeApple({
    ...settings,
    seed: demoSeed,
    snapshot: stateFile?.load(),
    deliver,
    onChange: () => onChange(),
  })

  const onFailure = (error: unknown) => process.stderr.write(`Mock Apple failed: ${String(error)}\n`)
  const ticker = createTicker(fake, onFailure)
  const app = createMockApple(fake, { trustProxy, onFailure })
  const server = tls ? createSecureServer(tls, app) : createServer(app)
  server.on('error', (error) => {
    const isTaken = 'code' in error && error.code === 'EADDRINUSE'
    const reason = isTaken
      ? `Port ${port} is taken. Set MOCK_APPLE_PORT to another one.`
      : `${error.message}. The port is set by MOCK_APPLE_PORT.`
    refuse(reason)
    stop()
  })
  server.listen(port, host, () => {
    const { port: actualPort } = server.address() as AddressInfo
    onChange = () => {
      stateFile?.touch(() => fake.snapshot())
      ticker.touch()
    }
    onChange()
    process.stdout.write(`Mock Apple: ${tls ? 'https' : 'http'}://${host}:${actualPort}\n`)
  })

  const stop = (): void => {
    ticker.stop()
    server.close()
    server.closeAllConnections()
    stateFile?.flush()
    if (process.connected) process.disconnect()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Whoever started us is gone.
  process.once('disconnect', stop)
}

type Tls = { key: Buffer; cert: Buffer }

function readTls({ keyPath, certPath }: NonNullable<Env['tls']>): Tls | { fault: string } {
  try {
    const tls = { key: readFileSync(keyPath), cert: readFileSync(certPath) }
    createSecureContext(tls)
    return tls
  } catch (error) {
    return { fault: `MOCK_APPLE_TLS_KEY and MOCK_APPLE_TLS_CERT do not work: ${String(error)}.` }
  }
}
