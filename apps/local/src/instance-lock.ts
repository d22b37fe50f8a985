import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { StartRefused } from './start-refused.ts'

const runningInstance = z.object({
  pid: z.number(),
  url: z.string(),
  children: z.array(z.object({ name: z.string(), pid: z.number() })),
  isStopping: z.boolean(),
})
export type RunningInstance = z.infer<typeof runningInstance>

export type InstanceLock = {
  /** What the instance before this one wrote, when it did not end by itself. */
  previous: RunningInstance | undefined
  record(instance: RunningInstance): void
  release(): void
}

/** An instance that is about to end is waited for this long. */
const stopMaxMs = 6_000

/**
 * Takes `dataDir` for this program alone. The lock is the operating system's own, on a SQLite file: it vanishes with the
 * program, however that ends, so it is never stale, and no process number has to be believed.
 */
export function lockDataDir(dataDir: string): InstanceLock {
  makeWritable(dataDir)
  const noteFile = join(dataDir, 'running.json')
  const previous = readNote(noteFile)
  const lock = new DatabaseSync(join(dataDir, 'running.lock'), {
    timeout: previous?.isStopping === true ? stopMaxMs : 0,
  })
  try {
    lock.exec('pragma journal_mode = off; begin exclusive')
  } catch (cause) {
    lock.close()
    throw new StartRefused(alreadyRunning(dataDir, previous), { cause })
  }
  return {
    previous,
    record(instance) {
      writeFileSync(`${noteFile}.new`, JSON.stringify(instance))
      renameSync(`${noteFile}.new`, noteFile)
    },
    release() {
      rmSync(noteFile, { force: true })
      lock.close()
    },
  }
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartRefused(
      `This user may not write to the data folder ${dataDir}. Start as the user who owns it, or choose another one:\n` +
        '  DATA_DIR=/another/folder npm start',
      { cause },
    )
  }
}

function alreadyRunning(dataDir: string, running: RunningInstance | undefined): string {
  const where = running ? ` (process ${running.pid}, ${running.url})` : ''
  return (
    `Pomona already runs on the data in ${dataDir}${where}.\n` +
    'Use that one, or stop it with Ctrl-C there. A second one beside it needs a data folder and ports of its own:\n' +
    '  DATA_DIR=.data-2 PORT=8180 MOCK_APPLE_PORT=8181 npm start'
  )
}

function readNote(file: string): RunningInstance | undefined {
  try {
    return runningInstance.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}
