import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { TextLink } from './text-link.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  second: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

type NameCellProps = { icon?: ReactNode; name: string; to?: string; second?: ReactNode }

/** A row's name as the way into it, with a quieter second line. */
export function NameCell({ icon, name, to, second }: NameCellProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      {icon}
      <div className={styles.text}>
        {to ? <TextLink to={to}>{name}</TextLink> : <Text>{name}</Text>}
        {second && (
          <Text size={200} className={styles.second}>
            {second}
          </Text>
        )}
      </div>
    </div>
  )
}
