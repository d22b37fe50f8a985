import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out'
import { useNavigate } from 'react-router'
import { useSignOut } from '../../features/session/api/sign-out.ts'
import { useMe } from '../../lib/session.ts'
import { texts } from './texts.ts'

const useStyles = makeStyles({
  who: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Shown once it was asked for, hence open. */
export function AccountMenu() {
  const styles = useStyles()
  const me = useMe()
  const signOut = useSignOut()
  const navigate = useNavigate()
  if (!me) return null
  return (
    <Menu defaultOpen positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<PersonRegular />} aria-label={texts.account(me.displayName)} />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <Text weight="semibold">{me.displayName}</Text>
          <Text size={200} className={styles.quiet}>
            {me.email}
          </Text>
          <Text size={200} className={styles.quiet}>
            {texts.roles[me.role]}
          </Text>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuItem
            icon={<SignOutRegular />}
            onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate('/sign-in') })}
          >
            {texts.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
