import type { LocationState } from './location-state.ts'

/**
 * Whether a Managed Apple Account belongs to the organization of a location: its domain is one of the organization's. An organization
 * that names no domain has every domain that no other one names.
 */
export function isManagedBy(location: LocationState, managedAppleId: string, all: Iterable<LocationState>): boolean {
  const domain = /^[^\s@]+@([^\s@]+\.[^\s@]+)$/u.exec(managedAppleId)?.[1]?.toLowerCase()
  if (domain === undefined) return false
  if (location.managedDomains) return location.managedDomains.includes(domain)
  for (const other of all) if (other.managedDomains?.includes(domain) === true) return false
  return true
}
