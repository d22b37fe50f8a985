import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { signInToApi, type PomonaApi } from '../pomona-api.ts'
import { startPrograms, type Programs } from '../programs.ts'
import { openMemoryMeter } from './memory.ts'
import { benchNotifications } from './notifications.ts'
import type { BenchResult } from './report.ts'

const bareLimit = fileURLToPath(new URL('bare-limit.ts', import.meta.url))
const changes = 1_000
const targets = { first: 1.5, unchangedShare: 0.02, growthMb: 200 }

type Note = (text: string) => void
type Installation = { programs: Programs; api: PomonaApi; note: Note; startMeasuredWorker: () => Promise<Meter> }
type Meter = ReturnType<typeof openMemoryMeter>
type Location = { uId: string; tokenFile: string }

/** Locations of several sizes: the first sync, one with nothing changed, one with a thousand changes, each against the bare limit. */
export async function benchSync(note: Note, options: { sizes: number[] | undefined }): Promise<BenchResult[]> {
  const sizes = options.sizes ?? [200_000, 1_000_000]
  const programs = await startPrograms({ workers: 0, durable: true, hearsApple: true })
  try {
    const api = await signInToApi(programs.consoleUrl)
    const startMeasuredWorker = async () => openMemoryMeter((await programs.startWorker()).pid)
    const installation = { programs, api, note, startMeasuredWorker }
    const results: BenchResult[] = []
    const meter = await warmUp(installation)
    for (const size of sizes) results.push(...(await benchLocation(installation, meter, size)))
    results.push(await benchTold(installation))
    return results
  } finally {
    await programs.stop()
  }
}

/** A small location first: whatever is loaded and compiled once is not counted against the first big one. */
async function warmUp(installation: Installation): Promise<Meter> {
  const meter = await installation.startMeasuredWorker()
  const location = await makeLocation(installation, 20_000)
  await measureBare(installation, location)
  await finishedRun(installation, await installation.api.uploadToken(location.tokenFile))
  return meter
}

/** Notifications of a location of ordinary size. */
async function benchTold(installation: Installation): Promise<BenchResult> {
  const { programs, api, note } = installation
  note('notifications …')
  const location = await makeLocation(installation, 20_000)
  const tokenId = await api.uploadToken(location.tokenFile)
  await finishedRun(installation, tokenId)
  const [asset] = await mock<{ adamId: string; pricingParam: string }[]>(
    programs,
    'GET',
    `/locations/${location.uId}/assets`,
  )
  if (asset === undefined) throw new Error('the location has no asset')
  const { adamId, pricingParam } = asset
  return benchNotifications(programs, { ...location, tokenId, asset: { adamId, pricingParam } })
}

async function benchLocation(installation: Installation, meter: Meter, size: number): Promise<BenchResult[]> {
  const { api, note } = installation
  const named = (what: string) => `${size.toLocaleString('en-US')} associations, ${what}`
  note(`${size.toLocaleString('en-US')} associations …`)
  const location = await makeLocation(installation, size)
  const bareRuns = [await measureBare(installation, location)]
  const before = meter.rss()
  meter.restart()
  const tokenId = await api.uploadToken(location.tokenFile)
  const first = await finishedRun(installation, tokenId)
  const memory = memoryOf(meter, before)
  await expectEqual(installation, location, { tokenId, size })
  bareRuns.push(await measureBare(installation, location))
  const bareSeconds = bareRuns.reduce((sum, run) => sum + run, 0) / bareRuns.length

  const unchanged = await syncAgain(installation, tokenId)
  await change(installation, location)
  const changed = await syncAgain(installation, tokenId)
  await expectEqual(installation, location, { tokenId, size })
  if (changed.added + changed.removed !== changes) throw new Error('the sync did not find the changes that were made')

  const ratio = first.seconds / bareSeconds
  const shareOfFirst = unchanged.seconds / first.seconds
  return [
    {
      bench: 'sync',
      case: named('first sync'),
      seconds: first.seconds,
      requests: first.requests,
      bareSeconds,
      ratio,
      ...memory,
      target: `≤ ${targets.first} × bare, < ${targets.growthMb} MB`,
      isMet: ratio <= targets.first && (memory.growthMb ?? 0) < targets.growthMb,
    },
    {
      bench: 'sync',
      case: named('nothing changed'),
      seconds: unchanged.seconds,
      requests: unchanged.requests,
      shareOfFirst,
      target: `≤ ${targets.unchangedShare * 100} % of first`,
      isMet: shareOfFirst <= targets.unchangedShare,
    },
    {
      bench: 'sync',
      case: named(`${changes.toLocaleString('en-US')} changes`),
      seconds: changed.seconds,
      requests: changed.requests,
      bareSeconds,
      ratio: changed.seconds / bareSeconds,
      shareOfFirst: changed.seconds / first.seconds,
    },
  ]
}

