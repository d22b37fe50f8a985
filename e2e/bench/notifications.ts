import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Programs } from '../programs.ts'
import type { BenchResult } from './report.ts'

const posts = 250
const duplicateShare = 0.3
const changesEach = 6
const parallelPosts = 10
const p95MsMax = 2_000
const giveUpMs = 60_000

type Asset = { adamId: string; pricingParam: string }
type Notification = { id: string; body: string; serialNumbers: string[]; postedAt: number | undefined }

/**
 * Posts what Apple would post after somebody gave out a thousand licenses: three of ten posts are duplicates, in random order. Measured from
 * the first post of a notification to the moment in which a reader of our tables sees the change.
 */
export async function benchNotifications(
  programs: Programs,
  target: { uId: string; tokenId: string; tokenFile: string; asset: Asset },
): Promise<BenchResult> {
  const { uId, asset } = target
  const unique = Math.round(posts * (1 - duplicateShare))
  const notifications = Array.from({ length: unique }, (_, index): Notification => {
    const serialNumbers = Array.from({ length: changesEach }, (__, each) => `TOLD${index}X${each}`)
    const id = randomUUID()
    return {
      id,
      body: JSON.stringify(associated({ id, uId, asset, serialNumbers })),
      serialNumbers,
      postedAt: undefined,
    }
  })
  await giveAtApple(programs, uId, asset, notifications)
  const hook = await findHook(programs, target.tokenFile)
  const duplicates = Array.from({ length: posts - unique }, (_, index) => notifications[(index * 7) % unique])
  const queue = shuffle([...notifications, ...duplicates.filter((each) => each !== undefined)]).values()

  const startedAt = performance.now()
  const seen = watch(
    programs,
    notifications.flatMap(({ serialNumbers }) => serialNumbers),
  )
  const postInTurn = async () => {
    for (const notification of queue) {
      notification.postedAt ??= performance.now()
      const { status } = await fetch(hook.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${hook.secret}`, 'content-type': 'application/json' },
        body: notification.body,
      })
      if (status !== 200) throw new Error(`the hook answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: parallelPosts }, postInTurn))
  const seenAt = await seen
  const delays = notifications
    .flatMap(({ serialNumbers, postedAt = 0 }) => serialNumbers.map((serial) => (seenAt.get(serial) ?? 0) - postedAt))
    .toSorted((a, b) => a - b)
  const p95Ms = delays[Math.floor(delays.length * 0.95)] ?? 0
  return {
    bench: 'sync',
    case: `${posts} notifications, ${duplicateShare * 100} % duplicates, ${delays.length.toLocaleString('en-US')} changes`,
    seconds: (Math.max(...seenAt.values()) - startedAt) / 1000,
    p95Ms,
    requests: posts,
    target: `p95 ≤ ${p95MsMax / 1000} s`,
    isMet: p95Ms <= p95MsMax,
  }
}

function associated(given: { id: string; uId: string; asset: Asset; serialNumbers: string[] }): object {
  const { id, uId, asset, serialNumbers } = given
  return {
    notificationId: id,
    notificationType: 'ASSET_MANAGEMENT',
    uId,
    notification: {
      eventId: randomUUID(),
      result: 'SUCCESS',
      type: 'ASSOCIATE',
      assignments: serialNumbers.map((serialNumber) => ({ ...asset, serialNumber })),
    },
  }
}

/** What is told must be true at Apple, or the console finds out when it reads the counts again. */
async function giveAtApple(programs: Programs, uId: string, asset: Asset, told: Notification[]): Promise<void> {
  const associate = told.flatMap(({ serialNumbers }) =>
    serialNumbers.map((serialNumber) => ({ ...asset, serialNumber })),
  )
  const edit = async (path: string, method: string, body: object) => {
    const answer = await fetch(`${programs.mockAppleUrl}/_mock/locations/${uId}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  await edit(`assets/${asset.adamId}/${asset.pricingParam}`, 'PATCH', { availableCount: associate.length })
  await edit('assignments', 'PATCH', { associate, isSilent: true })
}

/** Where Apple posts to and with which secret, as it was told by the sync. */
async function findHook(programs: Programs, tokenFile: string): Promise<{ url: string; secret: string }> {
  const answer = await fetch(`${programs.mockAppleUrl}/mdm/v2/client/config`, {
    headers: { authorization: `Bearer ${tokenFile}` },
  })
  const config = (await answer.json()) as { notificationUrl?: string; notificationAuthToken?: string }
  if (config.notificationUrl === undefined || config.notificationAuthToken === undefined) {
    throw new Error('the console has not subscribed to notifications')
  }
  return { url: config.notificationUrl, secret: config.notificationAuthToken }
}

/** When each serial number was first seen to hold a license in our tables. */
async function watch(programs: Programs, serialNumbers: string[]): Promise<Map<string, number>> {
  const seenAt = new Map<string, number>()
  const giveUpAt = performance.now() + giveUpMs
  while (seenAt.size < serialNumbers.length) {
    if (performance.now() > giveUpAt) throw new Error(`${serialNumbers.length - seenAt.size} changes never showed`)
    const rows = await programs.database.prisma.association.findMany({
      where: { target: { startsWith: 'TOLD' } },
      select: { target: true },
    })
    const now = performance.now()
    for (const { target } of rows) if (!seenAt.has(target)) seenAt.set(target, now)
    await sleep(20)
  }
  return seenAt
}

/** The same order at every run, so that runs can be compared. */
function shuffle<T>(items: T[]): T[] {
  let state = 42
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const [a, b] = [items[index], items[other]]
    if (a !== undefined && b !== undefined) [items[index], items[other]] = [b, a]
  }
  return items
}
