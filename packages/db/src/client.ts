import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient, type Prisma } from './generated/prisma/client.ts'

/** What every repository takes first: the connection or a transaction. */
export type Db =
  | Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>
  | Prisma.TransactionClient

/** The connection as a whole; whoever holds it may start transactions and take sessions of their own. */
export type Database = {
  prisma: PrismaClient
  /** For what needs a session of its own: COPY, temporary tables, advisory locks. */
  pool: pg.Pool
  url: string
  close(): Promise<void>
}

/** Connects to PostgreSQL. `poolSize` bounds the connections of this program. */
export function connectDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.poolSize ?? 10, keepAlive: true })
  // A connection that breaks while idle is replaced at the next use; without a listener the event would end the program.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    url,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
