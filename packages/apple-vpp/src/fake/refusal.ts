import type { WireErrorInfo, WireErrorResponse } from '../wire/errors.ts'

/** The HTTP status and a text for every number that this Apple answers with. */
const refusals: Readonly<Record<number, readonly [httpStatus: number, message: string]>> = {
  9601: [401, 'Login required.'],
  9602: [400, 'Invalid argument.'],
  9603: [500, 'Internal error.'],
  9609: [400, 'Registered user not found.'],
  9621: [401, 'The token has expired.'],
  9622: [401, 'Invalid authentication token.'],
  9623: [400, 'The push notification token is not valid.'],
  9625: [401, 'The token was revoked.'],
  9634: [410, 'This service has been removed.'],
  9635: [400, 'The Apple Account cannot be associated with this user.'],
  9637: [403, 'This account may not carry out the operation.'],
  9641: [400, 'The Apple Account is already associated with another user.'],
  9644: [503, 'The service is being maintained.'],
  9646: [429, 'Too many requests for this organization.'],
  9647: [403, 'Tokens of the old kind are not supported.'],
  9650: [400, 'The page index is out of range.'],
  9700: [400, 'Too many assets.'],
  9701: [400, 'Too many clientUserIds.'],
  9702: [400, 'Too many serialNumbers.'],
  9703: [400, 'Duplicate assets.'],
  9704: [400, 'Duplicate clientUserIds.'],
  9705: [400, 'Duplicate serialNumbers.'],
  9706: [400, 'The asset is not revocable.'],
  9707: [400, 'The asset cannot be assigned to devices.'],
  9708: [400, 'No event has this eventId.'],
  9709: [400, 'Not enough licenses.'],
  9710: [400, 'notificationUrl and notificationAuthToken must come together.'],
  9711: [400, 'notificationUrl or notificationAuthToken is too long.'],
  9712: [400, 'notificationUrl is not a valid https address.'],
  9713: [400, 'mdmInfo.metadata is too long.'],
  9714: [400, 'Too many users.'],
  9715: [400, 'Duplicate users.'],
  9716: [400, 'An active user has this clientUserId.'],
  9717: [400, 'The email address is malformed.'],
  9718: [400, 'No assets given.'],
  9719: [400, 'Neither clientUserIds nor serialNumbers given.'],
  9720: [400, 'No users given.'],
  9721: [400, 'Invalid version id.'],
  9722: [401, 'The Authorization header must have the form Bearer {token}.'],
  9723: [400, 'mdmInfo needs id, name and metadata.'],
  9724: [400, 'mdmInfo.id is too long.'],
  9725: [400, 'mdmInfo.name is too long.'],
  9726: [405, 'The method is not supported.'],
  9727: [415, 'The Content-Type is not supported.'],
  9728: [400, 'The notification address could not be reached.'],
  9729: [503, 'The service is temporarily unavailable.'],
  9805: [400, 'Too many subscriptions.'],
  9811: [400, 'The subscription association is invalid.'],
  9812: [400, 'The cursor is invalid.'],
  9813: [400, 'The adamId is invalid.'],
  9814: [400, 'No associated user has this clientUserId.'],
  9815: [400, 'The user is not assigned to this adamId.'],
  9816: [400, 'Too many subscriptions.'],
  9817: [400, 'The subscription is already assigned through a group.'],
  9818: [400, 'There are subscriptions: they cannot be disabled.'],
}

/** What service/config says of errors. */
export const refusalList: readonly WireErrorResponse[] = Object.entries(refusals).map(([number, [, errorMessage]]) => ({
  errorNumber: Number(number),
  errorMessage,
}))

/** A refusal by this Apple: nothing was done. */
export class AppleRefusal extends Error {
  readonly errorNumber: number
  readonly httpStatus: number
  readonly body: WireErrorResponse

  constructor(errorNumber: number, errorInfo?: WireErrorInfo) {
    const { httpStatus, message } = describeRefusal(errorNumber)
    super(message)
    this.name = 'AppleRefusal'
    this.errorNumber = errorNumber
    this.httpStatus = httpStatus
    this.body = { errorNumber, errorMessage: message, ...(errorInfo && { errorInfo }) }
  }
}

export function describeRefusal(errorNumber: number): { httpStatus: number; message: string } {
  const [httpStatus, message] = refusals[errorNumber] ?? [400, 'Refused.']
  return { httpStatus, message }
}
