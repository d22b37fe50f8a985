import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useFocusReturn } from '../lib/use-focus-return.ts'

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
    // On a small screen the dialog scrolls; what is in it keeps its height.
    '& > *': { flexShrink: 0 },
  },
  actions: { justifySelf: 'end' },
  button: { whiteSpace: 'nowrap' },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
})

type ConfirmDialogProps = {
  isOpen: boolean
  title: string
  /** What goes, what stays, what cannot be undone. */
  children: ReactNode
  /** Says what the button does: "Release 3 licenses". Without it there is nothing to confirm, only to close. */
  confirmLabel?: string | undefined
  cancelLabel?: string
  isDestructive?: boolean
  isBusy?: boolean
  onConfirm: () => void
  onCancel: () => void
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  // A closed dialog is not there at all: even closed, it would put invisible focus stops into the page.
  return props.isOpen ? <OpenDialog {...props} /> : null
}

function OpenDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, cancelLabel = 'Cancel', isBusy = false, onConfirm, onCancel } = props
  const styles = useStyles()
  useFocusReturn()
  return (
    <Dialog
      modalType="alert"
      open
      onOpenChange={(_, data) => {
        if (!data.open) onCancel()
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions fluid className={styles.actions}>
            {confirmLabel !== undefined && (
              <Button
                appearance="primary"
                disabledFocusable={isBusy}
                onClick={onConfirm}
                className={mergeClasses(styles.button, props.isDestructive && styles.danger)}
              >
                {confirmLabel}
              </Button>
            )}
            <Button onClick={onCancel} className={styles.button}>
              {cancelLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
