import { setTimeout as sleep } from 'node:timers/promises'
import { drainJobs, releaseJobs, watchWrites } from '@pomona/db/testing'
import { buildDeps, type Deps } from '@pomona/engine'
import { createJobHandlers } from '../job-handlers.ts'

export type WorkerSettings = {
  databaseUrl: string
  /** 32 bytes as base64. */
  encryptionKey: string
  appleOrigin: string
  /** How far its clock is ahead of the one on the wall; `pass` and `work` move it on. */
  aheadMs: number
}

/** Whoever writes to these may die right afterwards. */
const tables = [
  'app_requests',
  'apple_batches',
  'assignments',
  'associations',
  'license_orders',
  'reconcile_marks',
  'user_batches',
  'vpp_users',
  '_private_jobs',
]

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** Apple's own clock cannot be moved: an event takes so long. */
const appleTakesMs = 15
const roundsMax = 200

/** A worker on the real job handlers and the real queue whose minutes pass at once. `tell` hears of every step that it takes. */
export function openWorker(settings: WorkerSettings, tell: (step: string) => void = () => undefined) {
  const built = buildDeps({
    databaseUrl: settings.databaseUrl,
    poolSize: 6,
    encryptionKey: Buffer.from(settings.encryptionKey, 'base64'),
    appleVppUrl: `${settings.appleOrigin}/mdm/v2`,
    appleRequestsPerSecond: 2_000,
    publicUrl: 'http://pomona.example',
    allowHttpNotifications: false,
    tokensMax: 100_000,
    log: quiet,
  })
  watchWrites(built.database, tables, tell)
  let { aheadMs } = settings
  const deps: Deps = { ...built, now: () => new Date(Date.now() + aheadMs), vpp: watchApple(built.vpp, tell) }
  const handlers = createJobHandlers(deps, { syncCron: '0 */12 * * *' })
  return {
    deps,
    aheadMs: () => aheadMs,
    pass: (ms: number) => void (aheadMs += ms),
    /** Does what is in the queue until it is empty, over the minutes that it takes. */
    async work() {
      for (let round = 0; round < roundsMax; round += 1) {
        const nextAt = await drainJobs(deps.database, { handlers, now: deps.now })
        if (nextAt === undefined) return
        await sleep(appleTakesMs)
        aheadMs += Math.max(0, nextAt.getTime() - deps.now().getTime())
      }
      throw new Error('the queue does not become empty')
    },
    /** Jobs of workers that died are free for others again. */
    takeOver: () => releaseJobs(deps.database),
    close: () => built.close(),
  }
}

export type TestWorker = ReturnType<typeof openWorker>

/** Apple's writes are steps too: Apple took the request, and nobody has seen its answer yet. */
function watchApple(vpp: Deps['vpp'], tell: (step: string) => void): Deps['vpp'] {
  const watched = ['associate', 'disassociate', 'createUsers', 'updateUsers', 'retireUsers'] as const
  const methods = watched.map((name) => {
    const ask = vpp[name] as (...args: unknown[]) => Promise<unknown>
    const asked = async (...args: unknown[]) => {
      const receipt = await ask(...args)
      tell(`Apple ${name}`)
      return receipt
    }
    return [name, asked] as const
  })
  return { ...vpp, ...Object.fromEntries(methods) }
}
