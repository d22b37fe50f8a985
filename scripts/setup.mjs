/**
 * Before every `npm start` and `npm test`: installs what is missing and makes the database client. This file alone runs on
 * whatever Node the machine has, before anything is installed; hence plain JavaScript without packages.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const pnpm = 'pnpm@12.21.0'
const stamp = join(root, 'node_modules/.installed-from')

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) {
  console.error(`Pomona needs Node 20 or newer to begin with, and this is ${process.version}. See https://nodejs.org`)
  process.exit(1)
}

const rooms = [...roomsIn('apps'), ...roomsIn('packages'), 'prisma', 'e2e']
const wanted = hashManifests()
if (!isInstalled()) {
  console.log('Installing what is missing …')
  // npx is a batch file on Windows, which only a shell can start.
  const { status } = spawnSync('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('Installing failed. Pomona needs the npm registry once, for its first start: is it in reach?')
    process.exit(status ?? 1)
  }
  writeFileSync(stamp, wanted)
}
execFileSync(join(root, 'node_modules/.bin/node'), ['scripts/generate.ts'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})

function roomsIn(folder) {
  const names = readdirSync(join(root, folder)).toSorted()
  return names.map((name) => `${folder}/${name}`).filter((room) => existsSync(join(root, room, 'package.json')))
}

function isInstalled() {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) return false
  return rooms.every((room) => existsSync(join(root, room, 'node_modules')))
}

function hashManifests() {
  const manifests = rooms.map((room) => `${room}/package.json`)
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}
