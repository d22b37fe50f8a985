import { AppError, type ErrorCode } from '@pomona/domain'

/** Whether trying again can help: not at all, after a pause, or after reading Apple's counts and limits anew. */
export const retryClasses = ['never', 'later', 'afterRefresh'] as const
export type RetryClass = (typeof retryClasses)[number]

/** Whom and what a refusal names: the rest of the request would have done. */
export type Concerned = { adamIds: string[]; clientUserIds: string[]; serialNumbers: string[] }

/** A refusal by Apple's service, or a failure to reach it, translated once. */
export class AppleError extends AppError {
  /** Apple's number; absent when there was no answer or none that could be read. */
  readonly errorNumber: number | undefined
  readonly retry: RetryClass
  /** How long Apple asked us to stay away. */
  readonly retryAfterMs: number | undefined
  /** Apple accepted the write all the same; this is its receipt. */
  readonly eventId: string | undefined
  /** Absent when Apple names nobody: then it is about the request as a whole. */
  readonly concerns: Concerned | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      retry: RetryClass
      errorNumber?: number | undefined
      retryAfterMs?: number | undefined
      eventId?: string | undefined
      concerns?: Concerned | undefined
      cause?: unknown
    },
  ) {
    super(code, message, { cause: options.cause })
    this.name = 'AppleError'
    this.errorNumber = options.errorNumber
    this.retry = options.retry
    this.retryAfterMs = options.retryAfterMs
    this.eventId = options.eventId
    this.concerns = options.concerns
  }
}
