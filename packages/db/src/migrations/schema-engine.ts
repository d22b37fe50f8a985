import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'

const prismaFolder = fileURLToPath(new URL('../../../../prisma/', import.meta.url))
export const migrationsFolder = `${prismaFolder}migrations`
export const noFilters = { externalTables: [], externalEnums: [] }
/** The schema language knows neither parts nor a relation without a foreign key: this table is kept by hand. */
export const withoutPartitioned = { ...noFilters, externalTables: ['public.associations'] }

/** The part of the WebAssembly interface used here; the compiler knows it only together with the browser's whole library. */
type WebAssemblyApi = {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}
const { WebAssembly: webAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi }

/** Prisma's own migration engine, in this process: compiled to WebAssembly, so that nothing is downloaded. */
export async function openSchemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  engineModule ??= loadEngineModule()
  const { SchemaEngine } = await engineModule
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogReadingAdapter(databaseUrl))
  return SchemaEngine.new({ datamodels: [await readSchema()] }, () => undefined, adapter)
}

/** Loaded once: a second instance would take the memory away from engines that live in the first. */
let engineModule: Promise<{ SchemaEngine: typeof SchemaEngine }> | undefined

async function loadEngineModule(): Promise<{ SchemaEngine: typeof SchemaEngine }> {
  const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue = await import(pathToFileURL(gluePath).href)
  const bytes = await readFile(join(dirname(gluePath), 'schema_engine_bg.wasm'))
  const { instance } = await webAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  // Where the engine reports a bug of its own; without it the report itself would fail.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  })
  return glue
}

const charTypeId = 18
const textTypeId = 25
const charMark = '\u0000char'

/**
 * The engine's catalog queries answer PostgreSQL's one-byte "char", which the adapter refuses to read. The pool hands such a
 * column on as text with a marked name, and the adapter's answer then names the type that the engine expects.
 */
function catalogReadingAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, allowExitOnIdle: true, idleTimeoutMillis: 1 })
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
  const queryMarked = async (...args: unknown[]) => {
    const result = await query(...args)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === charTypeId) Object.assign(field, { name: field.name + charMark, dataTypeID: textTypeId })
    }
    return result
  }
  const factory = new PrismaPg(Object.assign(pool, { query: queryMarked }))
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const executeScript = adapter.executeScript.bind(adapter)
    // The adapter cuts a script at every semicolon, those inside of a function too.
    adapter.executeScript = async (script) => {
      if (script.includes('$$')) await query(script)
      else await executeScript(script)
    }
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql)
      result.columnNames.forEach((name, column) => {
        if (!name.endsWith(charMark)) return
        result.columnNames[column] = name.slice(0, -charMark.length)
        result.columnTypes[column] = ColumnTypeEnum.Character
      })
      return result
    }
    return adapter
  }
  return factory
}

export async function readSchema(): Promise<[path: string, content: string]> {
  return ['schema.prisma', await readFile(`${prismaFolder}schema.prisma`, 'utf8')]
}

/** The migrations on disk, oldest first, in the engine's shape. */
export async function readMigrations(): Promise<MigrationList> {
  const folders = (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders.map((entry) => entry.name).toSorted()
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => {
        const value = await readFile(`${migrationsFolder}/${path}/migration.sql`, 'utf8')
        return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
      }),
    ),
  }
}
