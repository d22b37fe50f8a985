import type { ErrorRow } from './error-table.ts'

const syncFirst = 'Sync the token, then look again.'
const reportIt = 'This should not happen. Report it with the error number.'
const waitAndRetry = 'Nothing has to be done: it is tried again by itself.'

/** Numbers of the service’s first version (Apple’s page `interpreting-error-codes`): devices still report some of them. */
export const legacyErrorTable: Readonly<Record<number, ErrorRow>> = {
  9600: ['apple_rejected', 'never', 'Something is missing in the request.', reportIt],
  9604: ['apple_rejected', 'afterRefresh', 'Apple did not find what was asked for.', syncFirst],
  9605: [
    'apple_rejected',
    'never',
    'The Apple Account belongs to the store of another country.',
    'Use an Apple Account of the country in which the app is offered.',
  ],
  9606: ['apple_rejected', 'never', 'Apple could not make a token.', reportIt],
  9607: [
    'apple_rejected',
    'never',
    'The license cannot be taken back.',
    'Licenses of books stay with the person who got them. Nothing can be done.',
  ],
  9608: ['apple_unavailable', 'later', 'Apple gave an empty answer.', waitAndRetry],
  9610: [
    'apple_rejected',
    'afterRefresh',
    'Apple found no license for this device or user.',
    'It often takes a moment until a new license is known everywhere. It is tried again by itself.',
  ],
  9611: ['apple_rejected', 'never', 'Apple does not know the administrator of the token.', reportIt],
  9612: ['apple_unavailable', 'later', 'Apple could not hand out the license.', waitAndRetry],
  9613: ['apple_unavailable', 'later', 'Apple could not take the license back.', waitAndRetry],
  9614: ['apple_rejected', 'never', 'Apple found a date that it cannot read.', reportIt],
  9615: [
    'apple_rejected',
    'never',
    'Apple does not know the country of the organization.',
    'Check the organization’s address at Apple.',
  ],
  9616: [
    'apple_rejected',
    'afterRefresh',
    'The license is assigned already: another user may have the same Apple Account.',
    'Give each person an Apple Account of their own.',
  ],
  9617: [
    'apple_rejected',
    'afterRefresh',
    'Apple has moved this part of its service.',
    'Apple’s addresses are read again.',
  ],
  9618: ['apple_rejected', 'afterRefresh', 'The user was retired already.', 'Nothing has to be done.'],
  9619: ['apple_rejected', 'afterRefresh', 'The license is not assigned.', syncFirst],
  9620: ['apple_rejected', 'afterRefresh', 'The user was deleted already.', 'Nothing has to be done.'],
  9624: ['apple_rejected', 'afterRefresh', 'The license was refunded.', syncFirst],
  9626: ['apple_rejected', 'afterRefresh', 'The license was given to someone else in the meantime.', syncFirst],
  9627: [
    'apple_rejected',
    'later',
    'The license was moved too often in a short time.',
    'Apple lets it be moved again after a while.',
  ],
  9628: [
    'apple_rejected',
    'never',
    'The app or book cannot be licensed to devices.',
    'Assign it with license type User.',
  ],
  9629: [
    'apple_changed_mid_walk',
    'afterRefresh',
    'Apple’s list changed while it was read.',
    'It is read again from the start.',
  ],
  9630: ['apple_busy', 'later', 'The same request was refused too often: the license is assigned already.', syncFirst],
  9631: [
    'apple_busy',
    'later',
    'The same request was refused too often: no license was left.',
    'Buy more licenses, or release some.',
  ],
  9632: ['apple_busy', 'later', 'The same request was sent too often.', waitAndRetry],
  9633: [
    'apple_changed_mid_walk',
    'afterRefresh',
    'Apple lost the place in its list.',
    'It is read again from the start.',
  ],
  9636: ['apple_rejected', 'afterRefresh', 'Apple does not know this user.', syncFirst],
  9638: [
    'apple_rejected',
    'never',
    'The account cannot manage the organization’s licenses.',
    'Check the account’s role at Apple.',
  ],
  9639: [
    'apple_rejected',
    'never',
    'The account cannot manage the organization’s licenses.',
    'Check the account’s role at Apple.',
  ],
  9640: [
    'apple_rejected',
    'never',
    'The account cannot manage the organization’s licenses.',
    'Check the account’s role at Apple.',
  ],
  9642: [
    'apple_rejected',
    'never',
    'The account has not accepted the terms of Apple’s store.',
    'Sign in at Apple with that account and accept the terms.',
  ],
  9643: [
    'apple_rejected',
    'later',
    'The license is being moved to another location.',
    'Wait until the transfer has ended, then sync the token.',
  ],
  9645: [
    'token_assigned_to_external_mdm',
    'never',
    'The location is managed by Apple’s own device management and can only be read.',
    'Use a location of its own for this console.',
  ],
}
