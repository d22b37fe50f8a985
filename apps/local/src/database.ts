import { connectDatabase, migrate } from '@pomona/db'
import { seedDemoOrganization } from '@pomona/seed'
import { step } from './screen.ts'
import { StartRefused } from './start-refused.ts'

/** Brings the database to the newest schema; one that is empty gets the demo organization. */
export async function prepareDatabase(url: string, demoPassword: string): Promise<void> {
  await step('Bringing the database to the newest schema', () => migrateOrRefuse(url))
  const database = connectDatabase(url, { poolSize: 2 })
  try {
    if ((await database.prisma.account.count()) > 0) return
    await step('Making the demo organization', () =>
      seedDemoOrganization(database, { password: demoPassword, now: new Date() }),
    )
  } finally {
    await database.close()
  }
}

async function migrateOrRefuse(url: string): Promise<void> {
  try {
    await migrate(url)
  } catch (cause) {
    const { host, pathname } = new URL(url)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartRefused(`The database ${host}${pathname} could not be brought to the newest schema: ${reason}`, {
      cause,
    })
  }
}
