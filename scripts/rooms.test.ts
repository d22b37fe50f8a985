import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRooms, type Room } from './rooms.ts'

/** Which room may import which. What is not listed is forbidden. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  contracts: ['domain'],
  'apple-vpp': ['domain'],
  mdm: ['domain'],
  db: ['domain'],
  engine: ['domain', 'apple-vpp', 'mdm', 'db'],
  api: ['contracts', 'engine', 'db', 'domain'],
  worker: ['engine', 'db', 'domain'],
  web: ['contracts', 'domain'],
  'mock-apple': ['apple-vpp', 'domain'],
  'mock-mdm': ['mdm', 'domain'],
  seed: ['db', 'domain'],
  local: ['db', 'domain', 'seed'],
  e2e: ['db', 'seed'],
}

/** What only tests may have beyond that: the fakes and builders that a room offers under `./testing` and `./fake`. */
const testsMayImport: Record<string, readonly string[]> = {
  engine: ['apple-vpp', 'mdm', 'db'],
  api: ['apple-vpp', 'mdm'],
  worker: ['apple-vpp', 'mdm'],
}

const rooms = readRooms()
const shortName = (packageName: string) => packageName.replace('@pomona/', '')
const isTest = (file: string) => /\.test\.tsx?$|\/testing\/|^e2e\//.test(file)

describe.each(rooms.map((room) => [shortName(room.name), room] as const))('%s', (name, room) => {
  const allowed = mayImport[name] ?? []
  const allowedInTests = [...allowed, ...(testsMayImport[name] ?? [])]

  it('stands in the table of rooms', () => {
    expect(Object.keys(mayImport)).toContain(name)
  })

  it('names in package.json only rooms that it may import', () => {
    const ours = (names: string[]) => names.filter((each) => each.startsWith('@pomona/')).map(shortName)
    expect(ours(room.dependencies).filter((each) => !allowed.includes(each))).toEqual([])
    expect(ours(room.devDependencies).filter((each) => !allowedInTests.includes(each))).toEqual([])
  })

  it('imports only rooms that it may import, packages that it declares, and files of its own', () => {
    expect(faultyImports(room, allowed, allowedInTests)).toEqual([])
  })
})

it('the image is made from every room’s package.json, as the lockfile wants it', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')
  expect(rooms.filter(({ folder }) => !dockerfile.includes(`COPY ${folder}/package.json ${folder}/`))).toEqual([])
})

it('the rules read no clock: time is an argument', () => {
  const files = globSync('packages/domain/src/**/*.ts').filter((file) => !isTest(file))
  expect(files.filter((file) => /new Date\(\s*\)/.test(readFileSync(file, 'utf8')))).toEqual([])
})

function faultyImports(room: Room, allowed: readonly string[], allowedInTests: readonly string[]): string[] {
  const sources = globSync(`${room.folder}/**/*.{ts,tsx}`, { exclude: ['**/node_modules/**', '**/generated/**'] })
  return sources.flatMap((file) =>
    importsOf(file).flatMap((specifier) => {
      const problem = problemWith(specifier, { file, room, allowed: isTest(file) ? allowedInTests : allowed })
      return problem === undefined ? [] : [`${file}: '${specifier}' ${problem}`]
    }),
  )
}

function problemWith(
  specifier: string,
  from: { file: string; room: Room; allowed: readonly string[] },
): string | undefined {
  if (specifier.startsWith('.')) {
    const target = relative(from.room.folder, join(dirname(from.file), specifier))
    // A room's tooling files, such as a vite configuration, may use the root's.
    return target.startsWith('..') && from.file.includes('/src/') ? 'leaves the room' : undefined
  }
  if (specifier.startsWith('node:')) return undefined
  if (builtinModules.includes(specifier)) return 'is written without node:'

  const packageName = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (packageName === from.room.name) return 'is the room itself'
  if (packageName.startsWith('@pomona/')) {
    if (!from.allowed.includes(shortName(packageName))) return 'is a room that it may not import'
    if (/\/(testing|fake)$/.test(specifier) && !mayUseFakes(from)) return 'is for tests alone'
  }
  const isProgram = from.file.includes('/src/') && !isTest(from.file)
  const known = [...from.room.dependencies, ...(isProgram ? [] : from.room.devDependencies)]
  return known.includes(packageName) ? undefined : 'is not in its package.json'
}

/** mock-apple is the HTTP door onto the fake; everybody else's production code stays away from fakes. */
function mayUseFakes(from: { file: string; room: Room }): boolean {
  return isTest(from.file) || ['mock-apple', 'mock-mdm'].includes(shortName(from.room.name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const statements = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm,
  )
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...statements, ...calls].flatMap((match) => match[1] ?? match[2] ?? [])
}
