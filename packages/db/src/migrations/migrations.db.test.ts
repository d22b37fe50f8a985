import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { migrate } from './migrate.ts'
import { diffMigrationsToSchema } from './new-migration.ts'

async function createDatabase(): Promise<string> {
  const server = inject('postgresUrl')
  const name = `migrations_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.replace(/\/postgres$/, `/${name}`)
}

it('the migrations lead exactly to the schema', async () => {
  expect(await diffMigrationsToSchema(await createDatabase())).toBe('')
})

it('several programs that migrate at once apply each migration once', async () => {
  const url = await createDatabase()
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)])
  expect(applied.flat()).toEqual([...new Set(applied.flat())])
  expect(applied.flat().length).toBeGreaterThan(0)
  expect(await migrate(url)).toEqual([])
})
