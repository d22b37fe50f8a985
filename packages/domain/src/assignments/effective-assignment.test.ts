import { expect, it } from 'vitest'
import type { Intent, LicenseType } from '../vocabulary.ts'
import { effectiveAssignment, type ReachingAssignment } from './effective-assignment.ts'

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
const device = { hasUser: true, isKiosk: false }
const asset = { deviceAssignable: true }

it('gives nothing to a device that no assignment reaches', () => {
  expect(effectiveAssignment([], device, asset)).toEqual({ kind: 'nothing', reason: 'notReached' })
})

it('lets an exclusion win over everything, wherever it stands in the list', () => {
  expect(effectiveAssignment([asks('a', 'required'), excludes('x'), asks('b', 'available')], device, asset)).toEqual({
    kind: 'nothing',
    reason: 'excluded',
    assignmentId: 'x',
  })
})

it.each<[Intent[], Intent]>([
  [['available', 'uninstall', 'required'], 'required'],
  [['available', 'uninstall'], 'uninstall'],
  [['available'], 'available'],
])('among %j the winning intent is %s', (intents, winner) => {
  expect(
    effectiveAssignment(
      intents.map((intent) => asks(intent, intent)),
      device,
      asset,
    ),
  ).toEqual({
    kind: 'due',
    intent: winner,
    licenseType: 'device',
    assignmentId: winner,
  })
})

it('prefers a device license where the asset can be licensed to devices, and the user license where it cannot', () => {
  const both = [asks('u', 'required', 'user'), asks('d', 'required', 'device')]
  expect(effectiveAssignment(both, device, asset)).toMatchObject({ licenseType: 'device', assignmentId: 'd' })
  expect(effectiveAssignment(both, device, { deviceAssignable: false })).toMatchObject({
    licenseType: 'user',
    assignmentId: 'u',
  })
})

it('takes the first of the list where nothing else decides', () => {
  const [first, second] = [asks('first', 'required'), asks('second', 'required')]
  expect(effectiveAssignment([second, first], device, asset)).toMatchObject({ assignmentId: 'first' })
})

it.each([
  ['notDeviceAssignable', asks('a', 'required', 'device'), device, { deviceAssignable: false }],
  ['noPrimaryUser', asks('a', 'required', 'user'), { hasUser: false, isKiosk: false }, asset],
  ['kioskUserLicense', asks('a', 'required', 'user'), { hasUser: true, isKiosk: true }, asset],
] as const)('refuses with %s instead of falling back to a weaker intent', (reason, assignment, facts, ofAsset) => {
  expect(effectiveAssignment([assignment, asks('weaker', 'available')], facts, ofAsset)).toEqual({
    kind: 'refused',
    reason,
    assignmentId: 'a',
    intent: 'required',
  })
})
