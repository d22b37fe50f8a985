import { useSyncExternalStore } from 'react'

let isEnded = false
const listeners = new Set<() => void>()

/** Whether the server no longer knows the session of a page that is open. */
export function setSessionEnded(value: boolean): void {
  isEnded = value
  for (const listener of listeners) listener()
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isEnded,
  )
}
