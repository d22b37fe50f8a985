import { expect, it } from 'vitest'
import { explain } from './explain.ts'
import { aDevice, anAssignment, aPerson, at, someFacts } from './testing/facts.ts'
import {
  base,
  byUser,
  book,
  removing,
  sibling,
  decides,
  tells,
  excluding,
  lacks,
  shortApp,
} from './testing/branches.ts'

decides('app', [
  [
    'Apple no longer lists it',
    { app: { ...base.app, vanishedAt: at }, deviceLicense: null },
    'failed',
    /no longer lists Keynote/,
    /moved to another/,
  ],
])
tells('app', [
  ['listed', {}, 'passed', /^Apple lists Keynote at ACME/],
  ['not listed, and held', { app: { ...base.app, vanishedAt: at } }, 'passed', /the license that is held stays/],
])

decides('device', [
  [
    'unenrolled',
    { device: aDevice({ enrollmentState: 'unenrolled' }) },
    'failed',
    /no longer enrolled/,
    /^Enroll iPad 7 again/,
  ],
  ['a person who was removed', { ...book, person: aPerson({ removedAt: at }) }, 'failed', /was removed/, /^Add Ada/],
])
tells('device', [
  ['enrolled', {}, 'passed', /is enrolled/],
  ['not enrolled yet', { device: aDevice({ enrollmentState: 'notEnrolled' }) }, 'passed', /not enrolled yet/],
  ['a person without devices', { ...book, person: aPerson({ deviceCount: 0 }) }, 'passed', /with no device/],
  ['a person with devices', { ...book, person: aPerson({ deviceCount: 2 }) }, 'passed', /with 2 devices/],
])

decides('reached', [
  ['assigned to nobody', { assignments: [] }, 'failed', /assigned to nobody/, /^Assign Keynote to a group of iPad 7/],
  [
    'assigned to others',
    { assignments: [anAssignment('required', 'device', { reaches: null })] },
    'failed',
    /^No assignment of Keynote reaches iPad 7/,
    /^Add iPad 7 to one of the groups/,
  ],
  [
    'a person whose devices may have it',
    { device: null, assignments: [anAssignment('required', 'user', { reaches: null })] },
    'unknown',
    /through one of their devices/,
    /^Open Explain from a device/,
  ],
])
tells('reached', [
  ['by its group', {}, 'passed', /through Sales\.$/],
  [
    'by its user',
    { assignments: [anAssignment('required', 'device', { groupName: 'Staff', groupKind: 'user', reaches: 'person' })] },
    'passed',
    /through Staff/,
  ],
  [
    'by everybody',
    {
      assignments: [
        anAssignment('required', 'device', { targetKind: 'allDevices', groupName: null }),
        anAssignment('available', 'user', { id: 'u', targetKind: 'allUsers', groupName: null, reaches: 'person' }),
      ],
    },
    'passed',
    /through All devices, All users/,
  ],
  [
    'by many',
    { assignments: ['A', 'B', 'C', 'D'].map((groupName) => anAssignment('required', 'device', { groupName })) },
    'passed',
    /through A, B and 2 more/,
  ],
])
it('P23: a license that is held although nothing gives it is told', () => {
  const { checks } = explain(someFacts({ assignments: [] }))
  expect(checks.find(({ key }) => key === 'reached')?.evidence).toEqual([
    { label: 'Holds a license all the same', value: 'on C02TEST00007', at },
  ])
})

decides('excluded', [
  [
    'the device',
    { assignments: [anAssignment('required'), excluding] },
    'failed',
    /excludes Loaners, and iPad 7 is in it/,
    /^Take iPad 7 out of Loaners/,
  ],
  [
    'its user',
    { assignments: [anAssignment('required'), { ...excluding, reaches: 'person' }] },
    'failed',
    /and Ada Lovelace is in it/,
    /^Take Ada Lovelace out/,
  ],
])
tells('excluded', [['nobody', {}, 'passed', /^No exclusion/]])

decides('intent', [
  [
    'a book that is to be uninstalled',
    { ...book, assignments: [anAssignment('uninstall', 'user')] },
    'failed',
    /cannot be uninstalled/,
    /^Delete the assignment/,
  ],
])
tells('intent', [
  ['Required', {}, 'passed', /^Required by Sales/],
  ['Available', { assignments: [anAssignment('available')] }, 'passed', /^Available through Sales/],
  ['Uninstall', removing, 'passed', /^Uninstall by Sales/],
])
it('P15: who lost is told, with the reason', () => {
  const assignments = [
    anAssignment('available', 'device', { groupName: 'Weaker' }),
    anAssignment('required', 'device', { groupName: 'First', position: 1 }),
    anAssignment('required', 'device', { groupName: 'Second', position: 2 }),
    anAssignment('required', 'user', { groupName: 'ByUser' }),
  ]
  const { checks } = explain(someFacts({ assignments }))
  expect(checks.find(({ key }) => key === 'intent')?.evidence.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'First won: Required, Device licensing',
    'Second lost: Required, Device licensing: the same is asked for further up in the list',
    'ByUser lost: Required, User licensing: Device licensing goes before User licensing',
    'Weaker lost: Available, Device licensing: a stronger intent wins',
  ])
})

