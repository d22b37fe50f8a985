/** An invitation may be sent again after this pause, so that nobody is flooded with them (P29). */
export const resendPauseMs = 10 * 60_000

/** From when on an invitation may be sent again. */
export function resendFrom(invitedAt: Date | null): Date {
  return new Date((invitedAt?.getTime() ?? -resendPauseMs) + resendPauseMs)
}
