/** `npm run recompute`: has every app and book worked out again for everybody, without waiting for the night. */
import { connectDatabase, queueEveryTitle } from '@pomona/db'
import { z } from 'zod'

const databaseUrl = z.string('Set DATABASE_URL to the database of this installation').min(1)

try {
  await main()
} catch (error) {
  const isInvalid = error instanceof z.ZodError
  const message = error instanceof Error ? error.message : String(error)
  console.error(isInvalid ? error.issues.map((issue) => issue.message).join('\n') : message)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const database = connectDatabase(databaseUrl.parse(process.env['DATABASE_URL']), { poolSize: 1 })
  try {
    const count = await queueEveryTitle(database.prisma)
    console.log(
      count === 0
        ? 'No app or book has assignments or open orders.'
        : `${count} ${count === 1 ? 'app or book is' : 'apps and books are'} worked out again by the workers, behind all other work.`,
    )
  } finally {
    await database.close()
  }
}
