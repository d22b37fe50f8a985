import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openMockApple } from './mock-apple.ts'
import { signInToApi, type PomonaApi } from './pomona-api.ts'
import type { Programs } from './programs.ts'

const adamId = '1700000099'
/** So many requests of each API program are on their way at a time. */
const parallel = 8
const giveUpMs = 240_000

/** What comes between us and Apple: answers late, lost before or after the work was done, and told twice or never. */
const trouble = [
  { kind: 'latency', delayMs: 120, share: 0.3, times: 10_000 },
  { kind: 'resetBefore', share: 0.15, times: 10_000, path: '/assets/associate' },
  { kind: 'resetAfter', share: 0.3, times: 10_000, path: '/assets/associate' },
  { kind: 'eventDelay', delayMs: 800, share: 0.5, times: 10_000 },
  { kind: 'notificationDoubled', share: 0.5, times: 10_000 },
  { kind: 'notificationLost', share: 0.3, times: 10_000 },
]

export type Race = {
  /** From the first rival until everybody knew how they stood. */
  seconds: number
  holdersAtApple: string[]
  /** In our tables: who holds the license, and the places in line of all others. */
  holders: string[]
  places: number[]
  targets: string[]
}

/**
 * One license, and as many devices as `rivals`, each of which joins the group that gets it by a request of its own, in turn at every API program,
 * while the workers give out what there is.
 */
export async function race(programs: Programs, options: { rivals: number; isTroubled: boolean }): Promise<Race> {
  const { rivals, isTroubled } = options
  const db = programs.database.prisma
  const mockApple = openMockApple(programs.mockAppleUrl)
  const apis = await Promise.all(programs.apiUrls.map((url) => signInToApi(url)))
  const [api] = apis
  if (api === undefined) throw new Error('there is no API program')
  const mark = randomUUID().slice(0, 8).toUpperCase()
  const location = await mockApple.makeLocation({ locationName: `Race ${mark}`, assets: [{ adamId, totalCount: 1 }] })
  const app = await firstApp(api, await api.uploadToken(location.tokenFile))
  const devices = await db.device.createManyAndReturn({
    data: Array.from({ length: rivals }, (_, index) => {
      const serialNumber = `${mark}${String(index).padStart(5, '0')}`
      return { serialNumber, name: `Rival ${serialNumber}`, model: 'iPad' }
    }),
    select: { id: true, serialNumber: true },
  })
  const { body: group } = await api.call<{ id: string }>('POST', '/groups', {
    displayName: `Rivals ${mark}`,
    kind: 'device',
  })
  await api.assign(app, [{ target: { kind: 'group', groupId: group.id }, intent: 'required', licenseType: 'device' }])
  if (isTroubled) for (const fault of trouble) await mockApple.fault(location.uId, fault)

  const startedAt = performance.now()
  const queue = devices.values()
  const joinInTurn = async (through: PomonaApi) => {
    for (const { id } of queue) {
      const { status } = await through.call('PATCH', `/groups/${group.id}/members`, { addIds: [id] })
      if (status >= 300) throw new Error(`joining the group was answered with ${status}`)
    }
  }
  await Promise.all(apis.flatMap((through) => Array.from({ length: parallel }, () => joinInTurn(through))))
  await untilKnown(programs, { assetId: app, rivals })
  const seconds = (performance.now() - startedAt) / 1000

  const held = await db.association.findMany({ where: { assetId: app } })
  return {
    seconds,
    holdersAtApple: await mockApple.holdersOf(location.uId, adamId),
    holders: held.map(({ target }) => target),
    places: await placesOf(api, app),
    targets: devices.map(({ serialNumber }) => serialNumber ?? ''),
  }
}

async function firstApp(api: PomonaApi, tokenId: string): Promise<string> {
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await sleep(100)) {
    const [app] = await api.assetsOf(tokenId)
    if (app !== undefined) return app.id
  }
  throw new Error('the first sync did not end')
}

/** Nothing is under way any more: one has the license, and all others wait. */
async function untilKnown({ database }: Programs, sought: { assetId: string; rivals: number }): Promise<void> {
  const { assetId, rivals } = sought
  for (const giveUpAt = Date.now() + giveUpMs; Date.now() < giveUpAt; await sleep(50)) {
    const waiting = await database.prisma.licenseOrder.count({ where: { assetId, state: 'waiting' } })
    const held = await database.prisma.association.count({ where: { assetId } })
    const open = await database.prisma.licenseOrder.count({
      where: { assetId, state: { in: ['reserved', 'sent', 'unknown'] } },
    })
    if (held === 1 && waiting === rivals - 1 && open === 0) return
  }
  throw new Error('the rivals never knew how they stood')
}

async function placesOf(api: PomonaApi, appId: string): Promise<number[]> {
  const places: number[] = []
  let cursor = ''
  do {
    const { body } = await api.call<{ value: { place: number | null }[]; nextCursor?: string }>(
      'GET',
      `/apps/${appId}/licenses?standing=waiting&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    places.push(...body.value.map(({ place }) => place ?? 0))
    cursor = body.nextCursor ?? ''
  } while (cursor !== '')
  return places
}
