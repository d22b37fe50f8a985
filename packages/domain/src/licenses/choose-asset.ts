/** How one asset of a title stands for one device or person that is due it. */
export type TitleStanding = 'held' | 'promised' | 'waiting' | 'none'

export type TitleCandidate = { assetId: string; standing: TitleStanding; hasFree: boolean }

/**
 * P18: which asset serves one device or person where a title is in several tokens: the one of which it holds a license, else is promised one,
 * else one that has a license free, else the one in whose line it stands, else the lowest id.
 */
export function chooseAsset(candidates: readonly TitleCandidate[]): string | undefined {
  return candidates.toSorted((a, b) => preference(a) - preference(b) || compareIds(a.assetId, b.assetId))[0]?.assetId
}

/** One who is due a title, and where: `holder` is whose license it would be, a device or a person, so one person's devices share one. */
export type TitleWaiter = {
  holder: string
  standings: readonly { assetId: string; standing: TitleStanding }[]
}

/** Chooses for everybody who is due a title, in line order: a license that is given to one is no longer free for the next. */
export function chooseAssets(
  line: readonly TitleWaiter[],
  freeCounts: ReadonlyMap<string, number>,
): Map<string, string> {
  const free = new Map(freeCounts)
  const chosen = new Map<string, string>()
  for (const { holder, standings } of line) {
    if (chosen.has(holder)) continue
    const candidates = standings.map((candidate) => ({ ...candidate, hasFree: (free.get(candidate.assetId) ?? 0) > 0 }))
    const assetId = chooseAsset(candidates)
    if (assetId === undefined) continue
    chosen.set(holder, assetId)
    const takesOne = candidates.some(({ standing, ...its }) => its.assetId === assetId && takesFromFree(standing))
    if (takesOne) free.set(assetId, (free.get(assetId) ?? 0) - 1)
  }
  return chosen
}

function preference({ standing, hasFree }: TitleCandidate): number {
  if (standing === 'held') return 0
  if (standing === 'promised') return 1
  if (hasFree) return 2
  return standing === 'waiting' ? 3 : 4
}

const takesFromFree = (standing: TitleStanding) => standing === 'waiting' || standing === 'none'
const compareIds = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
