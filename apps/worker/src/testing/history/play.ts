import { insertSyncRun } from '@pomona/db'
import { AppError } from '@pomona/domain'
import {
  changeMembers,
  deleteDevice,
  deleteGroup,
  leaveDevice,
  pomona,
  removePerson,
  requestApp,
  revokeLicenses,
  saveAssignments,
  syncToken,
  updateDevice,
} from '@pomona/engine'
import type { Step } from './plots.ts'
import { kindOfGroup, lineToSave, pickBits, type Stage } from './stage.ts'

/** Names nobody. */
const noId = '00000000-0000-0000-0000-000000000000'
const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(items.length, 1)]

/** Does one step. What the product refuses with good words does nothing. */
export async function play(stage: Stage, step: Step): Promise<void> {
  try {
    await perform(stage, step)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

async function perform(stage: Stage, step: Step): Promise<unknown> {
  const { deps, fake } = stage
  const db = stage.database.prisma
  const asset = 'asset' in step ? at(stage.assets, step.asset) : undefined
  const key = { adamId: asset?.adamId ?? '', pricingParam: 'STDQ' as const }
  const deviceId = 'device' in step ? at(stage.deviceIds, step.device) : undefined
  const personId = 'person' in step ? at(stage.personIds, step.person) : undefined
  switch (step.do) {
    case 'save': {
      if (asset === undefined) return undefined
      const { assignmentsVersion, productType } = await db.asset.findUniqueOrThrow({ where: { id: asset.id } })
      return saveAssignments(deps, pomona, {
        assetId: asset.id,
        productType,
        expectedVersion: assignmentsVersion,
        assignments: step.lines.flatMap((line) => lineToSave(stage, line)),
      })
    }
    case 'members': {
      const index = step.group % 4
      const ids = kindOfGroup(index) === 'device' ? await present(stage, 'devices') : await present(stage, 'people')
      const members = { ids: pickBits(ids, step.members) }
      return changeMembers(deps, pomona, { groupId: stage.groupIds[index] ?? noId, members })
    }
    case 'deleteGroup':
      return deleteGroup(deps, pomona, { groupId: stage.groupIds[step.group % 4] ?? noId })
    case 'purchase':
      return asset === undefined ? undefined : fake.purchase(asset.uId, key, step.count)
    case 'ask': {
      const requester = step.isForDevice ? { deviceId: deviceId ?? noId } : { personId: personId ?? noId }
      return requestApp(deps, { assetId: asset?.id ?? noId, requester })
    }
    case 'revoke': {
      const held = await db.association.findMany({ where: { assetId: asset?.id ?? noId }, orderBy: { target: 'asc' } })
      const targets = pickBits(held, step.who).map(({ targetType, target }) => ({ licenseType: targetType, target }))
      if (targets.length === 0) return undefined
      return revokeLicenses(deps, pomona, { assetId: asset?.id ?? noId, targets })
    }
    case 'accept': {
      const invited = await db.vppUser.findFirst({ where: { personId: personId ?? noId, status: 'Registered' } })
      if (invited === null || invited.inviteCode === null) return undefined
      fake.acceptInvitation(invited.inviteCode)
      return sync(stage, invited.tokenId)
    }
    case 'moveDevice':
      return updateDevice(deps, pomona, {
        deviceId: deviceId ?? noId,
        personId: stage.personIds[step.owner] ?? null,
        isKiosk: step.isKiosk,
      })
    case 'leaveDevice':
      return step.isDeleted
        ? deleteDevice(deps, pomona, { deviceId: deviceId ?? noId, keepLicenses: false })
        : leaveDevice(deps, pomona, { deviceId: deviceId ?? noId, why: 'wiped' })
    case 'removePerson':
      return removePerson(deps, pomona, { personId: personId ?? noId })
    case 'takeSilently':
      return takeSilently(stage, asset)
    case 'sync':
      return sync(stage, at(stage.tokens, step.token)?.id ?? noId)
    case 'pass':
      return stage.pass(step.seconds * 1_000)
  }
}

/** Somebody else takes a free license that nobody was promised, and nobody is told. */
async function takeSilently(stage: Stage, asset: Stage['assets'][number] | undefined): Promise<void> {
  if (asset === undefined) return
  const promised = await stage.database.prisma.licenseOrder.count({
    where: { assetId: asset.id, state: { in: ['reserved', 'sent', 'unknown'] } },
  })
  if (promised > 0) return
  stage.fake.editAssociations(asset.uId, {
    associate: [
      { adamId: asset.adamId, pricingParam: 'STDQ', targetType: 'device', target: `FOREIGN${Math.random()}` },
    ],
    isSilent: true,
  })
}

/** Reads everything at Apple, as happens twice a day. */
export async function sync(stage: Stage, tokenId: string): Promise<void> {
  stage.pass(1_000)
  const run = await insertSyncRun(stage.database.prisma, tokenId, 'manual')
  await syncToken(stage.deps, { tokenId, runId: run.id })
}

/** Those of the plot that are still here, in its order. */
async function present(stage: Stage, of: 'devices' | 'people'): Promise<string[]> {
  const { prisma } = stage.database
  const rows =
    of === 'devices'
      ? await prisma.device.findMany({ select: { id: true } })
      : await prisma.person.findMany({ where: { removedAt: null }, select: { id: true } })
  const here = new Set(rows.map(({ id }) => id))
  return (of === 'devices' ? stage.deviceIds : stage.personIds).filter((id) => here.has(id))
}
