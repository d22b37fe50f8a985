import { randomBytes, randomUUID } from 'node:crypto'
import type { Db } from '../client.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** Rows with good defaults: a test names what it cares about. Parents that are not given are made. */
let number = 0
const next = () => (number += 1)

type Given<T> = Partial<T>

export async function addToken(db: Db, given: Given<Prisma.TokenUncheckedCreateInput> = {}) {
  const name = `Location ${next()}`
  return db.token.create({
    data: {
      uId: randomUUID(),
      displayName: name,
      organizationName: 'ACME',
      locationName: name,
      appleId: 'vpp@acme.example',
      countryOrRegion: 'US',
      accountType: 'business',
      defaultPlatform: 'enterprisestore',
      automaticAppUpdates: true,
      sealedContentToken: new Uint8Array(randomBytes(16)),
      expiresAt: new Date(Date.now() + 200 * 86_400_000),
      syncMinute: 0,
      ...given,
    },
  })
}

export async function addAsset(db: Db, given: Given<Prisma.AssetUncheckedCreateInput> = {}) {
  const totalCount = given.totalCount ?? 10
  const assignedCount = given.assignedCount ?? 0
  return db.asset.create({
    data: {
      adamId: String(300_000_000 + next()),
      pricingParam: 'STDQ',
      productType: 'App',
      name: `App ${number}`,
      retiredCount: 0,
      availableCount: totalCount - assignedCount,
      countsReadAt: new Date(),
      deviceAssignable: true,
      revocable: true,
      supportedPlatforms: ['iOS'],
      ...given,
      totalCount,
      assignedCount,
      tokenId: given.tokenId ?? (await addToken(db)).id,
    },
  })
}

export async function addDevice(db: Db, given: Given<Prisma.DeviceUncheckedCreateInput> = {}) {
  const serialNumber = `C02TEST${String(next()).padStart(5, '0')}`
  return db.device.create({ data: { serialNumber, name: `iPad ${number}`, model: 'iPad13,18', ...given } })
}

export async function addPerson(db: Db, given: Given<Prisma.PersonUncheckedCreateInput> = {}) {
  const email = `person-${next()}@acme.example`
  return db.person.create({ data: { displayName: `Person ${number}`, email, ...given } })
}

/** A person at Apple, Registered and invited unless said otherwise. */
export async function addVppUser(db: Db, given: Given<Prisma.VppUserUncheckedCreateInput> = {}) {
  const status = given.status === undefined ? 'Registered' : given.status
  return db.vppUser.create({
    data: {
      clientUserId: randomUUID(),
      inviteCode: status === 'Registered' ? randomUUID().replaceAll('-', '') : null,
      invitedAt: status === null ? null : new Date(),
      ...given,
      status,
      tokenId: given.tokenId ?? (await addToken(db)).id,
      personId: given.personId ?? (await addPerson(db)).id,
    },
  })
}

/** A group with these members. */
export async function addGroup(
  db: Db,
  { memberIds = [], ...given }: Given<Prisma.GroupUncheckedCreateInput> & { memberIds?: string[] } = {},
) {
  const group = await db.group.create({ data: { displayName: `Group ${next()}`, kind: 'device', ...given } })
  if (group.kind === 'device') {
    await db.deviceGroupMember.createMany({ data: memberIds.map((deviceId) => ({ groupId: group.id, deviceId })) })
  } else {
    await db.userGroupMember.createMany({ data: memberIds.map((personId) => ({ groupId: group.id, personId })) })
  }
  return group
}

/** A Required assignment with Device license: to the group, or to all devices when none is named. */
export async function addAssignment(db: Db, given: Given<Prisma.AssignmentUncheckedCreateInput> & { assetId: string }) {
  const isExclusion = given.isExclusion === true
  return db.assignment.create({
    data: {
      targetKind: given.groupId ? 'group' : 'allDevices',
      intent: isExclusion ? null : 'required',
      licenseType: isExclusion ? null : 'device',
      position: next(),
      ...given,
    },
  })
}

/** A license that Apple holds on a serial number. */
export async function addAssociation(
  db: Db,
  given: Given<Prisma.AssociationUncheckedCreateInput> & { assetId: string; target: string },
) {
  return db.association.create({ data: { targetType: 'device', ...given } })
}

/** An order for a device; one that Apple was told of gets its batch, one that ended its time. */
export async function addOrder(
  db: Db,
  {
    device,
    asset,
    ...given
  }: Given<Prisma.LicenseOrderUncheckedCreateInput> & {
    asset: { id: string; tokenId: string }
    device: { id: string; name: string; serialNumber: string | null }
  },
) {
  const state = given.state ?? 'waiting'
  const kind = given.kind ?? 'associate'
  const hasEnded = ['confirmed', 'failed', 'canceled'].includes(state)
  const batch =
    state === 'sent' || state === 'unknown'
      ? await db.appleBatch.create({
          data: { tokenId: asset.tokenId, kind, targetType: 'device', state, requestedCount: 1, eventId: randomUUID() },
        })
      : undefined
  return db.licenseOrder.create({
    data: {
      tokenId: asset.tokenId,
      assetId: asset.id,
      kind,
      targetType: 'device',
      target: device.serialNumber ?? '',
      deviceId: device.id,
      targetName: device.name,
      state,
      priority: 0,
      batchId: batch?.id ?? null,
      settledAt: hasEnded ? new Date() : null,
      ...given,
    },
  })
}

export async function addSyncRun(db: Db, given: Given<Prisma.SyncRunUncheckedCreateInput> & { tokenId: string }) {
  return db.syncRun.create({ data: { trigger: 'manual', state: 'succeeded', ...given } })
}

/** A revocation of all licenses of a token that has ended; `running` ones give their state. */
export async function addRevocation(db: Db, given: Given<Prisma.RevocationUncheckedCreateInput> & { tokenId: string }) {
  const endedAt = given.state === 'running' ? null : new Date()
  return db.revocation.create({
    data: { state: 'done', requestedBy: 'Ada Admin', totalCount: 0, irrevocableCount: 0, endedAt, ...given },
  })
}

export async function addActivity(db: Db, given: Given<Prisma.ActivityUncheckedCreateInput> = {}) {
  return db.activity.create({
    data: {
      actor: 'Ada Admin',
      action: 'updated',
      resourceKind: 'token',
      resourceName: `Thing ${next()}`,
      summary: 'changed something',
      ...given,
    },
  })
}
