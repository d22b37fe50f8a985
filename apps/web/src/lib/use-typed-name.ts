import { useState } from 'react'

/** A name that has to be typed before something goes on: right or not, and whether that has been tried. */
export function useTypedName(name: string) {
  const [typed, setTyped] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isRight = typed.trim() === name.trim()
  return {
    typed,
    isWrong: isTried && !isRight,
    onChange: (value: string) => {
      setTyped(value)
      setIsTried(false)
    },
    /** Goes on if the name is right, else says at the field that it is not. */
    check: (goOn: () => void) => {
      setIsTried(true)
      if (isRight) goOn()
    },
  }
}
