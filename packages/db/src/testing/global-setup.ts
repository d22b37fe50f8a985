import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { migrate } from '../migrations/migrate.ts'
import { guardOrders } from './guard-orders.ts'
import { templateDatabase } from './test-database.ts'

/** Starts one PostgreSQL for the whole test run, with a migrated database that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pomona-test-'))
  // Root's server runs as another user, who has to get in; otherwise its files would lie elsewhere and outlive this folder.
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false })
  const client = new pg.Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  await client.query(`create database ${templateDatabase}`)
  await client.end()
  await migrate(postgres.url(templateDatabase))
  await guardOrders(postgres.url(templateDatabase))
  project.provide('postgresUrl', postgres.url('postgres'))

  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
