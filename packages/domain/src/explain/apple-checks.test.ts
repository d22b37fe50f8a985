import { expect, it } from 'vitest'
import { explain } from './explain.ts'
import { aDevice, anAppleUser, anOrder, aPerson, at, held, notHeld, someFacts } from './testing/facts.ts'
import { base, byUser, userNotHeld, book, removing, decides, tells, back, lacks, shortApp } from './testing/branches.ts'

const expired = { ...base.token, state: 'expired' as const, stateReason: 'The token has expired. Choose Renew.' }
const paused = { ...base.token, pausedAt: at }
decides('token', [
  [
    'expired',
    { deviceLicense: notHeld(), token: expired },
    'failed',
    /^ACME cannot change anything at Apple/,
    /Choose Renew\.$/,
  ],
  [
    'unusable for no known reason',
    { deviceLicense: notHeld(), token: { ...expired, stateReason: null } },
    'failed',
    /order waits/,
    /^Renew ACME/,
  ],
  ['paused', { deviceLicense: notHeld(), token: paused }, 'failed', /were called back/, /choose Resume/],
  ['expired, with a license to go back', { ...removing, token: expired }, 'failed', /cannot change anything/],
])
tells('token', [
  ['usable', {}, 'passed', /can be given and taken back/],
  ['ending soon', { token: { ...base.token, state: 'expiring' } }, 'passed', /can be given and taken back/],
  ['expired, and held', { token: expired }, 'passed', /keeps the license/],
  ['paused, and held', { token: paused }, 'passed', /keeps the license/],
  [
    'expired, with nothing to go back',
    { ...removing, deviceLicense: null, token: expired },
    'passed',
    /no license has to go back/,
  ],
  ['paused, with a license to go back', { ...removing, token: paused }, 'passed', /can be given and taken back/],
])

const retired = anAppleUser({ status: 'Retired' })
decides('appleUser', [
  ['not known yet', { ...userNotHeld, appleUser: null }, 'waiting', /not known to Apple by ACME yet/],
  [
    'being made',
    { ...userNotHeld, appleUser: anAppleUser({ status: null, wanted: 'create' }) },
    'waiting',
    /is being told/,
  ],
  [
    'refused by Apple',
    { ...userNotHeld, appleUser: anAppleUser({ status: null, wanted: 'create', reason: 'Malformed e-mail.' }) },
    'failed',
    /did not take Ada/,
    /page of Ada/,
  ],
  [
    'refused by Apple for good',
    { ...userNotHeld, appleUser: anAppleUser({ status: null, wanted: null, reason: 'Not of this organization.' }) },
    'failed',
    /did not take Ada/,
    /page of Ada/,
  ],
  ['retired', { ...userNotHeld, appleUser: retired }, 'failed', /was retired/, /^Invite Ada/],
])
tells('appleUser', [
  ['a device license', {}, 'skipped', /needs no invitation/],
  ['Uninstall', removing, 'skipped', /Uninstalling needs no invitation/],
  ['known', byUser, 'passed', /^Apple knows Ada/],
  ['retired, and still held', { ...byUser, appleUser: retired }, 'passed', /still holds the license/],
])

const invited = { ...userNotHeld, appleUser: anAppleUser({ status: 'Registered', idHash: null }) }
decides('invitation', [
  ['P26: not accepted yet', invited, 'waiting', /has not accepted/, /^Ask Ada/],
  [
    'P26: a Managed Apple Account',
    { ...invited, person: aPerson({ managedAppleId: 'ada@managed.example' }) },
    'waiting',
    /need not do anything/,
  ],
  [
    'P28: the iTunes Store is blocked',
    { ...invited, device: aDevice({ isStoreBlocked: true }) },
    'failed',
    /iTunes Store is blocked on iPad 7/,
    /^Choose Device licensing .* or lift the restriction/,
  ],
])
tells('invitation', [
  ['a device license', {}, 'skipped', /needs no invitation/],
  ['Uninstall', removing, 'skipped', /needs no invitation/],
  ['accepted', byUser, 'passed', /has accepted/],
])

const shared = anAppleUser({ sharedWith: [{ id: 'person-2', displayName: 'Bob Babbage' }] })
const otherAccount = { ...byUser, device: aDevice({ storeAccountHash: 'hash-of-bob' }) }
decides('appleAccount', [
  [
    'P27: two people on one account',
    { ...byUser, appleUser: shared },
    'failed',
    /Ada Lovelace and Bob Babbage accepted/,
    /of their own/,
  ],
  [
    'P27: another account on the device',
    { ...otherAccount, install: null },
    'failed',
    /signed in with another/,
    /sign in on iPad 7/,
  ],
])
tells('appleAccount', [
  ['a device license', {}, 'skipped', /needs no Apple Account/],
  ['Uninstall', removing, 'skipped', /needs no Apple Account/],
  ['the same account', byUser, 'passed', /signed in with the Apple Account that Ada/],
  ['a person', book, 'passed', /of their own/],
  ['nothing told', { ...byUser, device: aDevice({ storeAccountHash: null }) }, 'unknown', /has not told/],
  ['another account, and installed', otherAccount, 'passed', /signed in/],
])

