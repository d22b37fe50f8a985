import { AppError } from '@pomona/domain'

/** What cannot be undone asks for the token's name, so that nobody does it to the wrong one. */
export function refuseOtherName(token: { displayName: string }, typed: string): void {
  if (typed.trim() === token.displayName) return
  throw new AppError('invalid_input', `This needs the token’s name, exactly as it is shown: ${token.displayName}.`, {
    details: [{ path: 'body.displayName', message: `Type ${token.displayName}.` }],
  })
}
