/** `npm run migrate`: brings the database of `DATABASE_URL` to the newest schema. */
import { z } from 'zod'
import { migrate } from './migrate.ts'

const env = z.object({ DATABASE_URL: z.url() }).safeParse(process.env)
if (!env.success) {
  console.error('DATABASE_URL is missing or not a URL. Set it to the PostgreSQL database that Pomona should use.')
  process.exit(2)
}

const applied = await migrate(env.data.DATABASE_URL)
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
