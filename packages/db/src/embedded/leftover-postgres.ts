import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, isAlive, signalProcess } from './processes.ts'

const fastShutdownMs = 8_000

/**
 * PostgreSQL outlives a parent that was killed. Its lock file names the process: a server that still runs on this data is
 * stopped. A number that some other program has taken over since, or that a zombie still holds, is forgotten, which PostgreSQL
 * itself would not dare. A number that nobody has is left to PostgreSQL: it makes sure that no child of the dead server is left.
 */
export async function stopLeftoverPostgres(data: string): Promise<void> {
  const lockFile = join(data, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number((await readFile(lockFile, 'utf8')).split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid < 2) return rm(lockFile, { force: true })
  if (!isPostgresOn(pid, data)) return isAlive(pid) ? rm(lockFile, { force: true }) : undefined

  signalProcess(pid, 'SIGINT')
  const startedAt = Date.now()
  while (isPostgresOn(pid, data)) {
    const waited = Date.now() - startedAt
    if (waited > 2 * fastShutdownMs)
      throw new Error(`A PostgreSQL from before, process ${pid}, does not end. End it first.`)
    if (waited > fastShutdownMs) signalProcess(pid, 'SIGQUIT')
    await sleep(50)
  }
}

/** Compared as one text, because not every system tells where one argument ends: a folder's name may contain spaces. */
function isPostgresOn(pid: number, data: string): boolean {
  return commandOf(pid).includes(`/bin/postgres -D ${data} -c `)
}
