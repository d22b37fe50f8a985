import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effective } from '../assignments/effective-assignment.ts'
import { intents, licenseTypes, type Intent, type LicenseType } from '../vocabulary.ts'
import { licenseNeeds, licensesOfPerson, takesLicense, type SubjectOutcome } from './license-need.ts'

const due = (intent: Intent, licenseType: LicenseType): Effective => ({
  kind: 'due',
  intent,
  licenseType,
  assignmentId: 'a',
  losing: [],
})
const refused: Effective = {
  kind: 'refused',
  reason: 'kioskUserLicense',
  assignmentId: 'a',
  intent: 'required',
  licenseType: 'user',
  losing: [],
}
const notReached: Effective = { kind: 'nothing', reason: 'notReached', losing: [] }
const of = (deviceId: string | null, effective: Effective, isRequested = false): SubjectOutcome => ({
  deviceId,
  effective,
  isRequested,
})

describe('P14, P27: one user license per person, whatever devices they have', () => {
  it('is due when it is due for any of their devices, and the devices take none of their own', () => {
    const licenses = licensesOfPerson([of('phone', due('required', 'user')), of('tablet', notReached)])
    expect(licenses).toEqual({
      devices: new Map([
        ['phone', 'none'],
        ['tablet', 'none'],
      ]),
      user: 'required',
    })
  })

  it('is as strong as for the strongest of them', () => {
    const offered = of('phone', due('available', 'user'))
    const requested = of('tablet', due('available', 'user'), true)
    expect(licensesOfPerson([offered, requested]).user).toBe('requested')
    expect(licensesOfPerson([requested, of('watch', due('required', 'user'))]).user).toBe('required')
  })

  it('is due to a person without a device', () => {
    expect(licensesOfPerson([of(null, due('required', 'user'))])).toEqual({ devices: new Map(), user: 'required' })
  })

  it('stays while another device of theirs is due it, and goes back with the last one', () => {
    const gone = of('phone', due('uninstall', 'user'))
    expect(licensesOfPerson([gone, of('tablet', due('required', 'user'))])).toEqual({
      devices: new Map([
        ['phone', 'uninstall'],
        ['tablet', 'none'],
      ]),
      user: 'required',
    })
    expect(licensesOfPerson([gone, of('tablet', notReached)]).user).toBe('uninstall')
  })

  it('is nobody’s when every device is refused it', () => {
    expect(licensesOfPerson([of('kiosk', refused)]).user).toBe('none')
  })
})

describe('P20: when a license is taken', () => {
  it.each([
    ['Required takes one at once', due('required', 'device'), false, true],
    ['Available takes none by itself', due('available', 'device'), false, false],
    ['Available takes one when somebody asks', due('available', 'device'), true, true],
    ['Uninstall takes none', due('uninstall', 'device'), true, false],
  ])('%s', (_, effective, isRequested, takes) => {
    const need = licensesOfPerson([of('phone', effective, isRequested)]).devices.get('phone')
    expect(takesLicense(need ?? 'none')).toBe(takes)
  })
})

const effective = fc.oneof(
  fc.tuple(fc.constantFrom(...intents), fc.constantFrom(...licenseTypes)).map((pair) => due(...pair)),
  fc.constantFrom(refused, notReached),
)
const outcomes = fc.uniqueArray(
  fc.record({ deviceId: fc.constantFrom('d1', 'd2', 'd3', 'd4', null), effective, isRequested: fc.boolean() }),
  { selector: ({ deviceId }) => deviceId },
)

it('comes out the same whatever order the devices come in', () => {
  fc.assert(
    fc.property(outcomes, (given) => {
      expect(licensesOfPerson(given.toReversed())).toEqual(licensesOfPerson(given))
    }),
  )
})

it('one more device never weakens what the person is due', () => {
  const strength = (given: SubjectOutcome[]) => licenseNeeds.indexOf(licensesOfPerson(given).user)
  fc.assert(
    fc.property(outcomes, (given) => {
      expect(strength(given)).toBeLessThanOrEqual(strength(given.slice(1)))
    }),
  )
})

it('P15: no device takes a license of its own and one of its user', () => {
  fc.assert(
    fc.property(outcomes, (given) => {
      for (const one of given) {
        const { devices, user } = licensesOfPerson([one])
        const own = one.deviceId === null ? 'none' : (devices.get(one.deviceId) ?? 'none')
        expect(takesLicense(own) && takesLicense(user)).toBe(false)
      }
    }),
  )
})