decides('license', [
  ['about to be ordered', { deviceLicense: null }, 'waiting', /about to join the line/],
  ['ordered no more', { deviceLicense: notHeld(anOrder('canceled')) }, 'waiting', /about to join the line/],
  ['taken back a moment ago', { deviceLicense: notHeld(back('confirmed')) }, 'waiting', /about to join the line/],
  [
    'P22: short',
    { app: shortApp, deviceLicense: notHeld(anOrder('waiting', { place: 3 })) },
    'waiting',
    /at place 3: all 25 licenses/,
    /^Buy more/,
  ],
  ['next in line with one free', lacks, 'waiting', /at place 1, and a license of Keynote is free/],
  [
    'in line behind those that take what is free',
    { deviceLicense: notHeld(anOrder('waiting', { place: 6 })) },
    'waiting',
    /at place 6: all/,
  ],
  [
    'accepted, about to join the line',
    { ...userNotHeld, userLicense: notHeld(anOrder('awaitingAcceptance')) },
    'waiting',
    /joins the line now/,
  ],
  [
    'P24: being taken back by hand',
    { deviceLicense: held(back('sent')) },
    'waiting',
    /is being taken back/,
    /end of the line/,
  ],
  [
    'P23: waits for the removal',
    { ...removing, deviceLicense: held(back('awaitingRemoval')) },
    'waiting',
    /goes back once Keynote is gone/,
    /release it by hand/,
  ],
  ['about to be called back', removing, 'waiting', /about to be called back/],
])
tells('license', [
  ['held', {}, 'passed', /^iPad 7 holds a license/],
  ['held, after one was taken back', { deviceLicense: held(back('failed')) }, 'passed', /^iPad 7 holds/],
  ['promised', { deviceLicense: notHeld(anOrder('reserved')) }, 'passed', /is promised to iPad 7/],
  ['was promised', { deviceLicense: notHeld(anOrder('failed')) }, 'passed', /was promised/],
  ['nothing to go back', { ...removing, deviceLicense: null }, 'passed', /holds no license/],
  ['on its way back', { ...removing, deviceLicense: held(back('sent')) }, 'passed', /on its way back/],
  [
    'the user’s, for another device',
    { ...removing, deviceLicense: null, userLicense: held() },
    'passed',
    /another device of theirs/,
  ],
])

const refusal = { number: 9609, message: 'Unable to find the registered user.' }
decides('appleEvent', [
  ['promised', { deviceLicense: notHeld(anOrder('reserved', { retryAt: at })) }, 'waiting', /asked for iPad 7 next/],
  ['sent', { deviceLicense: notHeld(anOrder('sent', { eventId: 'e-1', acceptedAt: at })) }, 'waiting', /has accepted/],
  ['lost', { deviceLicense: notHeld(anOrder('unknown')) }, 'waiting', /answer was lost/],
  [
    'refused',
    { deviceLicense: notHeld(anOrder('failed', { error: refusal })) },
    'failed',
    /refused the license/,
    /Retry/,
  ],
  [
    'refused to take it back',
    { ...removing, deviceLicense: held(back('failed')) },
    'failed',
    /refused to take/,
    /Retry/,
  ],
  ['going back', { ...removing, deviceLicense: held(back('sent')) }, 'waiting', /has accepted/],
])
tells('appleEvent', [
  [
    'confirmed',
    { deviceLicense: held(anOrder('confirmed', { eventId: 'e-1' })) },
    'passed',
    /^Apple confirmed the license/,
  ],
  [
    'told before the order is settled',
    { deviceLicense: held(anOrder('sent')) },
    'passed',
    /^Apple confirmed the license/,
  ],
  ['given by somebody else', {}, 'passed', /no order of Pomona gave it/],
  [
    'back',
    { ...removing, deviceLicense: notHeld(back('confirmed')) },
    'passed',
    /confirmed that the license of iPad 7 is back/,
  ],
  ['nothing to take back', { ...removing, deviceLicense: null }, 'passed', /Nothing is open/],
])
it('shows Apple’s event and error in words', () => {
  const order = anOrder('failed', { eventId: 'e-1', acceptedAt: at, error: refusal, reason: 'Refused.', attempts: 8 })
  const { checks } = explain(someFacts({ deviceLicense: notHeld(order) }))
  expect(checks.find(({ key }) => key === 'appleEvent')?.evidence).toEqual([
    { label: 'Order to give', value: 'failed', at },
    { label: 'Apple’s event', value: 'e-1', at },
    { label: 'Apple’s error 9609', value: refusal.message, at: null },
    { label: 'Reason', value: 'Refused.', at: null },
    { label: 'Tries', value: '8', at: null },
  ])
})
