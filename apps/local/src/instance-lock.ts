import { accessSync, constants, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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
  const lock = takeLock(dataDir, previous)
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

function takeLock(dataDir: string, previous: RunningInstance | undefined): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(dataDir, 'running.lock'), { timeout: previous?.isStopping === true ? stopMaxMs : 0 })
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return lock
  } catch (cause) {
    lock?.close()
    throw new StartRefused(isBusy(cause) ? alreadyRunning(dataDir, previous) : notWritable(dataDir), { cause })
  }
}

function makeWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (cause) {
    throw new StartRefused(notWritable(dataDir), { cause })
  }
  // Root may have run on this data, and left files that are its own.
  const paths = [dataDir, ...(isClosed(dataDir) ? [] : readdirSync(dataDir).map((name) => join(dataDir, name)))]
  if (paths.some(isClosed)) throw new StartRefused(notWritable(dataDir))
}

/** A file that has gone meanwhile is no obstacle: the instance that runs replaces some of them now and then. */
function isClosed(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return false
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
  }
}

/** SQLite's number for a lock that somebody else holds. */
const busy = 5
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === busy

function notWritable(dataDir: string): string {
  return (
    `This user may not write to the data folder ${dataDir}, or to files in it.\n` +
    'Start as the user who owns them, give them to this user (chown -R), or choose another folder:\n' +
    '  DATA_DIR=/another/folder npm start'
  )
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
