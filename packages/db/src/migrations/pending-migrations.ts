import { readdir } from 'node:fs/promises'
import type { Database } from '../client.ts'
import { migrationsFolder } from './schema-engine.ts'

/** The migrations on disk that the database has not finished yet; all of them when it is empty. */
export async function findPendingMigrations(database: Database): Promise<string[]> {
  const onDisk = (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const { rows } = await database.pool.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  )
  if (rows[0]?.exists !== true) return onDisk.map(({ name }) => name)
  const finished = await database.pool.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const names = new Set(finished.rows.map((row) => row.migration_name))
  return onDisk.map(({ name }) => name).filter((name) => !names.has(name))
}