function memoryOf(meter: Meter, before: number | null): Pick<BenchResult, 'peakRssMb' | 'growthMb'> {
  const peak = meter.peak()
  return peak === null || before === null ? {} : { peakRssMb: peak, growthMb: peak - before }
}

async function makeLocation({ programs }: Installation, associations: number): Promise<Location> {
  const generate = { assets: Math.max(1, associations / 2_000), users: associations / 50, associations }
  return mock<Location>(programs, 'POST', '/locations', { locationName: `Bench ${associations}`, generate })
}

async function mock<T>(programs: Programs, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${programs.mockAppleUrl}/_mock${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Seconds that the bare limit takes, in a program of its own. */
async function measureBare({ programs, note }: Installation, location: Location): Promise<number> {
  const { databaseUrl, mockAppleUrl } = programs
  const { stdout } = await promisify(execFile)(process.execPath, [
    bareLimit,
    databaseUrl,
    `${mockAppleUrl}/mdm/v2`,
    location.tokenFile,
  ])
  const { seconds } = JSON.parse(stdout) as { seconds: number }
  note(`  bare limit ${seconds.toFixed(2)} s`)
  return seconds
}

type Run = { seconds: number; requests: number; added: number; removed: number }

/** The end of the sync that a token waits for, by the worker's own clock: from its start to its end. */
async function finishedRun({ programs, note }: Installation, tokenId: string): Promise<Run> {
  const db = programs.database.prisma
  for (;;) {
    const run = await db.syncRun.findFirst({ where: { tokenId }, orderBy: { requestedAt: 'desc' } })
    if (run?.state === 'failed') throw new Error(`the sync failed: ${run.errorMessage}`)
    if (run?.state === 'succeeded' && run.startedAt && run.endedAt) {
      const seconds = (run.endedAt.getTime() - run.startedAt.getTime()) / 1000
      note(`  sync ${seconds.toFixed(2)} s, ${run.requestCount} requests`)
      const { requestCount: requests, associationsAdded: added, associationsRemoved: removed } = run
      return { seconds, requests, added, removed }
    }
    await sleep(200)
  }
}

/** A sync of a location whose first one is over and done with, its icons and indexes too. */
async function syncAgain(installation: Installation, tokenId: string): Promise<Run> {
  await untilAtRest(installation)
  const { status } = await installation.api.call('POST', `/tokens/${tokenId}/sync`)
  if (status !== 202) throw new Error(`Sync now was answered with ${status}`)
  return finishedRun(installation, tokenId)
}

async function untilAtRest({ programs }: Installation): Promise<void> {
  const { pool } = programs.database
  const busy = `select 1 from graphile_worker.jobs where run_at <= now() + interval '1 second' limit 1`
  while ((await pool.query(busy)).rows.length > 0) await sleep(100)
}

/** Half of the changes take a license away, half give one to a new device, and nobody is told. */
async function change({ programs }: Installation, { uId }: Location): Promise<void> {
  const held = await mock<object[]>(programs, 'GET', `/locations/${uId}/assignments?limit=${changes / 2}`)
  const [asset] = await mock<{ adamId: string; pricingParam: string }[]>(programs, 'GET', `/locations/${uId}/assets`)
  if (asset === undefined) throw new Error('the location has no asset')
  const { adamId, pricingParam } = asset
  const associate = held.map((_, index) => ({ adamId, pricingParam, serialNumber: `BENCH${index}` }))
  await mock(programs, 'PATCH', `/locations/${uId}/assignments`, { disassociate: held, associate, isSilent: true })
}

async function expectEqual(
  { programs }: Installation,
  { uId }: Location,
  { tokenId, size }: { tokenId: string; size: number },
): Promise<void> {
  const db = programs.database.prisma
  const held = await db.association.count({ where: { asset: { tokenId } } })
  const assets = await mock<{ adamId: string; assignedCount: number }[]>(programs, 'GET', `/locations/${uId}/assets`)
  const ours = await db.asset.findMany({ where: { tokenId }, select: { adamId: true, assignedCount: true } })
  const countOf = new Map(ours.map((asset) => [asset.adamId, asset.assignedCount]))
  const areEqual = held === size && assets.every(({ adamId, assignedCount }) => countOf.get(adamId) === assignedCount)
  if (!areEqual) throw new Error(`our tables hold ${held} associations, Apple ${size}, or the counts are different`)
}
