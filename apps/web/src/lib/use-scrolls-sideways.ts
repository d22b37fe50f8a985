import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Whether an element is wider inside than outside: then it needs a tab stop, so that keys can scroll it. */
export function useScrollsSideways(element: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const current = element.current
    if (!current) return
    const observer = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return scrolls
}
