import { randomUUID } from 'node:crypto'
import { readOrMakeMdmId, type Database } from '@pomona/db'
import { addAsset, addDevice, addGroup, addPerson, addToken, drainJobs } from '@pomona/db/testing'
import { readTokenFile, Secret } from '@pomona/domain'
import type { Deps } from '@pomona/engine'
import { makeDeps, openMemoryApple, type MemoryApple } from '@pomona/engine/testing'
import { createJobHandlers } from '../../job-handlers.ts'
import type { Line, Plot } from './plots.ts'

/** An organization in a database that it has for itself, and the Apple of its tokens. Minutes pass at once. */
export type Stage = {
  deps: Deps
  database: Database
  fake: MemoryApple['fake']
  tokens: { id: string; uId: string }[]
  assets: { id: string; adamId: string; uId: string }[]
  deviceIds: string[]
  personIds: string[]
  groupIds: string[]
  pass(ms: number): void
  /** Workers do what is due now. */
  work(): Promise<void>
  /** Workers go on until there is nothing left to do. */
  rest(): Promise<void>
}

const roundsMax = 300

/** Takes away whatever there was before. */
export async function setStage(database: Database, plot: Plot): Promise<Stage> {
  await database.pool.query(
    'truncate tokens, people, devices, groups, reconcile_marks, activity, graphile_worker._private_jobs cascade',
  )
  let at = Date.parse('2030-03-01T08:00:00Z')
  const now = () => new Date(at)
  const { fake, vpp } = openMemoryApple(now)
  const deps: Deps = { ...makeDeps(database, vpp), now }
  const handlers = createJobHandlers(deps, { syncCron: '0 */12 * * *' })
  const work = () => drainJobs(database, { handlers, now })

  const tokens = []
  for (const token of new Set(plot.assets.map((asset) => asset.token))) {
    const assets = plot.assets
      .filter((asset) => asset.token === token)
      .map(({ title, total }) => {
        const kind = plot.titles[title % plot.titles.length]
        return {
          adamId: adamIdOf(title % plot.titles.length),
          totalCount: total,
          productType: kind === 'book' ? ('Book' as const) : ('App' as const),
          deviceAssignable: kind === 'app',
          revocable: kind !== 'book',
        }
      })
    const owned = [...new Map(assets.map((asset) => [asset.adamId, asset])).values()]
    const uId = randomUUID()
    const mdmInfo = { ...deps.mdm, id: await readOrMakeMdmId(database.prisma, deps.newId) }
    const location = fake.addLocation({ locationName: `Location ${token}`, uId, mdmInfo, assets: owned })
    const read = readTokenFile(location.tokenFile)
    if (!read.ok) throw new Error(read.problem)
    const sealedContentToken = deps.secrets.seal(new Secret(read.file.contentToken))
    const expiresAt = new Date(at + 300 * 86_400_000)
    const { id } = await addToken(database.prisma, { uId, sealedContentToken, expiresAt })
    for (const asset of owned) await addAsset(database.prisma, { tokenId: id, ...asset, countsReadAt: now() })
    tokens.push({ id, uId })
  }
  const personIds: string[] = []
  for (const [index, { hasManagedAccount }] of plot.people.entries()) {
    const email = `${index}-${randomUUID()}@example.test`
    const managedAppleId = hasManagedAccount ? email : null
    const person = await addPerson(database.prisma, { displayName: `Person ${index}`, email, managedAppleId })
    personIds.push(person.id)
  }
  const deviceIds: string[] = []
  for (const [index, { owner, isKiosk, isShared, hasSerial, hasLeft }] of plot.devices.entries()) {
    const device = await addDevice(database.prisma, {
      name: `Device ${index}`,
      serialNumber: hasSerial ? `SERIAL${index}` : null,
      personId: personIds[owner] ?? null,
      isKiosk,
      isShared,
      enrollmentState: hasLeft ? 'unenrolled' : 'enrolled',
    })
    deviceIds.push(device.id)
  }
  const groupIds: string[] = []
  for (const [index, members] of plot.groups.entries()) {
    const kind = kindOfGroup(index)
    const memberIds = pickBits(kind === 'device' ? deviceIds : personIds, members)
    groupIds.push((await addGroup(database.prisma, { kind, memberIds })).id)
  }
  const rows = await database.prisma.asset.findMany({ include: { token: true }, orderBy: { id: 'asc' } })
  return {
    deps,
    database,
    fake,
    tokens,
    assets: rows.map(({ id, adamId, token }) => ({ id, adamId, uId: token.uId })),
    deviceIds,
    personIds,
    groupIds,
    pass: (ms) => void (at += ms),
    work: async () => void (await work()),
    async rest() {
      for (let round = 0; round < roundsMax; round += 1) {
        const nextAt = await work()
        if (nextAt === undefined) return
        at = Math.max(at + 1_000, nextAt.getTime())
      }
      throw new Error('it does not come to rest')
    },
  }
}

const adamIdOf = (title: number) => String(1_700_000_000 + title)

export const kindOfGroup = (index: number): 'user' | 'device' => (index < 2 ? 'device' : 'user')

export const pickBits = <T>(items: readonly T[], bits: number): T[] => items.filter((_, index) => (bits >> index) & 1)

/** A line as it is saved; absent when its group is gone. */
export function lineToSave(stage: Stage, { target, exclude, intent, licenseType }: Line) {
  const groupId = stage.groupIds[target]
  if (target < 4 && (groupId === undefined || groupId === '')) return []
  const kind = target < 4 ? ('group' as const) : target === 4 ? ('allDevices' as const) : ('allUsers' as const)
  // Only groups can be excluded.
  const isExclusion = exclude && kind === 'group'
  const named = { kind, exclude: isExclusion, ...(kind === 'group' ? { groupId } : {}) }
  return [isExclusion ? { target: named } : { target: named, intent, licenseType }]
}
