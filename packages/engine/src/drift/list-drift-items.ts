import {
  findDriftAsset,
  inTransaction,
  listDriftTargets,
  type DriftItemRow,
  type ListPage,
  type ListRequest,
} from '@pomona/db'
import { AppError, type DriftKind } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { compareTitle } from './compare-assets.ts'
import { driftItemTexts } from './drift-texts.ts'

export type DriftItem = DriftItemRow & { explanation: string }

const transactionMs = 60_000

/** Who differs at one asset, as of now (P25). Counts that disagree are nobody’s: that list is empty. */
export async function listDriftItems(
  deps: Pick<Deps, 'database' | 'now'>,
  request: ListRequest & { assetId: string; kind: DriftKind },
): Promise<ListPage<DriftItem>> {
  const { assetId, kind } = request
  return inTransaction(
    deps.database,
    async (tx) => {
      const asset = await findDriftAsset(tx, assetId)
      if (asset === undefined) throw new AppError('not_found', 'There is no such app.')
      if (kind === 'countsDisagree') return { items: [], nextCursor: undefined, totalCount: 0 }
      const comparison = await compareTitle(tx, { adamId: asset.adamId, kind, now: deps.now() })
      const page = await listDriftTargets(tx, { ...request, kind, comparison })
      return {
        ...page,
        items: page.items.map((item) => ({ ...item, explanation: item.reason ?? driftItemTexts[kind] })),
      }
    },
    { timeoutMs: transactionMs },
  )
}
