import { inUndoneTransaction, listLicenses, listUnwantedTargets, type LicenseRow, type ListPage } from '@pomona/db'
import type { LicenseType } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { workOutTitle } from '../orders/work-out-title.ts'

/** `isUnassigned`: held, and no assignment gives it (P23). */
export type License = LicenseRow & { isUnassigned: boolean }

export type LicenseRequest = Parameters<typeof listLicenses>[1] & { adamId: string }

/** A page of who holds a license of an asset, who is promised one, who waits. */
export async function listAssetLicenses(
  deps: Pick<Deps, 'database' | 'now'>,
  request: LicenseRequest,
): Promise<ListPage<License>> {
  const page = await listLicenses(deps.database.prisma, request)
  const unwanted = await findUnwanted(deps, request, page.items)
  const isUnassigned = ({ standing, targetType, target, deviceId, person }: LicenseRow) =>
    standing === 'held' && ((deviceId === null && person === null) || unwanted.has(keyOf(targetType, target)))
  return { ...page, items: page.items.map((row) => ({ ...row, isUnassigned: isUnassigned(row) })) }
}

/** By the rule that gives and takes licenses, asked for the holders of one page only. */
async function findUnwanted(
  deps: Pick<Deps, 'database' | 'now'>,
  { assetId, adamId }: LicenseRequest,
  rows: LicenseRow[],
): Promise<Set<string>> {
  const held = rows.filter(({ standing }) => standing === 'held')
  const scope = {
    deviceIds: held.flatMap(({ deviceId }) => deviceId ?? []),
    personIds: held.flatMap(({ person }) => person?.id ?? []),
  }
  if (scope.deviceIds.length + scope.personIds.length === 0) return new Set()
  const targets = await inUndoneTransaction(deps.database, async (tx) => {
    await workOutTitle(tx, { adamId, scope, now: deps.now() })
    return listUnwantedTargets(tx, assetId)
  })
  return new Set(targets.map(({ targetType, target }) => keyOf(targetType, target)))
}

const keyOf = (type: LicenseType, target: string) => `${type} ${target}`
