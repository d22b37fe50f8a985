import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** Moments to send that one program got: `startsInMs` from now, one after the other over the span that it asked for. */
export type MomentsLease = { kind: 'given'; startsInMs: number } | { kind: 'paused'; forMs: number }

/** Whoever is given moments does not wait for the disk: after a loss of power they have passed long ago. */
const atOnce = Prisma.sql`set_config('synchronous_commit', 'off', true)`

/**
 * Gives out the next `spanMs` of a token's time, after whatever others were given and after a pause that Apple asked for. A pause that
 * lasts longer than `longestWaitMs` is told instead. Absent when the token is not stored: then there is nobody to share with.
 */
export async function leaseMoments(
  db: Db,
  request: { tokenId: string; spanMs: number; longestWaitMs: number },
): Promise<MomentsLease | undefined> {
  const span = Prisma.sql`make_interval(secs => ${request.spanMs / 1000}::double precision)`
  const rows = await db.$queryRaw<{ startsInMs: number }[]>(Prisma.sql`
    insert into request_budgets as budget (token_id, given_until)
    select id, clock_timestamp() + ${span} from tokens, ${atOnce} where id = ${request.tokenId}::uuid
    on conflict (token_id) do update
    set given_until = greatest(budget.given_until, budget.paused_until, clock_timestamp()) + ${span}
    where coalesce(budget.paused_until, '-infinity')
      <= clock_timestamp() + make_interval(secs => ${request.longestWaitMs / 1000}::double precision)
    returning extract(epoch from given_until - ${span} - clock_timestamp())::double precision * 1000 as "startsInMs"`)
  const [given] = rows
  if (given !== undefined) return { kind: 'given', startsInMs: Math.max(0, given.startsInMs) }
  const paused = await db.$queryRaw<{ forMs: number }[]>(Prisma.sql`
    select extract(epoch from paused_until - clock_timestamp())::double precision * 1000 as "forMs"
    from request_budgets where token_id = ${request.tokenId}::uuid and paused_until > clock_timestamp()`)
  return paused[0] && { kind: 'paused', forMs: paused[0].forMs }
}

/**
 * Keeps everybody away from a token's location, and tells for how long. Without a time from Apple the pause is `firstMs`, twice the
 * former one when that ended less than `soonMs` ago, and `longestMs` at most; a refusal during a pause is part of what led to it.
 */
export async function pauseRequests(
  db: Db,
  pause: {
    tokenId: string
    retryAfterMs: number | undefined
    firstMs: number
    longestMs: number
    soonMs: number
    /** From 0 to 1: how much of the pause's second half is added. */
    random: number
  },
): Promise<number | undefined> {
  const ms = (value: number | Prisma.Sql) => Prisma.sql`make_interval(secs => (${value})::double precision / 1000)`
  const named = pause.retryAfterMs ?? null
  const rows = await db.$queryRaw<{ forMs: number }[]>(Prisma.sql`
    with former as (
      select tokens.id,
        coalesce(budget.paused_until > clock_timestamp(), false) as is_paused,
        budget.paused_until, coalesce(budget.pause_ms, 0) as pause_ms,
        coalesce(budget.paused_until > clock_timestamp() - ${ms(pause.soonMs)}, false) as is_soon
      from tokens left join request_budgets budget on budget.token_id = tokens.id
      where tokens.id = ${pause.tokenId}::uuid
    ), next as (
      select id, case
          when is_paused then pause_ms
          when is_soon and pause_ms > 0 then least(pause_ms * 2, ${pause.longestMs}::int)
          else ${pause.firstMs}::int end as pause_ms,
        case when is_paused then paused_until end as paused_until
      from former
    )
    insert into request_budgets as budget (token_id, given_until, paused_until, pause_ms)
    select id, clock_timestamp(), greatest(paused_until, case
        when ${named}::double precision is not null then clock_timestamp() + ${ms(Prisma.sql`${named}::double precision`)}
        when paused_until is null then clock_timestamp() + ${ms(Prisma.sql`pause_ms * (0.5 + ${pause.random}::double precision / 2)`)}
      end), pause_ms
    from next
    on conflict (token_id) do update set paused_until = greatest(budget.paused_until, excluded.paused_until),
      pause_ms = excluded.pause_ms
    returning extract(epoch from paused_until - clock_timestamp())::double precision * 1000 as "forMs"`)
  return rows[0]?.forMs
}
