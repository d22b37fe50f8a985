import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { ReactNode } from 'react'
import { useFocusReturn } from '../lib/use-focus-return.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '100vw', width: '560px' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    paddingBlock: tokens.spacingVerticalS,
  },
  form: { display: 'flex', flexDirection: 'column', minHeight: 0, flexGrow: 1, alignSelf: 'stretch' },
  footer: { flexWrap: 'wrap', borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
})

type SidePanelProps = {
  title: string
  onClose: () => void
  /** With it, the panel is a form and the footer's submit button sends it. */
  onSubmit?: () => void
  footer?: ReactNode
  children: ReactNode
}

/** A short task at the right edge, over the page it belongs to. Rendered only while it is open. */
export function SidePanel({ title, onClose, onSubmit, footer, children }: SidePanelProps) {
  const styles = useStyles()
  useFocusReturn()
  const content = (
    <>
      <DrawerBody>
        <div className={styles.body}>{children}</div>
      </DrawerBody>
      {footer && <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>}
    </>
  )
  return (
    <OverlayDrawer
      position="end"
      className={styles.surface}
      open
      onOpenChange={(_, data) => {
        if (!data.open) onClose()
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} onClick={onClose} />}
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      {onSubmit ? (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            onSubmit()
          }}
        >
          {content}
        </form>
      ) : (
        content
      )}
    </OverlayDrawer>
  )
}
