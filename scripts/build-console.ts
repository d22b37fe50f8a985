/** `npm run build`: builds the console, unless what is built was made from the very same files. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const web = join(root, 'apps/web')
const stamp = join(web, 'dist/.built-from')
const inputs = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'apps/web/{index.html,package.json,tsconfig.json,vite.config.ts}',
  'apps/web/{src,public}/**/*',
  'packages/{contracts,domain}/{package.json,src/**/*}',
]

const wanted = hashInputs()
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)

// The stamp lies inside the folder that vite empties first: a build that was cut short leaves none.
const vite = join(web, 'node_modules/vite/bin/vite.js')
const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: web, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
writeFileSync(stamp, wanted)

function hashInputs(): string {
  const hash = createHash('sha256')
  const isTest = /\.test\.tsx?$|\/testing\//
  const files = globSync(inputs, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    if (!isTest.test(file)) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
