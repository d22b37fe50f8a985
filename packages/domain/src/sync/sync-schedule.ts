/** Scheduled syncs come around in this many minutes: twice a day (P9). */
export const syncPeriodMinutes = 720

/**
 * The minute of the half day at which a location is synced. It depends on the `uId` alone, so that thousands of tokens spread evenly
 * over the day and keep their minute when the program restarts (P9).
 */
export function syncMinuteOf(uId: string): number {
  // FNV-1a: small, and even over texts that differ in their last digit only.
  let hash = 0x811c9dc5
  for (const character of uId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % syncPeriodMinutes
}

/** When a token with this minute is synced next, strictly after `now`. */
export function nextSyncAt(syncMinute: number, now: Date): Date {
  const minuteMs = 60_000
  const periodMs = syncPeriodMinutes * minuteMs
  const candidate = Math.floor(now.getTime() / periodMs) * periodMs + syncMinute * minuteMs
  return new Date(candidate > now.getTime() ? candidate : candidate + periodMs)
}
