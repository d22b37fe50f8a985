import { Prisma } from '../../generated/prisma/client.ts'

/** Where a target stands with one asset. */
export type LicenseStanding =
  | 'held'
  | 'promised'
  | 'waiting'
  | 'awaitingAcceptance'
  | 'awaitingRemoval'
  | 'returning'
  | 'failed'

/**
 * The standing of a target, from its latest order (absent: all its columns are null) and whether Apple says that it holds a license; null
 * when it neither holds nor wants one. A license that Apple holds wins over an order for it; only an order to take it back wins over that.
 */
export const standingOf = (order: string, isHeld: string): Prisma.Sql =>
  Prisma.raw(`case
    when ${order}.kind = 'disassociate' and ${order}.state = 'awaitingRemoval' then 'awaitingRemoval'
    when ${order}.kind = 'disassociate' and ${order}.state in ('waiting', 'reserved', 'sent', 'unknown') then 'returning'
    when ${isHeld} then 'held'
    when ${order}.state in ('waiting', 'awaitingAcceptance') then ${order}.state::text
    when ${order}.state in ('reserved', 'sent', 'unknown') then 'promised'
    when ${order}.state = 'failed' and ${order}.kind = 'associate' then 'failed' end`)

/**
 * Why an order waits or failed. While its token is paused, that is why it waits, whatever came before; and while Apple refuses to make the
 * person a user, what Apple says.
 */
export const reasonOf = (order: string): Prisma.Sql =>
  Prisma.raw(`case
    when ${order}.state = 'waiting' and exists (
      select 1 from tokens paused where paused.id = ${order}.token_id and paused.paused_at is not null)
    then 'All licenses of this token were called back, and no new ones are given out until an administrator resumes it.'
    when ${order}.state = 'awaitingAcceptance' then coalesce((
      select made.reason from vpp_users made
      where made.token_id = ${order}.token_id and made.client_user_id = ${order}.target and made.status is null), ${order}.reason)
    else ${order}.reason end`)
