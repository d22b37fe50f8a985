import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { texts } from '../texts.ts'
import { SignInForm } from './sign-in-form.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: '440px' },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})

/** Over the page one was on, so that nothing entered there is lost. */
export function SessionEndedDialog({ isOpen, onSignedIn }: { isOpen: boolean; onSignedIn: () => void }) {
  const styles = useStyles()
  return (
    <Dialog modalType="alert" open={isOpen}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{texts.ended.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <span>{texts.ended.text}</span>
            <SignInForm onSignedIn={onSignedIn} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
