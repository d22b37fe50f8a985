import { makeStyles } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { formatExactTime, formatRelative } from '../lib/format.ts'

/** The present, moving on every half minute so that "2 minutes ago" stays true. */
export function useNow(intervalMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return now
}

const useStyles = makeStyles({ root: { whiteSpace: 'nowrap' } })

/** "3 hours ago", with the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow()
  return (
    <time className={useStyles().root} dateTime={at} title={formatExactTime(at)}>
      {formatRelative(at, now)}
    </time>
  )
}
