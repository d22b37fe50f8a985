import { AppleError, metadataIdsMax } from '@pomona/apple-vpp'
import { findToken, listLiveAssets, type LiveAsset } from '@pomona/db'
import { AppError, countryName } from '@pomona/domain'
import type { Deps } from '../deps.ts'

export type CountryPreview = { assetCount: number; missing: LiveAsset[] }

/** More questions at once would only wait for each other. */
const questionsAtOnce = 4

/** P6: which of a token's apps and books the store of another country does not list. Changes nothing. */
export async function previewCountry(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets'>,
  input: { tokenId: string; countryOrRegion: string },
): Promise<CountryPreview> {
  const token = await findToken(deps.database.prisma, input.tokenId)
  if (token === null) throw new AppError('not_found', 'This token is no longer here.')
  const contentToken = deps.secrets.open(token.sealedContentToken)
  const assets = await listLiveAssets(deps.database.prisma, token.id)
  const adamIds = [...new Set(assets.map((asset) => asset.adamId))]
  const questions = Array.from({ length: Math.ceil(adamIds.length / metadataIdsMax) }, (_, index) =>
    adamIds.slice(index * metadataIdsMax, (index + 1) * metadataIdsMax),
  )
  const known = new Set<string>()
  const ask = async () => {
    for (let question = questions.pop(); question !== undefined; question = questions.pop()) {
      const found = await deps.vpp.lookUpMetadata({
        contentToken,
        about: token.id,
        adamIds: question,
        platform: token.defaultPlatform,
        country: input.countryOrRegion,
      })
      for (const adamId of found.keys()) known.add(adamId)
    }
  }
  try {
    await Promise.all(Array.from({ length: questionsAtOnce }, ask))
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    const store = `The App Store of ${countryName(input.countryOrRegion)}`
    throw new AppError(
      'apple_unavailable',
      `${store} did not answer, so it is not known which apps it lists. Try again in a few minutes. Apple said: ${error.message}`,
      { cause: error },
    )
  }
  return { assetCount: assets.length, missing: assets.filter((asset) => !known.has(asset.adamId)) }
}
