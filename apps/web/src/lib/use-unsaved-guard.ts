import { useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'

/** Holds back leaving the page (to another page, or by closing the tab) while there is something unsaved. */
export function useUnsavedGuard(isDirty: boolean) {
  const isReleased = useRef(false)

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !isReleased.current && currentLocation.pathname !== nextLocation.pathname,
  )
  /** To be called right before leaving on purpose, once everything is saved. */
  const release = () => {
    isReleased.current = true
  }
  return { blocker, release }
}
