import { mkdir, writeFile } from 'node:fs/promises'
import {
  migrationsFolder,
  noFilters,
  openSchemaEngine,
  readMigrations,
  readSchema,
  withoutPartitioned,
} from './schema-engine.ts'

/** The SQL that leads from the migrations on disk to `schema.prisma`; empty when they agree. Uses a scratch database. */
export async function diffMigrationsToSchema(scratchUrl: string): Promise<string> {
  const engine = await openSchemaEngine(scratchUrl)
  await engine.applyMigrations({ migrationsList: await readMigrations(), filters: noFilters })
  const [path, content] = await readSchema()
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files: [{ path, content }], configDir: '.' } as never,
    to: { tag: 'schemaDatamodel', files: [{ path, content }], configDir: '.' } as never,
    script: true,
    exitCode: null,
    filters: withoutPartitioned,
  })
  const sql = stdout?.trim() ?? ''
  return sql === '-- This is an empty migration.' ? '' : sql
}

/** Writes the next migration folder and returns its path. `name` becomes part of the folder's name. */
export async function writeMigration(options: { name: string; sql: string; now: Date }): Promise<string> {
  const stamp = options.now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = `${migrationsFolder}/${stamp}_${options.name}`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/migration.sql`, `${options.sql}\n`)
  return folder
}
