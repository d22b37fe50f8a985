import { keyOf, type AssetState, type LocationState, type Target } from './location-state.ts'

export function holds(asset: AssetState, { targetType, target }: Target): boolean {
  return holdersOf(asset, targetType).has(target)
}

/** Whether the license is news. */
export function give(location: LocationState, asset: AssetState, target: Target): boolean {
  if (!holdersOf(asset, target.targetType).add(target.target)) return false
  location.versions.assets.note()
  location.versions.assignments.note(`${keyOf(asset)}/${target.targetType}/${target.target}`)
  return true
}

/** Whether there was a license to take back. */
export function takeBack(location: LocationState, asset: AssetState, target: Target): boolean {
  if (!holdersOf(asset, target.targetType).remove(target.target)) return false
  location.versions.assets.note()
  location.versions.assignments.note()
  return true
}

/** Takes back everything that can be taken back, and says what that was. */
export function takeBackAll(location: LocationState, target: Target): AssetState[] {
  return [...location.assets.values()].filter((asset) => asset.revocable && takeBack(location, asset, target))
}

/** What a key of the change log of assignments names. */
export function readHoldingKey(
  location: LocationState,
  key: string,
): { asset: AssetState; target: Target } | undefined {
  const [, adamId, pricingParam, targetType, target] = /^([^/]*)\/([^/]*)\/(device|user)\/(.*)$/su.exec(key) ?? []
  const asset = location.assets.get(`${adamId}/${pricingParam}`)
  if (!asset || target === undefined || (targetType !== 'device' && targetType !== 'user')) return undefined
  return { asset, target: { targetType, target } }
}

export function renewVersions({ versions }: LocationState, newId: () => string): void {
  for (const log of Object.values(versions)) log.renew(newId)
}

function holdersOf(asset: AssetState, targetType: Target['targetType']) {
  return targetType === 'device' ? asset.devices : asset.users
}
