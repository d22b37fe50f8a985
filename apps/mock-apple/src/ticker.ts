import type { FakeApple } from '@pomona/apple-vpp/fake'

/** The longest time that a timer of the platform takes. */
const longestMs = 2 ** 31 - 1

/** Lets an Apple do by itself what is due. */
export type Ticker = {
  /** Something changed: there may be something due earlier. */
  touch(): void
  stop(): void
}

/** Wakes the Apple whenever something is due; its clock is the one on the wall. */
export function createTicker(fake: FakeApple, onFailure: (error: unknown) => void): Ticker {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let isTouched = false

  const arm = (): void => {
    clearTimeout(timer)
    const at = isStopped ? undefined : fake.nextWorkAt()
    if (at !== undefined) timer = setTimeout(tick, Math.min(longestMs, Math.max(0, at - Date.now())))
  }
  const tick = (): void => {
    fake.work().catch(onFailure).finally(arm)
    // What is not being posted at this moment does not wait for what is.
    arm()
  }

  return {
    touch() {
      // Many changes in one turn are looked at once.
      if (isTouched) return
      isTouched = true
      setImmediate(() => {
        isTouched = false
        arm()
      })
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
