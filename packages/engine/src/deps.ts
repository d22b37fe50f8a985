import type { VppClient } from '@pomona/apple-vpp'
import type { Database } from '@pomona/db'
import type { HooksAddress } from './notifications/hooks-address.ts'
import type { SecretBox } from './secret-box.ts'

/** What the use cases log with; pino fits. Nothing secret is ever handed to it. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** How long the use cases wait for Apple; tests shorten it. */
export type Timing = {
  /** From Apple's receipt to the first question about it, and how much longer for each thing asked for. */
  firstPollMs: number
  firstPollPerItemMs: number
  /** Between two questions about the same event: Apple asks for at least 30 s. */
  pollMs: number
  /** An event that is pending for so long is settled by reading Apple instead. */
  pendingMaxMs: number
  /** From a lost answer to reading what Apple made of it; Apple may still be working. */
  unknownSettleMs: number
  unknownSettlePerItemMs: number
}

export const appleTiming: Timing = {
  firstPollMs: 2_000,
  firstPollPerItemMs: 2,
  pollMs: 30_000,
  pendingMaxMs: 10 * 60_000,
  unknownSettleMs: 5_000,
  unknownSettlePerItemMs: 2,
}

/** Everything a use case may need; each asks for its part by `Pick`. */
export type Deps = {
  database: Database
  vpp: VppClient
  secrets: SecretBox
  /** How Pomona names itself when it claims a location. */
  mdm: { name: string; metadata: string }
  /** Where Apple posts notifications to (P13), or why it cannot. */
  hooks: HooksAddress
  tokensMax: number
  /** A device that is wiped, un-enrolled or deleted gives its device licenses back (P23). */
  reclaimsFromLeavers: boolean
  timing: Timing
  now: () => Date
  newId: () => string
  log: Log
}

/** Who wants something. */
export type Actor = { accountId: string | null; name: string }

/** Pomona itself, for what nobody asked for at that moment. */
export const pomona: Actor = { accountId: null, name: 'Pomona' }
