import { spawn } from 'node:child_process'
import { root } from './env.ts'
import { StartRefused } from './start-refused.ts'

/** Builds the console in a process of its own, unless what is built is up to date. */
export async function buildConsole(signal: AbortSignal): Promise<void> {
  const build = spawn(process.execPath, ['scripts/build-console.ts'], {
    cwd: root,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  build.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  build.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const status = await new Promise<number | null>((resolve, reject) => {
    build.once('error', reject)
    build.once('close', resolve)
  })
  if (status !== 0) throw new StartRefused(`The console could not be built:\n${output}`)
}
