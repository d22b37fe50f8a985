import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkKeys,
  commandStates,
  enrollmentStates,
  installStates,
  intents,
  licenseTypes,
  orderKinds,
  orderStates,
  productTypes,
  tokenStates,
  vppUserStatuses,
} from '../vocabulary.ts'
import { explain } from './explain.ts'
import type { ExplainFacts } from './explain-facts.ts'
import {
  aCommand,
  aDevice,
  anAppleUser,
  anAssignment,
  anInstall,
  anOrder,
  aPerson,
  at,
  notHeld,
  someFacts,
} from './testing/facts.ts'
import { base, byUser, book, removing, sibling } from './testing/branches.ts'

describe('P36: nothing stands in the way', () => {
  it.each<[string, Partial<ExplainFacts>, RegExp]>([
    ['a device that has the app', {}, /^Keynote is licensed to iPad 7 and installed\.$/],
    ['a device that has not reported yet', { install: null, command: null }, /^iPad 7 holds a license of Keynote\.$/],
    ['a user license', byUser, /^Keynote is licensed to iPad 7 and installed\.$/],
    ['a book', book, /^Ada Lovelace holds a license of Dune\.$/],
    [
      'an app that is gone',
      { ...removing, deviceLicense: notHeld(), install: anInstall('notInstalled') },
      /no license is held\.$/,
    ],
  ])('%s', (_, given, title) => {
    const { verdict, checks } = explain(someFacts(given))
    expect(verdict.status).toBe('passed')
    expect(verdict.title).toMatch(title)
    expect(checks.filter(({ status }) => status === 'failed' || status === 'waiting')).toEqual([])
  })

  it('says what to do all the same where something is left to do', () => {
    const { verdict } = explain(
      someFacts({ device: aDevice({ enrollmentState: 'notEnrolled' }), install: null, command: null }),
    )
    expect(verdict).toMatchObject({ status: 'passed', nextStep: 'Enroll iPad 7.' })
  })
})

const license = fc.option(
  fc.record({
    target: fc.constant('t'),
    isHeld: fc.boolean(),
    heldSince: fc.constant(at),
    order: fc.option(
      fc
        .record({ state: fc.constantFrom(...orderStates), kind: fc.constantFrom(...orderKinds) })
        .map(({ state, kind }) => anOrder(state, { kind })),
    ),
  }),
)
const anyFacts: fc.Arbitrary<ExplainFacts> = fc
  .record({
    productType: fc.constantFrom(...productTypes),
    deviceAssignable: fc.boolean(),
    asked: fc.array(
      fc.tuple(
        fc.constantFrom(...intents, 'exclude' as const),
        fc.constantFrom(...licenseTypes),
        fc.constantFrom('device', 'person', null),
      ),
      { maxLength: 4 },
    ),
    tokenState: fc.constantFrom(...tokenStates),
    enrollmentState: fc.constantFrom(...enrollmentStates),
    flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    status: fc.constantFrom(...vppUserStatuses, null),
    deviceLicense: license,
    userLicense: license,
    install: fc.option(fc.constantFrom(...installStates).map((state) => anInstall(state))),
    command: fc.option(fc.constantFrom(...commandStates).map((state) => aCommand(state))),
    siblings: fc.array(fc.constantFrom(sibling(), sibling({ standing: 'held' }), sibling({ availableCount: 2 })), {
      maxLength: 1,
    }),
  })
  .map(({ productType, deviceAssignable, asked, tokenState, enrollmentState, flags, status, ...rest }) => {
    const [isKiosk = false, isStoreBlocked = false, hasDevice, hasPerson, isKnown, isRequested] = flags
    return someFacts({
      ...rest,
      app: { ...base.app, productType, deviceAssignable },
      token: { ...base.token, state: tokenState },
      device: hasDevice ? aDevice({ isKiosk, isStoreBlocked, enrollmentState }) : null,
      person: hasPerson || !hasDevice ? aPerson() : null,
      assignments: asked.map(([intent, licenseType, reaches], position) =>
        anAssignment(intent, licenseType, { id: `a${position}`, reaches, position }),
      ),
      appleUser: isKnown ? anAppleUser({ status }) : null,
      requestedAt: isRequested ? at : null,
    })
  })

describe('P36: whatever the facts', () => {
  it('every check is answered once, in order, in a sentence', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { checks } = explain(facts)
        expect(checks.map(({ key }) => key)).toEqual(checkKeys)
        expect(checks.filter(({ title }) => !/^\S.*\.$/.test(title) || /undefined|null|NaN/.test(title))).toEqual([])
      }),
    )
  })

  it('at most one check is red or waits, and then it is the answer', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { verdict, checks } = explain(facts)
        const red = checks.filter(({ status }) => status === 'failed' || status === 'waiting')
        expect(red.length).toBeLessThanOrEqual(1)
        expect([verdict.status, verdict.title]).toEqual([
          red[0]?.status ?? verdict.status,
          red[0]?.title ?? verdict.title,
        ])
      }),
    )
  })

  it('a red check says what to do next', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { checks } = explain(facts)
        expect(checks.filter(({ status, nextStep }) => status === 'failed' && nextStep === null)).toEqual([])
      }),
    )
  })
})
