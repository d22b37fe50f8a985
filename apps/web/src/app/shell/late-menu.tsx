import { Button } from '@fluentui/react-components'
import { Suspense, useState } from 'react'
import type { ComponentType, ReactElement } from 'react'

type LateMenuProps = { icon: ReactElement; label: string; load: () => Promise<unknown>; Menu: ComponentType }

/** A menu's button. The menu itself is loaded when somebody reaches for it: the first page does without it. */
export function LateMenu({ icon, label, load, Menu }: LateMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const button = (
    <Button
      appearance="subtle"
      icon={icon}
      aria-label={label}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setIsWanted(true)}
    />
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Menu />
    </Suspense>
  )
}
