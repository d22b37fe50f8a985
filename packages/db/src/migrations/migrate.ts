import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { noFilters, openSchemaEngine, readMigrations } from './schema-engine.ts'

/** Any fixed number; several programs that start at once meet on it. */
const migrationLock = 7_066_662

/**
 * Brings a database to the newest schema, tables and job queue alike, and returns the names of the migrations it applied. Safe
 * to call from several programs at once: one works, the others wait for it.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock])
    const engine = await openSchemaEngine(databaseUrl)
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: noFilters,
    })
    await runMigrations({ connectionString: databaseUrl })
    return appliedMigrationNames
  } finally {
    await lock.end()
  }
}
