import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { formatCount } from '../lib/format.ts'

export type Counts = {
  held: number
  /** Left out where it is not known. */
  promised?: number
  free: number
  waiting: number
  isUnlimited?: boolean
}

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  bar: { display: 'flex', columnGap: '2px', height: '6px' },
  thick: { height: '10px' },
  part: { minWidth: '3px', height: '100%', borderRadius: tokens.borderRadiusSmall },
  held: { backgroundColor: tokens.colorCompoundBrandBackground },
  promised: { backgroundColor: tokens.colorPaletteBlueBorderActive },
  free: {
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground6,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  // Beyond the end of what is owned, hence the gap before it.
  waiting: { backgroundColor: tokens.colorStatusDangerBackground3, marginInlineStart: tokens.spacingHorizontalXS },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground2,
  },
  word: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  swatch: { width: '8px', height: '8px', borderRadius: tokens.borderRadiusSmall },
  short: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  noMargin: { marginInlineStart: 0 },
})

const parts = ['held', 'promised', 'free', 'waiting'] as const
type Part = (typeof parts)[number]

function wordsOf(part: Part, counts: Counts): string {
  return part === 'free' && counts.isUnlimited ? 'Unlimited' : `${formatCount(counts[part] ?? 0)} ${part}`
}

type CountBarProps = {
  counts: Counts
  isLarge?: boolean
  /** How much of the width the bar takes, from 0 to 1, so that bars under each other can be compared. */
  share?: number
}

/** Held · promised · free · waiting (beyond the end) as one thin bar, with the numbers in words; red only when somebody waits. */
export function CountBar({ counts, isLarge = false, share = 1 }: CountBarProps) {
  const styles = useStyles()
  const present = parts.filter((part) => (counts[part] ?? 0) > 0)
  const said = isLarge
    ? parts.filter((part) => (part === 'waiting' ? counts.waiting > 0 : counts[part] !== undefined))
    : present
  // Against two thousand million free ones nothing else would be visible.
  const shareOf = (part: Part) => (part === 'free' && counts.isUnlimited ? 1 : (counts[part] ?? 0))
  return (
    <div className={styles.root}>
      <div
        className={mergeClasses(styles.bar, isLarge && styles.thick)}
        style={{ width: `${share * 100}%` }}
        aria-hidden="true"
      >
        {present.map((part) => (
          <span
            key={part}
            className={mergeClasses(styles.part, styles[part])}
            style={{ flexGrow: shareOf(part), flexBasis: 0 }}
          />
        ))}
      </div>
      <div className={styles.words}>
        {said.map((part) => (
          <span key={part} className={mergeClasses(styles.word, part === 'waiting' && styles.short)}>
            {isLarge && (
              <span className={mergeClasses(styles.swatch, styles[part], styles.noMargin)} aria-hidden="true" />
            )}
            {wordsOf(part, counts)}
          </span>
        ))}
        {said.length === 0 && <span>None</span>}
      </div>
    </div>
  )
}
