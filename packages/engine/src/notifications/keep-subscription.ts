import { AppleError, subscribedTypes, type Location } from '@pomona/apple-vpp'
import { findRegistration, saveNotificationStanding } from '@pomona/db'
import { canWrite, isAboutToken, type NotificationState } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'
import { applePath } from './hooks-address.ts'
import { hookSecret } from './hook-secret.ts'

type Needed = Pick<Deps, 'database' | 'vpp' | 'secrets' | 'hooks' | 'now' | 'log'>
type Standing = { state: NotificationState; reason: string | null; url: string | null; isNew: boolean }

const unreachable = 9728

/**
 * Keeps Apple's notifications of a location coming here (P13), given what Apple says of the location right now. Only of one that is ours:
 * another system's notifications are never taken from it. Apple posts a test to the hook before it agrees, so this never runs in a transaction.
 */
export async function keepSubscription(deps: Needed, open: OpenToken, location: Location): Promise<void> {
  const db = deps.database.prisma
  const standing = await subscribe(deps, open, location)
  await saveNotificationStanding(db, open.token.id, { ...standing, now: deps.now() })
}

async function subscribe(deps: Needed, open: OpenToken, location: Location): Promise<Standing> {
  const { token, credential } = open
  const off = (reason: string): Standing => ({ state: 'off', reason, url: null, isNew: false })
  const former = await findRegistration(deps.database.prisma, token.id)
  if ('offBecause' in deps.hooks) {
    if (former.url !== null && location.notifications?.url === former.url) await endSubscription(deps, open)
    return off(deps.hooks.offBecause)
  }
  if (credential.mdmId === undefined) {
    return off('The location is managed by another system, which Apple reports changes to.')
  }
  const url = `${deps.hooks.origin}${applePath(token.id)}`
  // When nothing comes although Apple has the address, it is registered anew: Apple tries it, and says so when it cannot be reached.
  if (isAsWanted(location, url) && !former.isSilent) return { state: 'on', reason: null, url, isNew: false }
  if (!canWrite(token.state)) {
    return off('This token may not change where Apple reports to. Renew it, or use one that may manage licenses.')
  }
  try {
    const secret = hookSecret(deps.secrets, token.id)
    await open.ask((given) => deps.vpp.subscribe(given, { url, secret, types: subscribedTypes }), { writes: true })
    deps.log.info({ tokenId: token.id }, 'Apple reports changes to this console')
    return { state: 'on', reason: null, url, isNew: true }
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    deps.log.warn(
      { tokenId: token.id, errorNumber: error.errorNumber },
      'Apple does not report changes to this console',
    )
    if (isAboutToken(error.code)) return off(error.message)
    const reason =
      error.errorNumber === unreachable
        ? `Apple cannot reach this console at ${new URL(url).host}. Let Apple’s servers post to https://${new URL(url).host}/hooks/apple/ from the internet: open the firewall and check name and certificate. The next sync asks again.`
        : `Apple did not agree to report changes to ${new URL(url).host}: ${error.message} The next sync asks again.`
    return { state: 'unreachable', reason, url: null, isNew: false }
  }
}

function isAsWanted({ notifications }: Location, url: string): boolean {
  return notifications?.url === url && subscribedTypes.every((type) => notifications.types.includes(type))
}

/** Asks Apple to report no more to this console, before its token goes. Best effort: whatever Apple answers, the token may go. */
export async function endSubscription(
  deps: Pick<Deps, 'vpp' | 'log'>,
  open: Pick<OpenToken, 'ask' | 'token' | 'credential'>,
): Promise<void> {
  try {
    const location = await open.ask((credential) => deps.vpp.getLocation(credential))
    if (location.notifications?.url.endsWith(applePath(open.token.id)) !== true) return
    await open.ask((credential) => deps.vpp.subscribe(credential, null), { writes: true })
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    deps.log.warn({ tokenId: open.token.id, code: error.code }, 'Apple still reports changes of a location that goes')
  }
}
