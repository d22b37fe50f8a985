import { Button } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { useEffect, useState } from 'react'

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  // Browsers give it only to pages that came over HTTPS or from this machine.
  const clipboard: Clipboard | undefined = navigator.clipboard
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  if (!clipboard) return null
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
      onClick={() => void clipboard.writeText(text).then(() => setIsCopied(true))}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  )
}
