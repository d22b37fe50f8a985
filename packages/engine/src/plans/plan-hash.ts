import { planOutcomes, type PlanOutcome } from '@pomona/domain'

/** What a plan says of its numbers: enough to tell, when it no longer holds, what moved. */
export type PlanFacts = {
  /** Over the outcome of every target. */
  digest: string
  outcomes: readonly { outcome: PlanOutcome; count: number }[]
  /** Licenses that are free and promised to nobody; at most a few assets. */
  assets: readonly { assetId: string; name: string; freeCount: number }[]
}

/** More would not be read in a sentence, and a hash travels with every save. */
const assetsMax = 10
const shortId = (assetId: string) => assetId.slice(-12)

/** The plan in short: opaque to those who keep it until they save. */
export function planHash({ digest, outcomes, assets }: PlanFacts): string {
  const counts = planOutcomes.map((outcome) => countOf(outcomes, outcome))
  const free = assets.slice(0, assetsMax).map(({ assetId, freeCount }) => `${shortId(assetId)}~${freeCount}`)
  return [digest, counts.join('-'), free.join('-')].join('.')
}

/** What moved since a plan was shown, in a sentence; absent while every target still comes out as it did. */
export function whatMoved(shown: string, now: PlanFacts): string | undefined {
  const [digest, counts = '', free = ''] = shown.split('.')
  if (digest === now.digest) return undefined
  const moves = [...freeMoves(free, now), ...outcomeMoves(counts, now)]
  return `${moves[0] ?? 'Somebody would come out otherwise than the plan showed'}: look at the plan again.`
}

function freeMoves(shown: string, { assets }: PlanFacts): string[] {
  return shown.split('-').flatMap((pair) => {
    const [id, before] = pair.split('~')
    const asset = assets.find(({ assetId }) => shortId(assetId) === id)
    const taken = Number(before) - (asset?.freeCount ?? Number.NaN)
    if (asset === undefined || !Number.isInteger(taken) || taken === 0) return []
    const count = Math.abs(taken)
    const licenses = count === 1 ? '1 license' : `${count} licenses`
    return taken > 0
      ? [`${licenses} of ${asset.name} ${count === 1 ? 'was' : 'were'} taken meanwhile`]
      : [`${licenses} of ${asset.name} became free meanwhile`]
  })
}

const verbs: Record<PlanOutcome, [one: string, many: string]> = {
  short: ['is short of a license', 'are short of a license'],
  loses: ['loses the license', 'lose the license'],
  invites: ['has to be invited first', 'have to be invited first'],
  refused: ['is refused', 'are refused'],
  stays: ['keeps a license without an assignment', 'keep a license without an assignment'],
  gets: ['gets a license', 'get a license'],
  keeps: ['keeps the license', 'keep the license'],
  offered: ['is offered the app', 'are offered the app'],
}

/** The first difference that matters, those who come off worse first. */
function outcomeMoves(shown: string, { outcomes }: PlanFacts): string[] {
  const before = shown.split('-')
  if (before.length !== planOutcomes.length) return []
  const worstFirst = Object.keys(verbs) as PlanOutcome[]
  return worstFirst.flatMap((outcome) => {
    const was = Number(before[planOutcomes.indexOf(outcome)])
    const is = countOf(outcomes, outcome)
    return Number.isInteger(was) && was !== is
      ? [`Meanwhile ${is} ${verbs[outcome][is === 1 ? 0 : 1]}, not ${was}`]
      : []
  })
}

const countOf = (outcomes: PlanFacts['outcomes'], wanted: PlanOutcome) =>
  outcomes.find(({ outcome }) => outcome === wanted)?.count ?? 0
