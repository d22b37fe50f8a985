import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { Navigation } from './navigation.tsx'
import { texts } from './texts.ts'

type NavigationDrawerProps = { isOpen: boolean; onClose: () => void; tokensInTrouble: number }

/** The navigation of small windows. */
export function NavigationDrawer({ isOpen, onClose, tokensInTrouble }: NavigationDrawerProps) {
  return (
    <OverlayDrawer
      position="start"
      open={isOpen}
      onOpenChange={(_, { open }) => {
        if (!open) onClose()
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={texts.closeNavigation}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {texts.product}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Navigation tokensInTrouble={tokensInTrouble} onNavigate={onClose} />
      </DrawerBody>
    </OverlayDrawer>
  )
}
