import type { Db } from '../../client.ts'

/**
 * The statement that takes turns with whoever else changes the associations and counts of a token, until the transaction ends. Syncs and
 * orders share the token's queue; notifications do not wait in it.
 */
export const holdingsLock = `select pg_advisory_xact_lock(hashtextextended('holdings:' || $1, 0))::text`

/** Takes that turn inside a transaction. It comes first: whoever holds rows and then waits for a turn meets the others in a deadlock. */
export async function lockHoldings(tx: Db, tokenId: string): Promise<void> {
  await tx.$queryRawUnsafe(holdingsLock, tokenId)
}
