import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { PersonRegular } from '@fluentui/react-icons/svg/person'

const useStyles = makeStyles({
  root: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  large: { fontSize: '32px' },
})

export function UserIcon({ isLarge = false }: { isLarge?: boolean }) {
  const styles = useStyles()
  return <PersonRegular className={mergeClasses(styles.root, isLarge && styles.large)} aria-hidden="true" />
}
