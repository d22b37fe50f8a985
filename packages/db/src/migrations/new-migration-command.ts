/** `npm run migration NAME`: writes the SQL that leads from the migrations so far to `prisma/schema.prisma`. Needs no network. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { diffMigrationsToSchema, writeMigration } from './new-migration.ts'

const name = process.argv[2]
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name in lower case, for instance: npm run migration add_device_color')
  process.exit(2)
}

const dataDir = await mkdtemp(join(tmpdir(), 'pomona-migration-'))
const postgres = await startEmbeddedPostgres({ dataDir, durable: false })
try {
  const sql = await diffMigrationsToSchema(postgres.url('postgres'))
  if (sql === '') console.log('The migrations already lead to prisma/schema.prisma. Nothing to write.')
  else {
    console.log(`Wrote ${await writeMigration({ name, sql, now: new Date() })}. Read it before you commit it.`)
    console.log('Checks and partial indexes, which the schema language cannot say, are added by hand.')
  }
} finally {
  await postgres.stop()
  await Promise.all([
    rm(dataDir, { recursive: true, force: true }),
    rm(postgres.home, { recursive: true, force: true }),
  ])
}
