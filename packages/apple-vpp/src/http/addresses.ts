import { toRequestsPerSecond, unreadable } from '../from-wire.ts'
import { wireServiceConfig, type WireServiceConfig } from '../wire/config.ts'
import { read, type CallDeps } from './calls.ts'

/** Apple's own rule: what service/config says holds for five minutes. */
const maxAgeMs = 5 * 60_000
/** After a failed refresh the old answer is used for this long before Apple is asked again. */
const pauseAfterFailureMs = 30_000

const defaultPaths = {
  clientConfig: '/client/config',
  getAssets: '/assets',
  associateAssets: '/assets/associate',
  disassociateAssets: '/assets/disassociate',
  revokeAssets: '/assets/revoke',
  getAssignments: '/assignments',
  getUsers: '/users',
  createUsers: '/users/create',
  updateUsers: '/users/update',
  retireUsers: '/users/retire',
  eventStatus: '/status',
} as const
type AddressName = keyof typeof defaultPaths | 'contentMetadataLookup'

/** Makes Apple's base address whole: an origin alone stands for its version 2. */
export function normalizeBaseUrl(baseUrl: string): string {
  const url = new URL(baseUrl)
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.origin}${path === '' ? '/mdm/v2' : path}`
}

/** Where Apple's service is found and what it allows, as service/config says it now. */
export type Addresses = {
  serviceConfig(): Promise<WireServiceConfig>
  /** Absent when Apple names no number. */
  requestsPerSecond(): Promise<number | undefined>
  /** The address of one call, with its query. */
  urlOf(name: AddressName, query?: Record<string, string | undefined>): Promise<URL>
  /** Asks Apple again at the next call. */
  forget(): void
}

export function createAddresses(deps: CallDeps, baseUrl: string): Addresses {
  const base = normalizeBaseUrl(baseUrl)
  let known: { config: WireServiceConfig; freshUntil: number } | undefined
  let asking: Promise<WireServiceConfig> | undefined

  const ask = async (): Promise<WireServiceConfig> => {
    const url = new URL(`${base}/service/config`)
    try {
      const patience = known ? { ...deps.patience, attempts: 1 } : deps.patience
      const { answer } = await read(deps, { url, schema: wireServiceConfig, patience })
      known = { config: answer, freshUntil: deps.now().getTime() + maxAgeMs }
    } catch (error) {
      if (!known) throw error
      known = { ...known, freshUntil: deps.now().getTime() + pauseAfterFailureMs }
    } finally {
      asking = undefined
    }
    return known.config
  }

  const serviceConfig = async (): Promise<WireServiceConfig> => {
    if (known && deps.now().getTime() < known.freshUntil) return known.config
    asking ??= ask()
    return await asking
  }

  return {
    serviceConfig,
    requestsPerSecond: async () => toRequestsPerSecond((await serviceConfig()).limits),
    async urlOf(name, query = {}) {
      const { urls } = await serviceConfig()
      const fallback = name === 'contentMetadataLookup' ? undefined : base + defaultPaths[name]
      const url = toUrl(urls[name] ?? fallback, name)
      // A token must not travel in the clear because an answer says so.
      if (base.startsWith('https:') && url.protocol !== 'https:') throw unreadable(`${name} is not https`)
      for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value)
      return url
    },
    forget() {
      if (known) known = { ...known, freshUntil: 0 }
    },
  }
}

function toUrl(text: string | undefined, name: string): URL {
  const url = text === undefined ? null : URL.parse(text)
  if (url === null) throw unreadable(`service/config has no usable address for ${name}`)
  return url
}
