import { makeStyles, SearchBox } from '@fluentui/react-components'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

const useStyles = makeStyles({
  root: { width: '320px', maxWidth: '100%', '@media (max-width: 640px)': { width: '100%' } },
})

type ListSearchProps = { label: string; value: string; onChange: (value: string) => void }

/** Searches as one types, once the typing pauses. */
export function ListSearch({ label, value, onChange }: ListSearchProps) {
  const styles = useStyles()
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const send = useEffectEvent(onChange)

  useEffect(() => {
    // The address changed by other means, Back for instance: the box follows.
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])

  useEffect(() => {
    const trimmed = text.trim()
    if (trimmed === sent.current) return
    const timer = setTimeout(() => {
      sent.current = trimmed
      send(trimmed)
    }, 250)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <SearchBox
      className={styles.root}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, data) => setText(data.value)}
    />
  )
}
