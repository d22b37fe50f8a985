import type { AppleAsset, AppleAssociation, AssetKey, Page } from '@pomona/apple-vpp'
import type { StagingArea } from '@pomona/db'
import type { SyncPhase } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** Tells how far a sync is: records done and expected in this phase. */
export type Progress = (phase: SyncPhase, done: number, total: number | null) => Promise<void>

export type StagedLocation = {
  seen: { assetsSeen: number; associationsSeen: number }
  /** Which data sets were read; one whose version is the one we have is left out. */
  has: { hasAssets: boolean; hasAssociations: boolean }
  versions: { assetsVersionId: string; associationsVersionId: string }
}

/** Walks both data sets of a location into the staging area, page by page. Stops after one page of what has not changed. */
export async function stageLocation(
  deps: Pick<Deps, 'vpp'>,
  open: OpenToken,
  staging: StagingArea,
  progress: Progress,
): Promise<StagedLocation> {
  const numbers = new Map<string, number>()
  const { token } = open
  // Associations refer to staged assets, so both are read when either has changed.
  const known = { assets: token.assetsVersionId, associations: token.associationsVersionId }
  const isUnchanged =
    known.associations !== null &&
    (await firstVersion(open.walk((credential) => deps.vpp.readAssociations(credential)))) === known.associations

  const assets = await stagePages<AppleAsset>({
    pages: open.walk((credential) => deps.vpp.readAssets(credential)),
    knownVersion: isUnchanged ? known.assets : null,
    report: (done, total) => progress('assets', done, total),
    add: async (page) => {
      const staged = await staging.addAssets(page.items.map((asset) => ({ ...asset, readAt: page.askedAt })))
      page.items.forEach((asset, index) => numbers.set(keyOf(asset), staged[index] ?? 0))
    },
  })
  if (isUnchanged && !assets.wasRead) {
    return {
      seen: { assetsSeen: 0, associationsSeen: 0 },
      has: { hasAssets: false, hasAssociations: false },
      versions: { assetsVersionId: assets.versionId, associationsVersionId: known.associations ?? '' },
    }
  }

  const associations = await stagePages<AppleAssociation>({
    pages: open.walk((credential) => deps.vpp.readAssociations(credential)),
    knownVersion: isUnchanged ? known.associations : null,
    report: (done, total) => progress('associations', done, total),
    add: (page) =>
      staging.addAssociations(
        page.items.flatMap((association) => {
          const assetNumber = numbers.get(keyOf(association))
          return assetNumber === undefined ? [] : [{ assetNumber, ...association }]
        }),
      ),
  })
  return {
    seen: { assetsSeen: assets.count, associationsSeen: associations.count },
    has: { hasAssets: assets.wasRead, hasAssociations: associations.wasRead },
    versions: { assetsVersionId: assets.versionId, associationsVersionId: associations.versionId },
  }
}

const keyOf = (key: AssetKey) => `${key.adamId} ${key.pricingParam}`

async function firstVersion(pages: AsyncIterable<Page<unknown>>): Promise<string | undefined> {
  for await (const page of pages) return page.versionId
  return undefined
}

/** Reads all pages, or only the first when its version is the known one. */
async function stagePages<T>(walk: {
  pages: AsyncIterable<Page<T>>
  knownVersion: string | null
  report: (done: number, total: number | null) => Promise<void>
  add: (page: Page<T>) => Promise<void>
}): Promise<{ count: number; versionId: string; wasRead: boolean }> {
  let count = 0
  let versionId = ''
  let pageSize = 0
  for await (const page of walk.pages) {
    versionId = page.versionId
    if (page.versionId === walk.knownVersion) return { count: 0, versionId, wasRead: false }
    await walk.add(page)
    count += page.items.length
    pageSize = Math.max(pageSize, page.items.length)
    await walk.report(count, page.totalPages > 1 ? Math.max(count, pageSize * page.totalPages) : count)
  }
  return { count, versionId, wasRead: true }
}
