import { AppleError, type Location } from '@pomona/apple-vpp'
import {
  AheadConflict,
  failSyncRun,
  finishSyncRun,
  hasSyncChanged,
  openStagingArea,
  readDatabaseClock,
  reportSyncProgress,
  startSyncRun,
  updateToken,
  type StagingArea,
  type SyncEffort,
} from '@pomona/db'
import { AppError, type SyncPhase } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { enqueueTokenComparison } from '../drift/enqueue-comparison.ts'
import { keepSubscription } from '../notifications/keep-subscription.ts'
import { recheckLeftovers } from '../notifications/recheck-told.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { enqueueUsers } from '../people/enqueue-users.ts'
import { openToken, type OpenToken } from '../tokens/use-token.ts'
import { enqueueIcons } from './fetch-icons.ts'
import { refreshMetadata } from './refresh-metadata.ts'
import { stageLocation, type Progress } from './stage-location.ts'

/** A walk that Apple's data moves under is begun again, so often at most. */
const walksMax = 3

/**
 * One sync (P9–P12): reads the token's location from Apple into a staging area, makes our tables equal to it in one transaction, then
 * reads the texts of new assets. A crash at any point leaves our tables as they were, and the job runs again from the start.
 */
export async function syncToken(deps: Deps, input: { tokenId: string; runId: string }): Promise<void> {
  const { tokenId, runId } = input
  const db = deps.database.prisma
  if (!(await startSyncRun(db, runId, deps.now()))) return
  const progress = reportNowAndThen((phase, done, total) => reportSyncProgress(db, runId, { phase, done, total }))
  const effort: SyncEffort = { requestCount: 0, walkRestarts: 0 }
  try {
    const onRequest = () => void (effort.requestCount += 1)
    const open = await openToken(deps, tokenId, { onRequest })
    await keepSubscription(deps, open, await readLocation(deps, open))
    await readAndMerge(deps, open, { runId, progress, effort })
    const metadataUpdated = await refreshMetadata(deps, open, { progress, onRequest })
    await finishSyncRun(db, runId, { ...effort, metadataUpdated, now: deps.now() })
    if (metadataUpdated > 0) await enqueueIcons(db, tokenId)
    // Licenses may have come, or a token come back to life.
    await enqueueOrders(db, tokenId)
    await enqueueUsers(db, tokenId)
    if (await hasSyncChanged(db, runId)) await enqueueTokenComparison(db, tokenId, deps.now())
    await recheckLeftovers(deps, tokenId)
  } catch (error) {
    const isExpected = error instanceof AppError
    const message = isExpected
      ? error.message
      : 'The sync met an error of its own. The log has the details; try Sync now again.'
    const code = isExpected ? error.code : 'internal'
    await failSyncRun(db, runId, { ...effort, code, message, now: deps.now() })
    deps.log.warn({ tokenId, runId, code }, 'sync failed')
    if (!isExpected) throw error
  }
}

/** Whoever looks at a sync looks again every few seconds; a write for each of two thousand pages would be for nobody. */
const reportEveryMs = 500

function reportNowAndThen(report: Progress): Progress {
  let last: { phase: SyncPhase; at: number } | undefined
  return async (phase, done, total) => {
    const at = performance.now()
    if (last?.phase === phase && at - last.at < reportEveryMs) return
    last = { phase, at }
    await report(phase, done, total)
  }
}

/** Client config: proves the token, keeps the location's facts current, and tells who manages the location. */
async function readLocation(deps: Deps, open: OpenToken): Promise<Location> {
  const location = await open.ask(({ contentToken, about }) => deps.vpp.getLocation({ contentToken, about }))
  if (location.uId !== open.token.uId) {
    throw new AppError(
      'conflict',
      'The token opens another location than before. Renew it with a file of the right one.',
    )
  }
  await open.noteClaim(location.mdmInfo)
  await noteLocation(deps, open.token, location)
  if (location.mdmInfo === undefined || open.token.state === 'readOnly') await claimAgain(deps, open)
  return location
}

/** Keeps what Apple says of the location; mostly it is what is known. */
async function noteLocation(deps: Deps, token: OpenToken['token'], location: Location): Promise<void> {
  const { locationName, defaultPlatform, expiresAt = token.expiresAt } = location
  const isKnown =
    locationName === token.locationName &&
    defaultPlatform === token.defaultPlatform &&
    expiresAt.getTime() === token.expiresAt.getTime()
  if (!isKnown) await updateToken(deps.database.prisma, token.id, { locationName, defaultPlatform, expiresAt })
}

/** A location that nobody claims is claimed anew; doing so also shows whether a read-only token may write by now. */
async function claimAgain(deps: Deps, open: OpenToken): Promise<void> {
  const { mdmId } = open.credential
  if (mdmId === undefined) return
  try {
    await open.ask((credential) => deps.vpp.claimLocation(credential, { id: mdmId, ...deps.mdm }), { writes: true })
  } catch (error) {
    if (!(error instanceof AppleError) || error.code !== 'token_read_only') throw error
  }
}

async function readAndMerge(
  deps: Deps,
  open: OpenToken,
  run: { runId: string; progress: Progress; effort: SyncEffort },
): Promise<void> {
  const { runId, progress, effort } = run
  const tokenId = open.token.id
  let opening: Promise<StagingArea> | undefined
  const openStaging = async () => (opening ??= openStagingArea(deps.database, tokenId))
  try {
    for (let walk = 1; ; walk += 1) {
      try {
        const walkStartedAt = await readDatabaseClock(deps.database.prisma)
        const staged = await stageLocation(deps, open, { openStaging, progress })
        if (staged === undefined) {
          await updateToken(deps.database.prisma, tokenId, { lastSyncedAt: deps.now() })
          return
        }
        await progress('merge', 0, null)
        await (await openStaging()).merge({ runId, now: deps.now(), walkStartedAt, ...staged })
        return
      } catch (error) {
        if (!isOvercomeByAnotherWalk(error)) throw error
        if (walk >= walksMax) throw movedTooOften(error)
        effort.walkRestarts += 1
        await (await opening)?.clear()
      }
    }
  } finally {
    await (await opening?.catch(() => undefined))?.close()
  }
}

function movedTooOften(cause: unknown): unknown {
  if (!(cause instanceof AppleError)) return cause
  const message = `What Apple lists changed during each of ${walksMax} readings, so nothing was taken over. The next sync reads it again; choose Sync now when less is going on.`
  return new AppError('apple_changed_mid_walk', message, { cause })
}

function isOvercomeByAnotherWalk(error: unknown): boolean {
  return error instanceof AheadConflict || (error instanceof AppleError && error.code === 'apple_changed_mid_walk')
}
