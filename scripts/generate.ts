/** Makes the database client from `prisma/schema.prisma`, when the schema has changed since the last time. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const schema = readFileSync('prisma/schema.prisma')
const prismaVersion = readFileSync('node_modules/prisma/package.json')
const wanted = createHash('sha256').update(schema).update(prismaVersion).digest('hex')
const stamp = 'packages/db/src/generated/prisma/.schema-hash'

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Generating the database client …')
  // Generating needs no schema engine, but the command looks for one and would download it: any executable will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  const prisma = 'node_modules/prisma/build/index.js'
  execFileSync(process.execPath, [prisma, 'generate', '--no-hints'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(stamp, wanted)
}
