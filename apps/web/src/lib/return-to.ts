/** The sign-in page's address, remembering where one wanted to go. */
export function signInPath(wanted: string): string {
  return wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`
}

/** Where to go after signing in: only ever a page of this console, whatever the address says. */
export function returnPath(to: string | null): string {
  if (!to) return '/'
  try {
    const url = new URL(to, location.origin)
    const isOurs = url.origin === location.origin && to.startsWith('/') && !url.pathname.startsWith('/sign-in')
    return isOurs ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}
