/** Into so many parts a period between two rounds of scheduled syncs is cut; twice a day, each is a minute (P9). */
export const syncMinutes = 720

/**
 * The part of the period in which a location is synced. It depends on the `uId` alone, so that thousands of tokens spread evenly
 * over the period and keep their place when the program restarts (P9).
 */
export function syncMinuteOf(uId: string): number {
  // FNV-1a: small, and even over texts that differ in their last digit only.
  let hash = 0x811c9dc5
  for (const character of uId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % syncMinutes
}

/** When a token is synced next, strictly after `now`: in its part of this period or else of the next one. */
export function nextSyncAt(syncMinute: number, period: { start: Date; end: Date; endOfNext: Date }, now: Date): Date {
  const within = (start: Date, end: Date) =>
    new Date(start.getTime() + ((end.getTime() - start.getTime()) * syncMinute) / syncMinutes)
  const inThisPeriod = within(period.start, period.end)
  return inThisPeriod > now ? inThisPeriod : within(period.end, period.endOfNext)
}
