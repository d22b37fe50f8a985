import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Database } from '@pomona/db'
import { createSecretBox } from '../secret-box.ts'
import { appleTiming, type Deps } from '../deps.ts'
import { reconcileTitle, type ReconcileResult } from '../orders/reconcile-title.ts'

/** The parts of `Deps` that need no Apple, with a clock that the test moves. */
export function makeDeps(database: Database, vpp: Deps['vpp']): Deps & { clock: { now: Date } } {
  const clock = { now: new Date() }
  return {
    database,
    vpp,
    clock,
    secrets: createSecretBox(randomBytes(32)),
    mdm: { name: 'Pomona', metadata: 'pomona.example' },
    hooks: { offBecause: 'This is a test without an address.' },
    tokensMax: 3000,
    reclaimsFromLeavers: true,
    timing: appleTiming,
    now: () => clock.now,
    newId: randomUUID,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
}

/** Works the title of an asset out for everybody. */
export async function workOut(deps: Pick<Deps, 'database' | 'now'>, assetId: string): Promise<ReconcileResult> {
  const { adamId } = await deps.database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
  return reconcileTitle(deps, { adamId, everybody: true })
}

/** Makes `count` devices named after their serial numbers, which sort in the order made. */
export async function insertDevices(
  database: Database,
  count: number,
  prefix = 'SN',
): Promise<{ id: string; serialNumber: string }[]> {
  const created = await database.prisma.device.createManyAndReturn({
    data: Array.from({ length: count }, (_, index) => {
      const serialNumber = `${prefix}${String(index + 1).padStart(6, '0')}`
      return { serialNumber, name: `Device ${serialNumber}`, model: 'iPad' }
    }),
    select: { id: true, serialNumber: true },
  })
  return created.map(({ id, serialNumber }) => ({ id, serialNumber: serialNumber ?? '' }))
}

/** Makes a device group of these devices. */
export async function insertGroup(database: Database, name: string, deviceIds: string[]): Promise<string> {
  const group = await database.prisma.group.create({ data: { displayName: name, kind: 'device' } })
  await database.prisma.deviceGroupMember.createMany({
    data: deviceIds.map((deviceId) => ({ groupId: group.id, deviceId })),
  })
  return group.id
}

/** Makes a device group of these devices and requires the app on it. */
export async function requireOnDevices(
  database: Database,
  assetId: string,
  devices: readonly { id: string }[],
): Promise<void> {
  const ids = devices.map(({ id }) => id)
  const groupId = await insertGroup(database, `Group ${randomUUID()}`, ids)
  await database.prisma.assignment.create({
    data: { assetId, targetKind: 'group', groupId, intent: 'required', licenseType: 'device', position: 0 },
  })
}

/** Makes a token that no Apple knows, with one asset of `availableCount` free licenses. */
export async function insertAsset(
  database: Database,
  counts: { availableCount: number; assignedCount?: number; deviceAssignable?: boolean },
): Promise<{ id: string; tokenId: string }> {
  const { availableCount, assignedCount = 0, deviceAssignable = true } = counts
  const token = await database.prisma.token.create({
    data: {
      uId: randomUUID(),
      displayName: 'Test location',
      organizationName: 'Test',
      locationName: 'Test location',
      appleId: 'admin@example.test',
      countryOrRegion: 'US',
      accountType: 'business',
      defaultPlatform: 'enterprisestore',
      automaticAppUpdates: false,
      sealedContentToken: new Uint8Array(1),
      expiresAt: new Date(Date.now() + 90 * 86_400_000),
      syncMinute: 0,
    },
  })
  return database.prisma.asset.create({
    data: {
      tokenId: token.id,
      // Assets of one adamId are one title, whatever token they are in.
      adamId: String(randomInt(1e9, 9e9)),
      pricingParam: 'STDQ',
      productType: 'App',
      name: 'Notes',
      totalCount: availableCount + assignedCount,
      assignedCount,
      availableCount,
      retiredCount: 0,
      countsReadAt: new Date(),
      deviceAssignable,
      revocable: true,
      supportedPlatforms: ['iOS'],
    },
    select: { id: true, tokenId: true },
  })
}
