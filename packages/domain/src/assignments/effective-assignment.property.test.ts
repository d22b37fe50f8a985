import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intents, licenseTypes, productTypes } from '../vocabulary.ts'
import {
  effectiveAssignment,
  intentRank,
  isConflict,
  licenseTypeRank,
  type ReachingAssignment,
  type Subject,
} from './effective-assignment.ts'

const flag = fc.boolean()
const device = fc.record({
  kind: fc.constant('device' as const),
  hasUser: flag,
  isKiosk: flag,
  hasLeft: flag,
  isBeyondFive: flag,
  hasSerialNumber: flag,
})
const subject: fc.Arbitrary<Subject> = fc.oneof(device, fc.constant({ kind: 'person' as const }))
const asset = fc.record({ productType: fc.constantFrom(...productTypes), deviceAssignable: flag })
const list: fc.Arbitrary<ReachingAssignment[]> = fc
  .array(
    fc.record({
      isExclusion: fc.nat(9).map((n) => n === 0),
      intent: fc.constantFrom(...intents),
      licenseType: fc.constantFrom(...licenseTypes),
    }),
    { maxLength: 8 },
  )
  .map((lines) =>
    lines.map(({ isExclusion, intent, licenseType }, position) => ({
      id: `a${position}`,
      isExclusion,
      intent: isExclusion ? null : intent,
      licenseType: isExclusion ? null : licenseType,
      position,
    })),
  )
const shuffledList = list.chain((lines) =>
  fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
)

describe('P15: whoever is reached by whatever', () => {
  it('comes out the same each time, in whatever order the assignments are found', () => {
    fc.assert(
      fc.property(shuffledList, subject, asset, ([lines, shuffled], who, what) => {
        expect(effectiveAssignment(shuffled, who, what)).toEqual(effectiveAssignment(lines, who, what))
      }),
    )
  })

  it('gets nothing when an exclusion reaches them', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const excluded = lines.some(({ isExclusion }) => isExclusion)
        const effective = effectiveAssignment(lines, who, what)
        expect(effective.kind === 'nothing' && effective.reason === 'excluded').toBe(excluded)
      }),
    )
  })

  it('gets the strongest intent that anything asks for, or nothing at all', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const effective = effectiveAssignment(lines, who, what)
        const asked = lines.flatMap(({ intent }) => (intent === null ? [] : [intentRank[intent]]))
        const given = effective.kind === 'nothing' ? undefined : intentRank[effective.intent]
        expect(given ?? Math.min(...asked)).toBe(Math.min(...asked))
      }),
    )
  })

  it('has every other assignment that asks for something among the losing ones, once', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const effective = effectiveAssignment(lines, who, what)
        const winner = effective.kind === 'nothing' ? [] : [effective.assignmentId]
        const told = [...winner, ...effective.losing.map(({ assignmentId }) => assignmentId)]
        const asking = lines.filter(({ isExclusion }) => !isExclusion).map(({ id }) => id)
        expect(told.toSorted((a, b) => a.localeCompare(b))).toEqual(asking)
      }),
    )
  })

  it('a device license goes before a user license of the same intent, unless it cannot be given', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const effective = effectiveAssignment(lines, who, what)
        const type = effective.kind === 'nothing' ? 0 : licenseTypeRank[effective.licenseType]
        const passedOver = effective.losing.filter(
          ({ intent, licenseType, lostBy }) =>
            effective.kind === 'due' &&
            intent === effective.intent &&
            licenseTypeRank[licenseType] < type &&
            lostBy !== 'refusal',
        )
        expect(passedOver).toEqual([])
      }),
    )
  })

  it('is a conflict only where two assignments ask for different things', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const asked = new Set(
          lines.flatMap(({ intent, licenseType }) => (intent === null ? [] : [`${intent} ${licenseType}`])),
        )
        expect(isConflict(effectiveAssignment(lines, who, what)) && asked.size < 2).toBe(false)
      }),
    )
  })
})

describe('P16, P17, P27: whatever the assignments say', () => {
  const userLicenseDue = (
    lines: ReachingAssignment[],
    who: Subject,
    what: Parameters<typeof effectiveAssignment>[2],
  ) => {
    const effective = effectiveAssignment(lines, who, what)
    return effective.kind === 'due' && effective.intent !== 'uninstall' && effective.licenseType === 'user'
  }

  it.each(['isKiosk', 'isBeyondFive', 'hasLeft'] as const)('no user license for a device that %s', (fact) => {
    fc.assert(
      fc.property(list, device, asset, (lines, who, what) => {
        expect(userLicenseDue(lines, { ...who, [fact]: true }, what)).toBe(false)
      }),
    )
  })

  it('no user license for a device without a primary user', () => {
    fc.assert(
      fc.property(list, device, asset, (lines, who, what) => {
        expect(userLicenseDue(lines, { ...who, hasUser: false }, what)).toBe(false)
      }),
    )
  })

  it('no device license for a person, for a book, or where Apple gives none', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const effective = effectiveAssignment(lines, who, what)
        const takesDeviceLicense =
          effective.kind === 'due' && effective.intent !== 'uninstall' && effective.licenseType === 'device'
        const isForbidden = who.kind === 'person' || what.productType === 'Book' || !what.deviceAssignable
        expect(takesDeviceLicense && isForbidden).toBe(false)
      }),
    )
  })

  it('a book is never uninstalled', () => {
    fc.assert(
      fc.property(list, subject, asset, (lines, who, what) => {
        const effective = effectiveAssignment(lines, who, { ...what, productType: 'Book' })
        expect(effective.kind === 'due' && effective.intent === 'uninstall').toBe(false)
      }),
    )
  })
})
