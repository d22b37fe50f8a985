import { describe, expect, it } from 'vitest'
import type { Intent, LicenseType } from '../vocabulary.ts'
import {
  effectiveAssignment,
  isConflict,
  type AssetFacts,
  type DeviceSubject,
  type PersonSubject,
  type ReachingAssignment,
  type Subject,
} from './effective-assignment.ts'
import type { RefusalReason } from './refusals.ts'

let position = 0
const asks = (id: string, intent: Intent, licenseType: LicenseType = 'device'): ReachingAssignment => ({
  id,
  isExclusion: false,
  intent,
  licenseType,
  position: position++,
})
const excludes = (id: string): ReachingAssignment => ({
  id,
  isExclusion: true,
  intent: null,
  licenseType: null,
  position: position++,
})
const device: DeviceSubject = {
  kind: 'device',
  hasUser: true,
  isKiosk: false,
  hasLeft: false,
  isBeyondFive: false,
  hasSerialNumber: true,
}
const person: PersonSubject = { kind: 'person' }
const app: AssetFacts = { productType: 'App', deviceAssignable: true }
const userOnlyApp: AssetFacts = { productType: 'App', deviceAssignable: false }
const book: AssetFacts = { productType: 'Book', deviceAssignable: false }

describe('P15: who gets what', () => {
  it('gives nothing to a device that no assignment reaches', () => {
    expect(effectiveAssignment([], device, app)).toEqual({ kind: 'nothing', reason: 'notReached', losing: [] })
  })

  it('lets an exclusion win over everything, wherever it stands in the list', () => {
    expect(effectiveAssignment([asks('a', 'required'), excludes('x'), excludes('y')], device, app)).toEqual({
      kind: 'nothing',
      reason: 'excluded',
      assignmentId: 'x',
      losing: [{ assignmentId: 'a', intent: 'required', licenseType: 'device', lostBy: 'exclusion', refusal: null }],
    })
  })

  it.each<[Intent[], Intent]>([
    [['available', 'uninstall', 'required'], 'required'],
    [['available', 'uninstall'], 'uninstall'],
    [['available'], 'available'],
  ])('among %j the winning intent is %s, and the others have lost to it', (asked, winner) => {
    const effective = effectiveAssignment(
      asked.map((intent) => asks(intent, intent)),
      device,
      app,
    )
    expect(effective).toMatchObject({ kind: 'due', intent: winner, licenseType: 'device', assignmentId: winner })
    expect(Object.fromEntries(effective.losing.map(({ assignmentId, lostBy }) => [assignmentId, lostBy]))).toEqual(
      Object.fromEntries(asked.filter((intent) => intent !== winner).map((intent) => [intent, 'intent'])),
    )
  })

  it('prefers a device license where the asset can be licensed to devices, and the user license where it cannot', () => {
    const both = [asks('u', 'required', 'user'), asks('d', 'required', 'device')]
    expect(effectiveAssignment(both, device, app)).toMatchObject({
      licenseType: 'device',
      assignmentId: 'd',
      losing: [{ assignmentId: 'u', lostBy: 'licenseType' }],
    })
    expect(effectiveAssignment(both, device, userOnlyApp)).toMatchObject({
      licenseType: 'user',
      assignmentId: 'u',
      losing: [{ assignmentId: 'd', lostBy: 'refusal', refusal: 'notDeviceAssignable' }],
    })
  })

  it('takes the first of the list where nothing else decides', () => {
    const [first, second] = [asks('first', 'required'), asks('second', 'required')]
    expect(effectiveAssignment([second, first], device, app)).toMatchObject({
      assignmentId: 'first',
      losing: [{ assignmentId: 'second', lostBy: 'position' }],
    })
  })
})

describe('P19: a conflict is where assignments ask for different things', () => {
  it.each<[string, ReachingAssignment[], boolean]>([
    ['another intent', [asks('a', 'required'), asks('b', 'uninstall')], true],
    ['another license type', [asks('a', 'required'), asks('b', 'required', 'user')], true],
    ['the same twice', [asks('a', 'required'), asks('b', 'required')], false],
    ['an exclusion', [asks('a', 'required'), excludes('x')], false],
    ['one assignment', [asks('a', 'required')], false],
  ])('%s', (_, reaching, expected) => {
    expect(isConflict(effectiveAssignment(reaching, device, app))).toBe(expected)
  })
})

describe('P14, P16, P17, P27: what cannot be carried out is refused instead of falling back to a weaker intent', () => {
  it.each<[RefusalReason, ReachingAssignment, Subject, AssetFacts]>([
    ['notDeviceAssignable', asks('a', 'required'), device, userOnlyApp],
    ['noSerialNumber', asks('a', 'required'), { ...device, hasSerialNumber: false }, app],
    ['noPrimaryUser', asks('a', 'required', 'user'), { ...device, hasUser: false }, app],
    ['kioskUserLicense', asks('a', 'required', 'user'), { ...device, isKiosk: true }, app],
    ['moreThanFiveDevices', asks('a', 'required', 'user'), { ...device, isBeyondFive: true }, app],
    ['noDevice', asks('a', 'required'), person, app],
    ['unenrolled', asks('a', 'required'), { ...device, hasLeft: true }, app],
    ['booksAreForPeople', asks('a', 'required', 'user'), device, book],
    ['booksAreForPeople', asks('a', 'required', 'device'), person, book],
    ['booksAreNotUninstalled', asks('a', 'uninstall', 'user'), person, book],
  ])('%s', (reason, assignment, subject, asset) => {
    const weaker = asks('weaker', 'available', assignment.licenseType ?? 'device')
    expect(effectiveAssignment([assignment, weaker], subject, asset)).toMatchObject({
      kind: 'refused',
      reason,
      assignmentId: 'a',
      intent: assignment.intent,
      licenseType: assignment.licenseType,
    })
  })

  it('P27: a sixth device still gets a device license', () => {
    const sixth = { ...device, isBeyondFive: true }
    expect(effectiveAssignment([asks('d', 'required', 'device')], sixth, app)).toMatchObject({ kind: 'due' })
  })

  it('P15: uninstalling asks for no license, so no license type stands in its way', () => {
    const kiosk: DeviceSubject = { ...device, isKiosk: true, hasUser: false, isBeyondFive: true }
    expect(effectiveAssignment([asks('a', 'uninstall', 'user')], kiosk, app)).toMatchObject({ kind: 'due' })
    expect(effectiveAssignment([asks('a', 'uninstall', 'device')], person, app)).toMatchObject({ kind: 'due' })
  })

  it('P16: a book goes to a person with a user license', () => {
    expect(effectiveAssignment([asks('a', 'available', 'user')], person, book)).toMatchObject({
      kind: 'due',
      intent: 'available',
      licenseType: 'user',
    })
  })
})
