import { useEffect, useState } from 'react'

/** Gives focus back to where it was when this appeared, once it is gone. */
export function useFocusReturn(): void {
  const [origin] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the dialog has let go of it.
      setTimeout(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body
        if (isLost && origin instanceof HTMLElement && origin.isConnected) origin.focus()
      })
    },
    [origin],
  )
}
