/** Every reason for which a use case can refuse to go on. Codes are stable: scripts, screens and tests match on them. */
export const errorCodes = [
  'invalid_input',
  'invalid_token_file',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'plan_changed',
  'token_exists',
  'token_limit_reached',
  'token_claimed_elsewhere',
  'token_expired',
  'token_revoked',
  'token_invalid',
  'token_read_only',
  'token_assigned_to_external_mdm',
  'precondition_required',
  'precondition_failed',
  'payload_too_large',
  'unsupported_media_type',
  'method_not_allowed',
  'too_many_requests',
  'apple_rejected',
  'apple_changed_mid_walk',
  'apple_busy',
  'apple_unavailable',
  'apple_outcome_unknown',
  'apple_answer_unreadable',
  'not_ready',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One problem with one field; `path` is the field's place in what was sent, `body.groups.0.intent` for instance. */
export type ErrorDetail = { path: string; message: string }

/**
 * An expected refusal. `message` is written for the administrator and safe to show: what happened, to what, what to do
 * next. `cause` is for the log and never leaves it.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: readonly ErrorDetail[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? []
  }
}
