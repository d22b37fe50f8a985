import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowPreviousRegular } from '@fluentui/react-icons/svg/arrow-previous'
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left'
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right'
import { formatCount } from '../lib/format.ts'
import { pageSize } from '../lib/use-list-state.ts'
import type { ListState } from '../lib/use-list-state.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontVariantNumeric: 'tabular-nums',
  },
  range: { marginInlineEnd: 'auto', color: tokens.colorNeutralForeground2 },
})

type PagerProps = {
  list: Pick<ListState, 'page' | 'canGoBack' | 'goFirst' | 'goBack' | 'goNext'>
  shown: number
  totalCount: number
  nextCursor: string | undefined
  /** The rows of the former page still stand while the next are on their way. */
  isLoading: boolean
}

/** "1–50 of 12,431", and the way to the next and the previous page. */
export function Pager({ list, shown, totalCount, nextCursor, isLoading }: PagerProps) {
  const styles = useStyles()
  const first = (list.page - 1) * pageSize + 1
  const range = `${formatCount(first)}–${formatCount(first + shown - 1)} of ${formatCount(totalCount)}`
  const hasPages = list.page > 1 || nextCursor !== undefined
  return (
    <nav className={styles.root} aria-label="Pages">
      <output className={styles.range}>{isLoading ? 'Loading…' : range}</output>
      {hasPages && (
        <>
          {list.page > 2 && (
            <Button appearance="subtle" icon={<ArrowPreviousRegular />} onClick={list.goFirst}>
              First page
            </Button>
          )}
          <Button
            appearance="subtle"
            icon={<ChevronLeftRegular />}
            disabledFocusable={!list.canGoBack}
            onClick={list.goBack}
          >
            Previous
          </Button>
          <Button
            appearance="subtle"
            icon={<ChevronRightRegular />}
            iconPosition="after"
            disabledFocusable={nextCursor === undefined || isLoading}
            onClick={() => {
              if (nextCursor !== undefined && !isLoading) list.goNext(nextCursor)
            }}
          >
            Next
          </Button>
        </>
      )}
    </nav>
  )
}
