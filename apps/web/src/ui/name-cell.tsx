import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { TextLink } from './text-link.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  first: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  second: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

type NameCellProps = { icon?: ReactNode; name: string; to?: string; second?: ReactNode; tag?: ReactNode }

/** A row's name as the way into it, with a quieter second line. */
export function NameCell({ icon, name, to, second, tag }: NameCellProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      {icon}
      <div className={styles.text}>
        <span className={styles.first}>
          {to ? <TextLink to={to}>{name}</TextLink> : <Text>{name}</Text>}
          {tag}
        </span>
        {second && (
          <Text size={200} className={styles.second}>
            {second}
          </Text>
        )}
      </div>
    </div>
  )
}
