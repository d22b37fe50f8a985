import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeApple, demoSeed, type FakeApple } from '@pomona/apple-vpp/fake'
import { createMockApple } from './create-mock-apple.ts'
import { deliver } from './deliver.ts'
import { readEnv, type Env } from './env.ts'
import { createStateFile } from './state-file.ts'
import { createTicker } from './ticker.ts'

const env = readEnv(process.env)
if ('faults' in env) {
  process.stderr.write(`Mock Apple cannot start:\n${env.faults}\n`)
  process.exitCode = 1
} else {
  start(env)
}

function start({ port, statePath, settings }: Env): void {
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
  const app = createMockApple(fake, { onFailure })
  const server = createServer(app)
  server.on('error', (error) => {
    const isTaken = 'code' in error && error.code === 'EADDRINUSE'
    const reason = isTaken
      ? `Port ${port} is taken. Set MOCK_APPLE_PORT to another one.`
      : `${error.message}. The port is set by MOCK_APPLE_PORT.`
    process.stderr.write(`Mock Apple cannot start: ${reason}\n`)
    process.exitCode = 1
    stop()
  })
  server.listen(port, '127.0.0.1', () => {
    const { port: actualPort } = server.address() as AddressInfo
    onChange = () => {
      stateFile?.touch(() => fake.snapshot())
      ticker.touch()
    }
    onChange()
    process.stdout.write(`Mock Apple: http://127.0.0.1:${actualPort}\n`)
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
