import type { ExplainFacts } from './explain-facts.ts'
import { aCommand, aDevice, anInstall, at } from './testing/facts.ts'
import { base, book, removing, decides, tells } from './testing/branches.ts'

decides('osVersion', [
  [
    'too old',
    { device: aDevice({ osVersion: '16.7.2' }) },
    'failed',
    /needs version 17\.0, and iPad 7 has 16\.7\.2/,
    /^Update iPad 7/,
  ],
])
tells('osVersion', [
  ['new enough', {}, 'passed', /new enough/],
  ['nothing told', { device: aDevice({ osVersion: null }) }, 'unknown', /has not told/],
  ['no oldest version', { app: { ...base.app, minimumOsVersion: null } }, 'skipped', /names no oldest/],
  ['a person', book, 'skipped', /No device/],
])

decides('command', [
  ['queued', { command: aCommand('queued') }, 'waiting', /waits for iPad 7 to check in/, /check in/],
  ['sent', { command: aCommand('sent', { sentAt: at }) }, 'waiting', /waits for iPad 7 to check in/],
  ['not now', { command: aCommand('NotNow') }, 'waiting', /busy or locked/],
  [
    'an error',
    { command: aCommand('Error', { answeredAt: at, answer: 'No store account.' }) },
    'failed',
    /refused the command/,
    /retry/,
  ],
  ['given up', { command: aCommand('abandoned') }, 'failed', /stopped asking/, /retry/],
])
tells('command', [
  ['taken', {}, 'passed', /took the command/],
  ['not told', { command: null, install: null }, 'unknown', /has not been told yet/],
  [
    'not enrolled',
    { command: null, install: null, device: aDevice({ enrollmentState: 'notEnrolled' }) },
    'unknown',
    /cannot be told/,
  ],
  ['never told, and installed', { command: null }, 'skipped', /without a command/],
  ['a person', book, 'skipped', /No device/],
])

const gone: Partial<ExplainFacts> = { ...removing, deviceLicense: null }
decides('install', [
  ['installing', { install: anInstall('pendingInstall') }, 'waiting', /is being installed/],
  ['not there', { install: anInstall('notInstalled') }, 'failed', /not on iPad 7, though/, /^Retry/],
  ['failed', { install: anInstall('failed', { reason: 'Declined.' }) }, 'failed', /could not be installed/, /retry/],
  ['not removed', { ...gone, install: anInstall('uninstallFailed') }, 'failed', /could not be removed/],
  ['not for it', { install: anInstall('notApplicable') }, 'failed', /not for devices like/, /^Take iPad 7 out/],
  ['still there', { ...gone, install: anInstall('installed') }, 'waiting', /still on iPad 7/],
])
tells('install', [
  ['there', {}, 'passed', /is installed on iPad 7/],
  ['gone', { ...gone, install: anInstall('notInstalled') }, 'passed', /is gone from iPad 7/],
  ['not told', { install: null }, 'unknown', /has not reported/],
  ['unclear', { install: anInstall('unknown') }, 'unknown', /could not be understood/],
  ['a person', book, 'skipped', /No device/],
])
