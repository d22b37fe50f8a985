import type { AppleAsset, AppleAssociation, AppleUser, AssetKey, Page } from '@pomona/apple-vpp'
import type { MergeRequest, StagingArea } from '@pomona/db'
import type { SyncPhase } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** Tells how far a sync is: records done and expected in this phase. */
export type Progress = (phase: SyncPhase, done: number, total: number | null) => Promise<void>

/** What a walk has brought into the staging area, for the merge. */
export type StagedLocation = Pick<MergeRequest, 'seen' | 'has' | 'versions'>

/**
 * Walks a location into the staging area, page by page. The first page of each data set says whether it has changed; of what has not, no
 * more is read. Absent when nothing has changed: then no staging area was needed.
 */
export async function stageLocation(
  deps: Pick<Deps, 'vpp'>,
  open: OpenToken,
  options: { openStaging: () => Promise<StagingArea>; progress: Progress },
): Promise<StagedLocation | undefined> {
  const { token } = open
  const begun: { close(): Promise<void> }[] = []
  const begin = async <T>(pages: AsyncIterable<Page<T>>): Promise<BegunWalk<T>> => {
    const walk = await beginWalk(pages)
    begun.push(walk)
    return walk
  }
  // A first sync has all to write: what it is written into is made ready while Apple is asked. A failure is seen by who needs it.
  if (token.associationsVersionId === null) void options.openStaging().catch(() => undefined)
  try {
    // Assets come last: whatever an association names is in them.
    const [associations, users] = await Promise.all([
      begin(open.walk((credential) => deps.vpp.readAssociations(credential))),
      begin(open.walk((credential) => deps.vpp.readUsers(credential))),
    ])
    const assets = await begin(open.walk((credential) => deps.vpp.readAssets(credential)))
    const versions = {
      assetsVersionId: assets.versionId,
      usersVersionId: users.versionId,
      associationsVersionId: associations.versionId,
    }
    const hasNewAssociations = versions.associationsVersionId !== token.associationsVersionId
    const has = {
      // Associations refer to staged assets.
      assets: hasNewAssociations || versions.assetsVersionId !== token.assetsVersionId,
      users: versions.usersVersionId !== token.usersVersionId,
      associations: hasNewAssociations,
    }
    const seen = { assetsSeen: 0, associationsSeen: 0 }
    if (!has.assets && !has.users) return undefined

    const staging = await options.openStaging()
    const report = (phase: SyncPhase) => (done: number, total: number) => options.progress(phase, done, total)
    const numbers = new Map<string, number>()
    if (has.assets) {
      seen.assetsSeen = await assets.readAll(report('assets'), async (page: Page<AppleAsset>) => {
        const staged = await staging.addAssets(page.items.map((asset) => ({ ...asset, readAt: page.askedAt })))
        page.items.forEach((asset, index) => numbers.set(keyOf(asset), staged[index] ?? 0))
      })
    }
    if (has.users) {
      await users.readAll(report('users'), async (page: Page<AppleUser>) => staging.addUsers(page.items))
    }
    if (has.associations) {
      seen.associationsSeen = await associations.readAll(report('associations'), async (page: Page<AppleAssociation>) =>
        staging.addAssociations(numbered(page.items, numbers)),
      )
    }
    return { seen, has, versions }
  } finally {
    for (const walk of begun) await walk.close()
  }
}

const keyOf = (key: AssetKey) => `${key.adamId} ${key.pricingParam}`

/** Associations with the number of their staged asset. Apple lists them asset by asset, so the last number is mostly the next one too. */
function numbered(associations: readonly AppleAssociation[], numbers: ReadonlyMap<string, number>) {
  const staged: { assetNumber: number; targetType: AppleAssociation['targetType']; target: string }[] = []
  let last: { adamId: string; pricingParam: string; assetNumber: number | undefined } | undefined
  for (const association of associations) {
    const { adamId, pricingParam, targetType, target } = association
    if (last?.adamId !== adamId || last.pricingParam !== pricingParam) {
      last = { adamId, pricingParam, assetNumber: numbers.get(keyOf(association)) }
    }
    if (last.assetNumber !== undefined) staged.push({ assetNumber: last.assetNumber, targetType, target })
  }
  return staged
}

/** A walk whose first page has been read. */
type BegunWalk<T> = {
  versionId: string
  /** Reads this page and the others to the end; answers the number of records. */
  readAll(
    report: (done: number, total: number) => Promise<void>,
    add: (page: Page<T>) => Promise<void>,
  ): Promise<number>
  /** Asks for no more pages. */
  close(): Promise<void>
}

async function beginWalk<T>(pages: AsyncIterable<Page<T>>): Promise<BegunWalk<T>> {
  const iterator = pages[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done === true) throw new Error('a walk has at least one page')
  return {
    versionId: first.value.versionId,
    async readAll(report, add) {
      let count = 0
      const pageSize = first.value.items.length
      for (let next: IteratorResult<Page<T>> = first; next.done !== true; next = await iterator.next()) {
        const page = next.value
        await add(page)
        count += page.items.length
        await report(count, page.totalPages > 1 ? Math.max(count, pageSize * page.totalPages) : count)
      }
      return count
    },
    async close() {
      await iterator.return?.(undefined)
    },
  }
}
