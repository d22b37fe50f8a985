import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const fastShutdownMs = 8_000

/**
 * PostgreSQL outlives a parent that was killed. Its lock file names the process: a server that still runs on this data is
 * stopped, and a number that some other program has taken over since is forgotten, which PostgreSQL itself would not dare.
 */
export async function stopLeftoverPostgres(data: string): Promise<void> {
  const lockFile = join(data, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number((await readFile(lockFile, 'utf8')).split('\n')[0])
  if (!isPostgresOn(pid, data)) return rm(lockFile, { force: true })

  process.kill(pid, 'SIGINT')
  for (const giveUpAt = Date.now() + fastShutdownMs; isPostgresOn(pid, data); await sleep(50)) {
    if (Date.now() > giveUpAt) process.kill(pid, 'SIGQUIT')
  }
  await rm(lockFile, { force: true })
}

function isPostgresOn(pid: number, data: string): boolean {
  const command = commandLineOf(pid)
  return command.includes('postgres') && command.includes(data)
}

/** Empty when the process is gone, or a zombie that nobody has collected yet. */
function commandLineOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
