/** How one asset of a title stands for one device or person that is due it. */
export type TitleStanding = 'held' | 'promised' | 'awaitingAcceptance' | 'waiting' | 'none'

export type TitleCandidate = {
  assetId: string
  standing: TitleStanding
  /** Required, or Available and requested: a license of this asset may be taken. */
  isAsked: boolean
  hasFree: boolean
}

/**
 * P18: which asset serves one device or person where a title is in several tokens: the one of which it holds a license, else is promised one,
 * else has an invitation open, else one that has a license free (that in whose line it stands first), else the one in whose line it stands,
 * else the lowest id.
 */
export function chooseAsset(candidates: readonly TitleCandidate[]): string | undefined {
  return candidates.toSorted(byPreference)[0]?.assetId
}

/** One who is due a title, and where: `holder` is whose license it would be, a device or a person, so one person's devices share one. */
export type TitleWaiter = { holder: string; candidates: readonly Omit<TitleCandidate, 'hasFree'>[] }

/**
 * Chooses for everybody who is due a title, given in line order: a license that one takes is no longer free for the next, and whoever stands
 * in an asset's own line takes what is free of it before others do.
 */
export function chooseAssets(
  line: readonly TitleWaiter[],
  freeCounts: ReadonlyMap<string, number>,
): Map<string, string> {
  const free = new Map(freeCounts)
  const chosen = new Map<string, string>()
  const choose = (isSettledBy: (candidate: TitleCandidate) => boolean) => {
    for (const { holder, candidates } of line) {
      if (chosen.has(holder)) continue
      const settling = candidates
        .map((candidate) => ({ ...candidate, hasFree: (free.get(candidate.assetId) ?? 0) > 0 }))
        .filter(isSettledBy)
      const first = settling.toSorted(byPreference)[0]
      if (first === undefined) continue
      chosen.set(holder, first.assetId)
      if (first.standing !== 'held' && first.standing !== 'promised' && first.isAsked) {
        free.set(first.assetId, (free.get(first.assetId) ?? 0) - 1)
      }
    }
  }
  choose(({ standing }) => standing === 'held' || standing === 'promised' || standing === 'awaitingAcceptance')
  choose(({ standing, isAsked, hasFree }) => isAsked && hasFree && standing === 'waiting')
  choose(() => true)
  return chosen
}

function preference({ standing, isAsked, hasFree }: TitleCandidate): number {
  if (standing === 'held') return 0
  if (standing === 'promised') return 1
  if (standing === 'awaitingAcceptance') return 2
  if (!isAsked) return 7
  return (hasFree ? 3 : 5) + (standing === 'waiting' ? 0 : 1)
}

const byPreference = (a: TitleCandidate, b: TitleCandidate) =>
  preference(a) - preference(b) || (a.assetId < b.assetId ? -1 : a.assetId > b.assetId ? 1 : 0)
