import type { AssetKey } from '@pomona/apple-vpp'
import { findUnknownAssets } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { openToken } from '../tokens/use-token.ts'
import { readAndSaveAssets } from './read-and-save-assets.ts'
import type { Telling } from './read-stored.ts'

/** More new apps at once are left to a sync. */
const singleQuestionsMax = 20

/**
 * Reads the apps and books that notifications name for the first time, so that what is told of them has a place. Says whether a sync has to do
 * it instead: there are many, or Apple does not answer.
 */
export async function introduceAssets(deps: Deps, tokenId: string, tellings: Telling[]): Promise<boolean> {
  const keys = tellings.flatMap(({ content, associations }): AssetKey[] =>
    content?.kind === 'assetCount' ? [content] : (associations?.associations ?? []),
  )
  const unknown = await findUnknownAssets(deps.database.prisma, tokenId, keys)
  if (unknown.length === 0) return false
  if (unknown.length > singleQuestionsMax) return true
  try {
    await readAndSaveAssets(deps, await openToken(deps, tokenId), { adamIds: unknown, rechecked: [] })
    return false
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    deps.log.warn({ tokenId, code: error.code }, 'new apps could not be read; a sync will')
    return true
  }
}
