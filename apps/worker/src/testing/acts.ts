import { pomona, revokeLicenses, saveAssignments, type Deps } from '@pomona/engine'

/** What an administrator's program does before workers go on with it. Doing it twice is as doing it once. */
export type Act =
  | { kind: 'assign'; assetId: string; groupId: string; licenseType: 'user' | 'device' }
  | { kind: 'release'; assetId: string; serialNumber: string }

type Doer = { deps: Deps }

export const acts = {
  async assign({ deps }: Doer, { assetId, groupId, licenseType }: Extract<Act, { kind: 'assign' }>) {
    const asset = await deps.database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
    const assignments = [{ target: { kind: 'group' as const, groupId }, intent: 'required' as const, licenseType }]
    await saveAssignments(deps, pomona, { assetId, expectedVersion: asset.assignmentsVersion, assignments })
  },
  async release({ deps }: Doer, { assetId, serialNumber }: Extract<Act, { kind: 'release' }>) {
    await revokeLicenses(deps, pomona, { assetId, targets: [{ licenseType: 'device', target: serialNumber }] })
  },
}
