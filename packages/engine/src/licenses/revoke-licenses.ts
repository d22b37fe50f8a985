import {
  inTransaction,
  lockAsset,
  orderReturnsOfAsset,
  orderReturnsOfDevice,
  orderReturnsOfPerson,
  recordActivity,
  type Db,
  type LicenseReturn,
  type LicenseTarget,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { startRevocation } from './revoke-all.ts'

export type RevokedLicense = LicenseReturn & { message: string }

const messages: Record<LicenseReturn['outcome'], string> = {
  ordered: 'The license goes back now. The app stops working within 30 days if it stays installed.',
  alreadyOrdered: 'An order for this license is already on its way.',
  notHeld: 'No license of the app is held here.',
  irrevocable: 'Apple never takes this license back.',
}

type Needed = Pick<Deps, 'database' | 'now'>

/** P24: takes licenses of one app back from whoever is named, without waiting for devices to remove the app. Answers per target. */
export async function revokeLicenses(
  deps: Needed,
  actor: Actor,
  input: { assetId: string; targets: LicenseTarget[] },
): Promise<RevokedLicense[]> {
  return inTransaction(deps.database, async (tx) => {
    const asset = await lockApp(tx, input.assetId)
    const returns = await orderReturnsOfAsset(tx, asset.id, { targets: input.targets, ...optionsOf(deps, actor) })
    return conclude(tx, actor, returns, { kind: 'app', id: asset.id, name: asset.name })
  })
}

/** P24: takes every license of one app back. Whoever an assignment asks for gets one again; answers the revocation to follow. */
export async function revokeAppLicenses(
  deps: Needed,
  actor: Actor,
  input: { assetId: string },
): Promise<{ tokenId: string; revocationId: string }> {
  return inTransaction(deps.database, async (tx) => {
    const { id, name, tokenId } = await lockApp(tx, input.assetId)
    const revocationId = await startRevocation(deps, tx, { tokenId, assetId: id, requestedBy: actor.name })
    if (revocationId === undefined) {
      throw new AppError('conflict', `All licenses of ${name} are already being taken back. Follow that revocation.`)
    }
    const summary = `called back all licenses of ${name}`
    const resource = { resourceKind: 'app' as const, resourceId: id, resourceName: name }
    await recordActivity(tx, { ...whoOf(actor), action: 'revoked', ...resource, summary })
    return { tokenId, revocationId }
  })
}

/** P24: takes every license back that one device holds, of all tokens. Answers per license. */
export async function revokeDeviceLicenses(
  deps: Needed,
  actor: Actor,
  device: { id: string; name: string },
): Promise<RevokedLicense[]> {
  return inTransaction(deps.database, async (tx) => {
    const returns = await orderReturnsOfDevice(tx, device.id, optionsOf(deps, actor))
    return conclude(tx, actor, returns, { kind: 'device', ...device })
  })
}

/** P24: takes every license back that one person holds and that can be taken back, of all tokens. Answers per license. */
export async function revokePersonLicenses(
  deps: Needed,
  actor: Actor,
  person: { id: string; name: string },
): Promise<RevokedLicense[]> {
  return inTransaction(deps.database, async (tx) => {
    const returns = await orderReturnsOfPerson(tx, person.id, optionsOf(deps, actor))
    return conclude(tx, actor, returns, { kind: 'person', ...person })
  })
}

async function lockApp(tx: Db, assetId: string) {
  const asset = await lockAsset(tx, assetId)
  if (asset === undefined || asset.productType !== 'App') throw new AppError('not_found', 'There is no such app.')
  return asset
}

/** Has what was ordered sent, and records who wanted it. */
async function conclude(
  tx: Db,
  actor: Actor,
  returns: LicenseReturn[],
  of: { kind: 'app' | 'device' | 'person'; id: string; name: string },
): Promise<RevokedLicense[]> {
  const ordered = returns.filter(({ outcome }) => outcome === 'ordered')
  for (const tokenId of new Set(ordered.map((each) => each.tokenId))) await enqueueOrders(tx, tokenId)
  if (ordered.length > 0) {
    await recordActivity(tx, {
      ...whoOf(actor),
      action: 'released',
      resourceKind: of.kind,
      resourceId: of.id,
      resourceName: of.name,
      summary: `released ${ordered.length} ${ordered.length === 1 ? 'license' : 'licenses'} of ${of.name}`,
      after: { licenses: ordered.map(({ assetName, target }) => ({ app: assetName, target })) },
    })
  }
  return returns.map((each) => ({ ...each, message: messages[each.outcome] }))
}

const optionsOf = (deps: Pick<Deps, 'now'>, actor: Actor) => ({ reason: `Released by ${actor.name}.`, now: deps.now() })
const whoOf = (actor: Actor) => ({ accountId: actor.accountId, actor: actor.name })
