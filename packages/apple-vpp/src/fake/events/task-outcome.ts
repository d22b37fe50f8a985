import type { WireAssignment } from '../../wire/licenses.ts'
import type { WireNotifiedUser } from '../../wire/notifications.ts'
import type { Culprit, EventState, EventWork } from './event-state.ts'

/** What became of one task: what it was about, and why it failed if it did. */
export type TaskOutcome = {
  failure?: { errorNumber: number; culprit: Culprit }
  /** What was given, taken back, or could not be. */
  assignments?: WireAssignment[]
  user?: WireNotifiedUser
}

/** One task of an event. */
export type Task = {
  event: EventState
  work: EventWork
  index: number
  /** The number with which it fails whatever it is. */
  forcedError: number | undefined
}
