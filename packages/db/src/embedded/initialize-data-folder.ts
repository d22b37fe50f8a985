import { spawn } from 'node:child_process'
import { chown, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresHome } from './postgres-home.ts'
import { serverEnvironment } from './server-environment.ts'

/** Runs PostgreSQL's `initdb` on an empty folder that belongs to the server's user. */
export async function initializeDataFolder(home: PostgresHome, data: string, password: string): Promise<void> {
  const passwordFile = join(home.dir, 'initdb-password')
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (home.owner) await chown(passwordFile, home.owner.uid, home.owner.gid)
  const flags = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // The built-in locale gives Unicode-aware lower() on every machine, without asking its operating system.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ]
  const { code, output } = await run(join(home.binaries, 'bin/initdb'), flags, home)
  await rm(passwordFile, { force: true })
  if (code !== 0) throw new Error(`PostgreSQL could not create its data folder ${data}:\n${output}`)
}

function run(program: string, flags: string[], home: PostgresHome): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, flags, { ...home.owner, cwd: home.dir, env: serverEnvironment(), detached: true })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
