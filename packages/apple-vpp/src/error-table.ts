import type { ErrorCode } from '@pomona/domain'
import type { RetryClass } from './apple-error.ts'

/** Our code, whether trying again can help, what happened, what to do. */
export type ErrorRow = readonly [code: ErrorCode, retry: RetryClass, title: string, nextStep: string]

const newToken = 'Download a new token from Apple and renew the token with it.'
const waitAndRetry = 'Nothing has to be done: it is tried again by itself.'
const reportIt = 'This should not happen. Report it with the error number.'
const splitAgain = 'Apple’s limits are read again and the request is split.'

/** The error numbers of the App and Book Management API, version 2 (Apple’s page `handling-error-responses`). */
export const errorTable: Readonly<Record<number, ErrorRow>> = {
  9601: ['token_invalid', 'never', 'Apple asks for a sign-in: the token was not accepted.', newToken],
  9602: ['apple_rejected', 'never', 'Apple found something wrong in the request.', reportIt],
  9603: ['apple_unavailable', 'later', 'Something went wrong inside Apple’s service.', waitAndRetry],
  9609: [
    'apple_rejected',
    'afterRefresh',
    'Apple does not know this user, or the user was retired.',
    'The user is registered at Apple again, or dropped, and then it is tried once more.',
  ],
  9621: ['token_expired', 'never', 'The token has expired.', newToken],
  9622: ['token_invalid', 'never', 'Apple does not accept the token.', newToken],
  9623: ['apple_rejected', 'never', 'Apple found a push notification token that is not valid.', reportIt],
  9625: [
    'token_revoked',
    'never',
    'The token was revoked, for instance because the password of the account that downloaded it was changed.',
    newToken,
  ],
  9634: [
    'apple_rejected',
    'afterRefresh',
    'Apple has removed this part of its service.',
    'Apple’s addresses are read again. If it stays so, look for a newer version of this console.',
  ],
  9635: [
    'apple_rejected',
    'never',
    'The Apple Account cannot be associated with this user: it is unknown or belongs to another organization.',
    'Correct the user’s Managed Apple Account.',
  ],
  9637: [
    'token_read_only',
    'never',
    'The token may read but not write: the account that downloaded it cannot manage licenses.',
    'Let a content manager who may manage licenses download the token, and renew the token with it.',
  ],
  9641: [
    'apple_rejected',
    'never',
    'The Apple Account is already associated with another user.',
    'Give each person an Apple Account of their own.',
  ],
  9644: ['apple_unavailable', 'later', 'Apple’s service is being maintained.', waitAndRetry],
  9646: ['apple_busy', 'later', 'Apple got too many requests from this organization.', waitAndRetry],
  9647: ['token_invalid', 'never', 'The token is of an old kind that has no location.', newToken],
  9650: [
    'apple_changed_mid_walk',
    'afterRefresh',
    'Apple’s list became shorter while it was read.',
    'It is read again from the start.',
  ],
  9700: ['apple_rejected', 'afterRefresh', 'Too many apps or books in one request.', splitAgain],
  9701: ['apple_rejected', 'afterRefresh', 'Too many users in one request.', splitAgain],
  9702: ['apple_rejected', 'afterRefresh', 'Too many serial numbers in one request.', splitAgain],
  9703: ['apple_rejected', 'never', 'The same app or book was named twice in one request.', reportIt],
  9704: ['apple_rejected', 'never', 'The same user was named twice in one request.', reportIt],
  9705: ['apple_rejected', 'never', 'The same serial number was named twice in one request.', reportIt],
  9706: [
    'apple_rejected',
    'never',
    'The license cannot be taken back.',
    'Licenses of books stay with the person who got them. Nothing can be done.',
  ],
  9707: [
    'apple_rejected',
    'never',
    'The app or book cannot be licensed to devices.',
    'Assign it with license type User.',
  ],
  9708: [
    'apple_outcome_unknown',
    'afterRefresh',
    'Apple no longer knows how the request ended.',
    'Apple’s list of associations is read to find out.',
  ],
  9709: [
    'apple_rejected',
    'afterRefresh',
    'No license was left at Apple.',
    'Buy more licenses, or release some. Who is short stays in line and is served by itself.',
  ],
  9710: ['apple_rejected', 'never', 'The notification address and its secret have to come together.', reportIt],
  9711: [
    'apple_rejected',
    'never',
    'The notification address or its secret is too long for Apple.',
    'Use a shorter public address.',
  ],
  9712: [
    'apple_rejected',
    'never',
    'The notification address is not valid or not https.',
    'Use a public address that starts with https://.',
  ],
  9713: ['apple_rejected', 'never', 'The text that claims the location is too long for Apple.', reportIt],
  9714: ['apple_rejected', 'afterRefresh', 'Too many users in one request.', splitAgain],
  9715: ['apple_rejected', 'never', 'The same user was named twice in one request.', reportIt],
  9716: [
    'apple_rejected',
    'afterRefresh',
    'The user exists at Apple already.',
    'The user is read from Apple and used as it is.',
  ],
  9717: ['apple_rejected', 'never', 'Apple does not accept the e-mail address.', 'Correct the user’s e-mail address.'],
  9718: ['apple_rejected', 'never', 'The request named no app or book.', reportIt],
  9719: ['apple_rejected', 'never', 'The request named neither a user nor a serial number.', reportIt],
  9720: ['apple_rejected', 'never', 'The request named no user.', reportIt],
  9721: [
    'apple_rejected',
    'afterRefresh',
    'Apple no longer knows the version that was read last.',
    'Everything is read again.',
  ],
  9722: ['token_invalid', 'never', 'Apple could not read the token that was sent.', newToken],
  9723: ['apple_rejected', 'never', 'The claim on the location is incomplete.', reportIt],
  9724: ['apple_rejected', 'never', 'The id that claims the location is too long for Apple.', reportIt],
  9725: ['apple_rejected', 'never', 'The name that claims the location is too long for Apple.', reportIt],
  9726: ['apple_rejected', 'never', 'Apple does not know this kind of request.', reportIt],
  9727: ['apple_rejected', 'never', 'Apple does not accept this form of request.', reportIt],
  9728: [
    'apple_rejected',
    'later',
    'Apple could not reach the notification address.',
    'Make the public address reachable from the internet. Until then Apple is asked at intervals.',
  ],
  9729: ['apple_unavailable', 'later', 'Apple’s service is not available for the moment.', waitAndRetry],
  9805: ['apple_rejected', 'afterRefresh', 'Too many subscriptions in one request.', splitAgain],
  9811: ['apple_rejected', 'never', 'The subscription cannot be associated in this way.', reportIt],
  9812: [
    'apple_changed_mid_walk',
    'afterRefresh',
    'Apple lost the place in its list of subscriptions.',
    'It is read again from the start.',
  ],
  9813: ['apple_rejected', 'never', 'Apple does not know this app or subscription.', 'Sync the token, then try again.'],
  9814: [
    'apple_rejected',
    'never',
    'The user has not accepted the invitation yet, and a subscription needs that.',
    'Ask the person to accept the invitation.',
  ],
  9815: [
    'apple_rejected',
    'afterRefresh',
    'The user does not hold this subscription.',
    'Sync the token, then look again.',
  ],
  9816: ['apple_rejected', 'afterRefresh', 'Too many subscriptions in one request.', splitAgain],
  9817: [
    'apple_rejected',
    'never',
    'The user has the subscription already, through a group at Apple.',
    'Nothing has to be done.',
  ],
  9818: [
    'apple_rejected',
    'never',
    'Subscriptions cannot be turned off while there are some.',
    'End the subscriptions at Apple first.',
  ],
}
