import { expect, it } from 'vitest'
import { planWarnings, type PlanWarningFacts } from './plan-warnings.ts'
import { refusalReasons, type RefusalReason } from './refusals.ts'

const calm: PlanWarningFacts = {
  asset: { name: 'Keynote', productType: 'App', revocable: true, isListedByApple: true },
  tokenProblem: null,
  assignments: [{ isExclusion: false, intent: 'required', licenseType: 'device' }],
  outcomes: [{ outcome: 'gets', count: 3 }],
  refusals: [],
  storeBlockedCount: 0,
}

it('P19: says nothing of a plan that holds no surprise', () => {
  expect(planWarnings(calm)).toEqual([])
})

it.each<[string, Partial<PlanWarningFacts>, RegExp]>([
  [
    'P16: a book never comes back',
    { asset: { ...calm.asset, name: 'Dune', productType: 'Book', revocable: false } },
    /^A license of Dune never comes back/,
  ],
  [
    'an app that Apple never takes back',
    { asset: { ...calm.asset, revocable: false } },
    /^Apple never takes a license of Keynote back/,
  ],
  ['P10: Apple no longer lists it', { asset: { ...calm.asset, isListedByApple: false } }, /no longer lists Keynote/],
  ['P5: a token that cannot write', { tokenProblem: 'The token has expired.' }, /orders wait. The token has expired./],
  [
    'P17: a kiosk with a user license',
    { refusals: [{ reason: 'kioskUserLicense', count: 2 }] },
    /^2 kiosk devices get nothing/,
  ],
  ['P17: no primary user', { refusals: [{ reason: 'noPrimaryUser', count: 1 }] }, /^1 device gets nothing by User/],
  ['P26: people who have to accept first', { outcomes: [{ outcome: 'invites', count: 1 }] }, /^1 person has to accept/],
  ['P28: the iTunes Store is blocked', { storeBlockedCount: 4 }, /^4 devices block the iTunes Store/],
  [
    'P23: uninstalling removes data',
    { assignments: [{ isExclusion: false, intent: 'uninstall', licenseType: 'device' }] },
    /removes Keynote and its data/,
  ],
  ['assignments that reach nobody', { outcomes: [] }, /reach nobody yet/],
])('warns of %s', (_, given, sentence) => {
  const warnings = planWarnings({ ...calm, ...given })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(sentence)
})

it('P17: every refusal has its warning, and every reason says what to do', () => {
  for (const [reason, message] of Object.entries(refusalReasons) as [RefusalReason, string][]) {
    expect(planWarnings({ ...calm, refusals: [{ reason, count: 3 }] })).toHaveLength(1)
    expect(message).toMatch(/(Choose|Assign|Enroll|Delete) /)
  }
})
