import type { Database, Db } from './client.ts'

/** Runs `work` in one transaction: all of it is kept, or nothing when it throws. Never call Apple or a device inside. */
export function inTransaction<T>(
  database: Database,
  work: (tx: Db) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return database.prisma.$transaction(work, { maxWait: 10_000, timeout: options.timeoutMs ?? 30_000 })
}

/** Ends a transaction without keeping anything of it. */
class Undo extends Error {}

/**
 * Runs `work` in one transaction that is always undone: what it answers is what would be true, and nothing of it stays. Nobody sees its
 * changes; who wants to change the same rows waits until it ends, so it does nothing but what it has to.
 */
export async function inUndoneTransaction<T>(
  database: Database,
  work: (tx: Db) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  const undo = new Undo('undone on purpose')
  const answers: T[] = []
  try {
    await inTransaction(
      database,
      async (tx) => {
        answers.push(await work(tx))
        throw undo
      },
      options,
    )
  } catch (error) {
    if (error !== undo) throw error
  }
  return answers[0] as T
}
