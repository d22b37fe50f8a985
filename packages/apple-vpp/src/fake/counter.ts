import type { MdmInfo } from '../vpp-client.ts'
import { buildToken } from './build-location.ts'
import type { CatalogItem } from './catalog-item.ts'
import { createLicenseCounter, type LicenseCounter } from './counter-licenses.ts'
import type { LocationState, TokenCondition, TokenRecord } from './location-state.ts'
import type { Outbox } from './notifications/outbox.ts'
import { FakeAppleProblem } from './problem.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000

/** What an administrator at Apple, another MDM or a test does behind the counter. */
export type Counter = LicenseCounter & {
  /** Another token file for the same location. */
  addToken(uId: string, token?: { secret?: string; expiresAt?: Date }): string
  setTokenState(tokenFile: string, state: TokenCondition): void
  /** What another MDM, or none, has written into the location. */
  setMdmInfo(uId: string, mdmInfo: MdmInfo | undefined): void
  setCountry(uId: string, countryISO2ACode: string): void
}

export type CounterInside = {
  now: () => Date
  newId: () => string
  catalogItem: (adamId: string) => CatalogItem | undefined
  locationOf: (uId: string) => LocationState
  outbox: Outbox
  findToken: (text: string) => { token: TokenRecord } | undefined
  changed: () => void
}

export function createCounter(inside: CounterInside): Counter {
  const { now, newId, locationOf, changed } = inside
  return {
    ...createLicenseCounter(inside),
    addToken(uId, { secret = newId(), expiresAt = new Date(now().getTime() + yearMs) } = {}) {
      const location = locationOf(uId)
      const token = buildToken({ orgName: location.orgName, secret, expiresAt })
      location.tokens.push(token)
      changed()
      return token.text
    },
    setTokenState(tokenFile, condition) {
      const found = inside.findToken(tokenFile.trim())
      if (!found) throw new FakeAppleProblem('not_found', 'No location has this token.')
      found.token.condition = condition
      changed()
    },
    setMdmInfo(uId, mdmInfo) {
      locationOf(uId).mdmInfo = mdmInfo
      changed()
    },
    setCountry(uId, country) {
      locationOf(uId).countryISO2ACode = country.toUpperCase()
      changed()
    },
  }
}
