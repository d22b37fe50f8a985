import { AppleError, type AppleMetadata } from '@pomona/apple-vpp'
import { listMetadataDue, markMissingInStore, saveMetadata, type MetadataDue } from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'
import type { Progress } from './stage-location.ts'

const staleAfterMs = 7 * 86_400_000
const idsPerQuestion = 50
/** Reading one answer and asking for the next overlap. */
const questionsAtOnce = 2

/**
 * Reads names and texts of assets that are new or stale from the store of the token's country (P10, P6). The licenses are what matters:
 * a store that does not answer costs the texts of this sync, never the sync.
 */
export async function refreshMetadata(
  deps: Deps,
  open: OpenToken,
  { progress, onRequest }: { progress: Progress; onRequest: () => void },
): Promise<number> {
  const storefront = open.token.countryOrRegion
  const due = await listMetadataDue(deps.database.prisma, {
    tokenId: open.token.id,
    storefront,
    staleBefore: new Date(deps.now().getTime() - staleAfterMs),
  })
  let updated = 0
  let isStoreSilent = false
  const starts = due.keys().filter((index) => index % idsPerQuestion === 0)
  const askInTurn = async () => {
    for (const start of starts) {
      if (isStoreSilent) return
      await progress('metadata', start, due.length)
      onRequest()
      try {
        const refreshed = await refreshPart(deps, open, storefront, due.slice(start, start + idsPerQuestion))
        updated += refreshed
      } catch (error) {
        if (!(error instanceof AppleError)) throw error
        isStoreSilent = true
        deps.log.warn(
          { tokenId: open.token.id, code: error.code },
          'the store did not answer; texts are read at the next sync',
        )
      }
    }
  }
  await Promise.all(Array.from({ length: questionsAtOnce }, askInTurn))
  return updated
}

async function refreshPart(deps: Deps, open: OpenToken, storefront: string, due: MetadataDue[]): Promise<number> {
  const db = deps.database.prisma
  const found = await deps.vpp.lookUpMetadata({
    contentToken: open.credential.contentToken,
    about: open.token.id,
    adamIds: [...new Set(due.map((asset) => asset.adamId))],
    platform: open.token.defaultPlatform,
    country: storefront,
  })
  const known = due.flatMap((asset) => {
    const metadata = found.get(asset.adamId)
    return metadata === undefined ? [] : [{ asset, metadata }]
  })
  const now = deps.now()
  await saveMetadata(db, { storefront, now, metadata: known.map(({ asset, metadata }) => toRow(asset, metadata)) })
  const missing = due.filter((asset) => !found.has(asset.adamId)).map((asset) => asset.assetId)
  if (missing.length > 0) await markMissingInStore(db, { storefront, now, assetIds: missing })
  return known.length
}

function toRow(asset: MetadataDue, { adamId: _adamId, ...metadata }: AppleMetadata) {
  return { assetId: asset.assetId, ...metadata }
}
