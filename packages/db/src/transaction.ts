import type { Database, Db } from './client.ts'

/** Runs `work` in one transaction: all of it is kept, or nothing when it throws. Never call Apple or a device inside. */
export function inTransaction<T>(
  database: Database,
  work: (tx: Db) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return database.prisma.$transaction(work, { maxWait: 10_000, timeout: options.timeoutMs ?? 30_000 })
}
