import type { UserView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { texts } from '../texts.ts'
import { Standing } from './standing.tsx'
import { UserIcon } from './user-icon.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: '2px', listStyleType: 'none', margin: 0, padding: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  label: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
})

/** A person with very many tokens does not make a row taller than the window. */
const shownMax = 3

function AtApple({ user }: { user: UserView }) {
  const styles = useStyles()
  if (user.vppUsers.length === 0) return <Text className={styles.quiet}>{texts.notAtApple}</Text>
  const more = user.vppUsers.length - shownMax
  return (
    <ul className={styles.list}>
      {user.vppUsers.slice(0, shownMax).map((vppUser) => (
        <li key={vppUser.id}>
          <Standing user={vppUser} withToken />
        </li>
      ))}
      {more > 0 && (
        <li>
          <Text size={200} className={styles.quiet}>
            {texts.more(more)}
          </Text>
        </li>
      )}
    </ul>
  )
}

function Account({ account }: { account: string | null }) {
  const styles = useStyles()
  return <Text className={account === null ? styles.quiet : styles.label}>{account ?? texts.noAccount}</Text>
}

export const userColumns: readonly Column<UserView>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    sortKey: 'displayName',
    width: '32%',
    render: (user) => (
      <NameCell icon={<UserIcon />} name={user.displayName} to={`/users/${user.id}`} second={user.email} />
    ),
  },
  {
    id: 'account',
    label: texts.columns.account,
    width: '28%',
    isWide: true,
    render: (user) => <Account account={user.managedAppleId} />,
  },
  {
    id: 'devices',
    label: texts.columns.devices,
    isNumber: true,
    width: '96px',
    render: (user) => formatCount(user.deviceCount),
  },
  { id: 'apple', label: texts.columns.apple, isWide: true, render: (user) => <AtApple user={user} /> },
]
