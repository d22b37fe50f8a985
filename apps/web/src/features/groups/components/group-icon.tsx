import type { GroupKind } from '@pomona/domain'
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { PhoneTabletRegular } from '@fluentui/react-icons/svg/phone-tablet'

const useStyles = makeStyles({
  root: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  large: { fontSize: '32px' },
})

/** Devices or people; the word for it always stands beside. */
export function GroupIcon({ kind, isLarge = false }: { kind: GroupKind; isLarge?: boolean }) {
  const styles = useStyles()
  const Icon = kind === 'device' ? PhoneTabletRegular : PeopleTeamRegular
  return <Icon className={mergeClasses(styles.root, isLarge && styles.large)} aria-hidden="true" />
}
