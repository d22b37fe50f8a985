/** Where this console's hooks are, or why they cannot be reached. */
export type HooksAddress = { origin: string } | { offBecause: string }

/** Apple posts to https addresses only; plain http is for a mock on the same machine. */
export function hooksAddress(settings: { publicUrl: string; allowHttpNotifications: boolean }): HooksAddress {
  const url = new URL(settings.publicUrl)
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  const isPostable = url.protocol === 'https:' || (settings.allowHttpNotifications && isLoopback)
  if (isPostable) return { origin: url.origin }
  return {
    offBecause: `Apple reports changes to https addresses only, and this console’s is ${url.origin}. Put it behind https and set PUBLIC_URL; until then it reads Apple at every sync.`,
  }
}

/** The path at which Apple posts what it has to tell of a token's location. */
export const applePath = (tokenId: string): string => `/hooks/apple/${tokenId}`
