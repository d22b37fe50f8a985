import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { unlimitedCount } from '@pomona/domain'
import { historyTexts as texts } from '../texts-history.ts'

const useStyles = makeStyles({
  root: { whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  after: { fontWeight: tokens.fontWeightSemibold },
})

const said = (count: number) => (count >= unlimitedCount ? texts.sync.unlimited : formatCount(count))

/** A count before and after, as "100 → 120"; one number where it stayed or where there is only one. */
export function BeforeAfter({ before, after }: { before: number | undefined; after: number | undefined }) {
  const styles = useStyles()
  if (before === undefined && after === undefined) return null
  if (before === undefined || after === undefined || before === after) {
    const isGone = after === undefined
    return (
      <span className={mergeClasses(styles.root, (isGone || before === after) && styles.quiet)}>
        {said(after ?? before ?? 0)}
      </span>
    )
  }
  return (
    <span className={styles.root}>
      <span aria-hidden="true">
        <span className={styles.quiet}>{said(before)} → </span>
        <span className={styles.after}>{said(after)}</span>
      </span>
      <VisuallyHidden>{texts.sync.change(said(before), said(after))}</VisuallyHidden>
    </span>
  )
}
