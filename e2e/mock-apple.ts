import type { Asset } from './pomona-api.ts'

export type MockLocation = {
  uId: string
  locationName: string
  tokenFile: string
  mdmInfo?: { id: string; name: string; metadata: string }
}

/** What stands behind the counter of the mock Apple. */
export type MockApple = {
  locations(): Promise<MockLocation[]>
  makeLocation(
    options: Omit<MockLocation, 'uId' | 'tokenFile'> & {
      assets: object[]
      /** Managed Apple Accounts of these domains are the organization's own. */
      managedDomains?: string[]
    },
  ): Promise<MockLocation>
  location(uId: string): Promise<MockLocation>
  /** Another token file of the same location. */
  renewToken(uId: string): Promise<string>
  setTokenState(uId: string, state: 'valid' | 'expired' | 'revoked' | 'readOnly'): Promise<void>
  assetsOf(uId: string): Promise<Asset[]>
  /** Serial numbers that hold the asset, sorted. */
  holdersOf(uId: string, adamId: string): Promise<string[]>
  usersOf(uId: string): Promise<{ clientUserId: string; status: string }[]>
  purchase(uId: string, adamId: string, count: number): Promise<void>
  fault(uId: string, fault: object): Promise<void>
}

export function openMockApple(mockAppleUrl: string): MockApple {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${mockAppleUrl}/_mock${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as T
  }
  return {
    locations: () => call('GET', '/locations'),
    makeLocation: (options) => call('POST', '/locations', options),
    location: (uId) => call('GET', `/locations/${uId}`),
    async renewToken(uId) {
      const { tokenFile } = await call<MockLocation>('POST', `/locations/${uId}/tokens`, {})
      return tokenFile
    },
    async setTokenState(uId, state) {
      await call('POST', '/tokens/state', { uId, state })
    },
    assetsOf: (uId) => call('GET', `/locations/${uId}/assets`),
    async holdersOf(uId, adamId) {
      const held = await call<{ adamId: string; serialNumber?: string }[]>('GET', `/locations/${uId}/assignments`)
      return held
        .filter((association) => association.adamId === adamId)
        .flatMap(({ serialNumber }) => serialNumber ?? [])
        .toSorted((a, b) => a.localeCompare(b))
    },
    usersOf: (uId) => call('GET', `/locations/${uId}/users`),
    async purchase(uId, adamId, count) {
      await call('POST', `/locations/${uId}/purchase`, { adamId, pricingParam: 'STDQ', count })
    },
    async fault(uId, fault) {
      await call('POST', `/locations/${uId}/fault`, fault)
    },
  }
}