decides('licenseType', [
  [
    'not for devices',
    { app: { ...base.app, deviceAssignable: false } },
    'failed',
    /does not license this app to devices/,
    /^Choose User/,
  ],
  [
    'no serial number',
    { device: aDevice({ serialNumber: null }) },
    'failed',
    /hides its serial number/,
    /^Choose User/,
  ],
  ['no primary user', { ...byUser, person: null }, 'failed', /needs a primary user/, /^Choose Device/],
  ['a Shared iPad', { ...byUser, device: aDevice({ isShared: true }) }, 'failed', /needs a primary user/],
  [
    'a kiosk',
    { ...byUser, device: aDevice({ isKiosk: true }) },
    'failed',
    /never gets a user license/,
    /^Choose Device/,
  ],
  ['the sixth device', { ...byUser, device: aDevice({ placeAmongDevices: 6 }) }, 'failed', /more than five devices/],
  [
    'a person without a device',
    { device: null, person: aPerson({ deviceCount: 0 }) },
    'failed',
    /no device that could hold/,
    /^Choose User/,
  ],
  ['a person with devices', { device: null }, 'unknown', /licensed to the devices of Ada/, /^Open Explain/],
  [
    'a book for devices',
    { ...book, device: aDevice() },
    'failed',
    /licensed to people, never to devices/,
    /^Assign it/,
  ],
])
tells('licenseType', [
  ['a device license', {}, 'passed', /tied to the serial number of iPad 7/],
  ['a user license', byUser, 'passed', /tied to Ada Lovelace/],
  ['the fifth device', { ...byUser, device: aDevice({ placeAmongDevices: 5 }) }, 'passed', /^A user license is due/],
  ['Uninstall', removing, 'skipped', /needs no license/],
])

decides('otherToken', [
  [
    'P15: required there, uninstalled here',
    { ...removing, siblings: [sibling()] },
    'passed',
    /^ACME West requires Keynote/,
    /so that they agree/,
  ],
  [
    'P15: uninstalled there, available here',
    { assignments: [anAssignment('available')], siblings: [sibling({ reaching: [anAssignment('uninstall')] })] },
    'failed',
    /^ACME West uninstalls Keynote/,
    /so that they agree/,
  ],
  [
    'an invitation is open there',
    { ...lacks, deviceLicense: null, siblings: [sibling({ standing: 'awaitingAcceptance' })] },
    'waiting',
    /^ACME West serves/,
  ],
  [
    'held there, assigned there no more',
    { ...lacks, siblings: [sibling({ standing: 'held', reaching: [] })] },
    'passed',
    /^ACME West serves/,
  ],
  [
    'another token’s license is held',
    { deviceLicense: null, siblings: [sibling({ standing: 'held' })] },
    'passed',
    /^ACME West serves iPad 7/,
    /^Open Explain for Keynote of ACME West/,
  ],
  [
    'another token has one free',
    { ...lacks, app: shortApp, siblings: [sibling({ availableCount: 3 })] },
    'waiting',
    /^ACME West serves/,
  ],
])
tells('otherToken', [
  ['the only token', {}, 'skipped', /the only token/],
  ['held here', { siblings: [sibling({ availableCount: 9 })] }, 'passed', /^ACME serves iPad 7/],
  [
    'Uninstall everywhere',
    { ...removing, siblings: [sibling({ reaching: [anAssignment('uninstall')] })] },
    'skipped',
    /needs no license/,
  ],
  ['another token that is short too', { ...lacks, app: shortApp, siblings: [sibling()] }, 'passed', /^ACME serves/],
  ['a license held here, required there', { siblings: [sibling({ standing: 'waiting' })] }, 'passed', /^ACME serves/],
  [
    'another token that only offers it',
    { ...lacks, siblings: [sibling({ availableCount: 9, reaching: [anAssignment('available')] })] },
    'passed',
    /^ACME serves/,
  ],
  [
    'another token that excludes it',
    { ...lacks, app: shortApp, siblings: [sibling({ availableCount: 9, reaching: [excluding] })] },
    'passed',
    /^ACME serves/,
  ],
])

const offered = { assignments: [anAssignment('available')] }
decides('requested', [
  [
    'nobody has asked',
    { ...offered, deviceLicense: null },
    'waiting',
    /nobody has asked for it yet/,
    /^Have Ada Lovelace ask/,
  ],
  [
    'no user who could ask',
    { ...offered, deviceLicense: null, person: null },
    'waiting',
    /nobody/,
    /whoever uses iPad 7/,
  ],
  [
    'a person',
    { ...book, userLicense: null, assignments: [anAssignment('available', 'user')] },
    'waiting',
    /nobody/,
    /^Have Ada/,
  ],
])
tells('requested', [
  ['Required', {}, 'skipped', /Nobody has to ask/],
  ['asked for', { ...offered, requestedAt: at }, 'passed', /was asked for/],
  ['held already', offered, 'passed', /holds a license already/],
])
