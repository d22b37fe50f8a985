import { effectiveAssignment, type Intent, type LicenseType, type Subject } from '@pomona/domain'
import { expect, it } from 'vitest'
import { reasonOf } from './plan-texts.ts'

const asks = (id: string, intent: Intent, licenseType: LicenseType) => ({
  id,
  isExclusion: false,
  intent,
  licenseType,
  position: 0,
})
const ipad: Subject = {
  kind: 'device',
  hasUser: true,
  isKiosk: false,
  hasLeft: false,
  isBeyondFive: false,
  hasSerialNumber: true,
}
const app = { productType: 'App', deviceAssignable: true } as const
const names: Record<string, string> = { t: 'Teachers', c: 'Classes', a: 'All devices' }
const nameOf = (id: string) => names[id] ?? id

it.each([
  ['nothing where one assignment decides', [asks('t', 'required', 'device')], ipad, null],
  [
    'nothing where all ask for the same',
    [asks('t', 'required', 'device'), asks('c', 'required', 'device')],
    ipad,
    null,
  ],
  [
    'who won over whom, and by which rule',
    [asks('t', 'required', 'device'), asks('c', 'uninstall', 'device'), asks('a', 'available', 'user')],
    ipad,
    'Required with Device licensing for Teachers wins over Uninstall with Device licensing for Classes and Available with User licensing for All devices: Required goes before Uninstall, and Uninstall before Available.',
  ],
  [
    'the license type that goes before the other',
    [asks('t', 'required', 'user'), asks('c', 'required', 'device')],
    ipad,
    'Required with Device licensing for Classes wins over Required with User licensing for Teachers: A device license goes before a user license.',
  ],
  [
    'what is in the way of one that is refused',
    [asks('t', 'required', 'user')],
    { ...ipad, isKiosk: true },
    'A kiosk device never gets a user license. Choose Device licensing for the assignment.',
  ],
])('says %s', (_what, reaching, subject, sentence) => {
  expect(reasonOf(effectiveAssignment(reaching, subject, app), nameOf)).toBe(sentence)
})
