import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { memberTexts } from '../texts-members.ts'
import type { MemberLines } from './member-lines.ts'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' } })

const shown = 5

/** Who is named more than once, by line; each is added once. */
export function Repeats({ repeats }: { repeats: MemberLines['repeats'] }) {
  const styles = useStyles()
  if (repeats.length === 0) return null
  const lines = repeats
    .slice(0, shown)
    .map(({ name, line, firstLine }) => memberTexts.add.repeat(line, name, firstLine))
  const rest = repeats.length - lines.length
  return (
    <Text size={200} className={styles.quiet}>
      {memberTexts.add.repeats} {lines.join(' · ')}
      {rest > 0 && ` · ${memberTexts.add.moreRepeats(rest)}`}
    </Text>
  )
}
