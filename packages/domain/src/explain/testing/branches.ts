import { describe, expect, it } from 'vitest'
import { checkKeys, type CheckKey, type CheckStatus } from '../../vocabulary.ts'
import { explain } from '../explain.ts'
import type { ExplainFacts } from '../explain-facts.ts'
import { anAppleUser, anAssignment, anOrder, held, notHeld, someFacts } from './facts.ts'

export const base = someFacts()
export const byUser: Partial<ExplainFacts> = {
  assignments: [anAssignment('required', 'user')],
  appleUser: anAppleUser(),
  deviceLicense: null,
  userLicense: held(null, 'pomona-ada'),
}
export const userNotHeld: Partial<ExplainFacts> = { ...byUser, userLicense: notHeld(null, 'pomona-ada') }
export const book: Partial<ExplainFacts> = {
  ...byUser,
  app: { ...base.app, name: 'Dune', productType: 'Book', deviceAssignable: false, minimumOsVersion: null },
  device: null,
  install: null,
  command: null,
}
export const removing: Partial<ExplainFacts> = { assignments: [anAssignment('uninstall')] }
export const sibling = (given: Partial<ExplainFacts['siblings'][number]> = {}) => ({
  appId: 'app-a',
  tokenName: 'ACME West',
  availableCount: 0,
  standing: 'none' as const,
  reaching: [anAssignment('required')],
  ...given,
})

type Row = [branch: string, given: Partial<ExplainFacts>, status: CheckStatus, title: RegExp, nextStep?: RegExp]

/** Rows in which this check decides: it is the last that is looked at, and its sentence is the answer. */
export function decides(key: CheckKey, rows: Row[]) {
  describe(`P36: ${key} decides`, () => {
    it.each(rows)('%s', (_, given, status, title, nextStep) => {
      const { verdict, checks } = explain(someFacts(given))
      const check = checks.find((each) => each.key === key)
      expect(check).toMatchObject({ status })
      expect(check?.title).toMatch(title)
      expect(verdict).toEqual({ status, title: check?.title, nextStep: check?.nextStep })
      expect(verdict.nextStep ?? '').toMatch(nextStep ?? /^/)
      const later = checks.slice(checkKeys.indexOf(key) + 1)
      expect(later.every((each) => each.title === 'Not looked at: a check above decides.')).toBe(true)
    })
  })
}

/** Rows in which this check says something and does not decide. */
export function tells(key: CheckKey, rows: Row[]) {
  describe(`P36: what ${key} tells`, () => {
    it.each(rows)('%s', (_, given, status, title) => {
      const check = explain(someFacts(given)).checks.find((each) => each.key === key)
      expect(check).toMatchObject({ status })
      expect(check?.title).toMatch(title)
    })
  })
}

export const excluding = anAssignment('exclude', 'device', { groupName: 'Loaners' })
export const lacks = { deviceLicense: notHeld(anOrder('waiting', { place: 1 })), install: null, command: null }
export const shortApp = { ...base.app, availableCount: 0 }
export const back = (state: Parameters<typeof anOrder>[0]) => anOrder(state, { kind: 'disassociate' })
