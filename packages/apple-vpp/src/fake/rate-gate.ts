/** Counts the requests of each organization over the last second. */
export type RateGate = {
  /** Whether one more may pass; a request that may not does not count. */
  admit(uId: string, perSecondMax: number | undefined): boolean
}

export function createRateGate(now: () => Date): RateGate {
  const passed = new Map<string, number[]>()
  return {
    admit(uId, perSecondMax) {
      if (perSecondMax === undefined) return true
      const time = now().getTime()
      const recent = (passed.get(uId) ?? []).filter((each) => each > time - 1000)
      passed.set(uId, recent)
      if (recent.length >= perSecondMax) return false
      recent.push(time)
      return true
    },
  }
}
