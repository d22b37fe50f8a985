import { findComparedSubjects, inTransaction, noteDrift, openComparison, type Comparison, type Db } from '@pomona/db'
import type { DriftKind } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { workOutTitle } from '../orders/work-out-title.ts'

const transactionMs = 300_000
/** With more holders than this, working everybody out costs less than naming them. */
const namedMax = 20_000

/**
 * The job (P25): compares what Apple says, what we ordered and what is assigned, and keeps how many differ per asset and kind. Of a token, what
 * depends on assignments is compared only where nobody is assigned anything: assigned titles are worked out when something touches them, and
 * compared after that.
 */
export async function compareAssets(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { tokenId: string } | { adamId: string },
): Promise<{ found: number }> {
  return inTransaction(
    deps.database,
    async (tx) => {
      const now = deps.now()
      const comparison =
        'adamId' in input
          ? await compareTitle(tx, { adamId: input.adamId, now })
          : await openComparison(tx, input).then((): Comparison => ({ isWorkedOut: false }))
      return { found: await noteDrift(tx, comparison, now) }
    },
    { timeoutMs: transactionMs },
  )
}

/** Makes one title ready to be compared in this transaction, for all kinds or one: who of those that matter is due what. */
export async function compareTitle(
  tx: Db,
  { adamId, kind, now }: { adamId: string; kind?: DriftKind; now: Date },
): Promise<Comparison> {
  const titles = await openComparison(tx, { adamId })
  if (kind === 'unknownDevice' || !titles.some(({ isAssigned }) => isAssigned)) return { isWorkedOut: false }
  const scope = (await findComparedSubjects(tx, namedMax)) ?? 'all'
  await workOutTitle(tx, { adamId, scope, now })
  return { isWorkedOut: true }
}
