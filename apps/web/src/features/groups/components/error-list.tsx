import { makeStyles, tokens } from '@fluentui/react-components'
import { Notice } from '../../../ui/notice.tsx'

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalL,
    maxHeight: '176px',
    overflowY: 'auto',
  },
})

/** Something was refused, for these reasons. */
export function ErrorList({ title, lines }: { title: string; lines: readonly string[] }) {
  const styles = useStyles()
  return (
    <Notice intent="error" title={title}>
      {lines.length === 1 ? (
        lines[0]
      ) : (
        <ul className={styles.list}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
