import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A room: one package of the workspace. */
export type Room = { folder: string; name: string; dependencies: string[]; devDependencies: string[] }

type PackageFile = {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Every room, read from its `package.json`. The repository's root is the current folder. */
export function readRooms(): Room[] {
  return globSync(['apps/*/package.json', 'packages/*/package.json', 'prisma/package.json', 'e2e/package.json'])
    .toSorted()
    .map((path) => {
      const file: PackageFile = JSON.parse(readFileSync(path, 'utf8'))
      return {
        folder: dirname(path),
        name: file.name,
        dependencies: Object.keys(file.dependencies ?? {}),
        devDependencies: Object.keys(file.devDependencies ?? {}),
      }
    })
}
