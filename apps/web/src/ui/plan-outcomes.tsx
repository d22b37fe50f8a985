import { planOutcomes } from '@pomona/domain'
import type { PlanOutcome } from '@pomona/domain'
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { BoxRegular } from '@fluentui/react-icons/svg/box'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { MailRegular } from '@fluentui/react-icons/svg/mail'
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited'
import type { ReactElement } from 'react'
import { formatCount } from '../lib/format.ts'
import { StateLabel } from './state-label.tsx'
import type { Tone } from './state-label.tsx'

export type OutcomeCount = { outcome: PlanOutcome; count: number }

type Words = {
  /** Beside a name, and as the head of a list: "Gets a license". */
  label: string
  /** After a number: "3 get a license". */
  verb: (count: number) => string
  /** What it means, for somebody who reads it for the first time. */
  meaning: string
}

const verb = (one: string, many: string) => (count: number) => (count === 1 ? one : many)

/** What each outcome of a plan is called, everywhere. */
export const outcomeWords: Record<PlanOutcome, Words> = {
  gets: {
    label: 'Gets a license',
    verb: verb('gets a license', 'get a license'),
    meaning: 'A license is free and is given at once.',
  },
  invites: {
    label: 'Is invited first',
    verb: verb('is invited first', 'are invited first'),
    meaning: 'The person has to accept Apple’s invitation. No license is used until then.',
  },
  short: {
    label: 'Has to wait',
    verb: verb('has to wait', 'have to wait'),
    meaning: 'No license is left. They stand in line and are served as licenses are bought or given back.',
  },
  keeps: {
    label: 'Keeps the license',
    verb: verb('keeps the license', 'keep the license'),
    meaning: 'They have a license already, and it stays meant for them.',
  },
  offered: {
    label: 'May ask for it',
    verb: verb('may ask for it', 'may ask for it'),
    meaning: 'Offered in the Company Portal. A license is used once somebody asks.',
  },
  loses: {
    label: 'Loses the license',
    verb: verb('loses the license', 'lose the license'),
    meaning: 'The license goes back and is free for others.',
  },
  stays: {
    label: 'Keeps it unassigned',
    verb: verb('keeps a license that nobody asks for', 'keep a license that nobody asks for'),
    meaning: 'No assignment gives it any more, but it stays on the device until somebody takes it back.',
  },
  refused: {
    label: 'Cannot get it',
    verb: verb('cannot get it', 'cannot get it'),
    meaning: 'An assignment reaches them and cannot be carried out. The reason stands beside.',
  },
}

const looks: Record<PlanOutcome, { tone: Tone; icon?: ReactElement }> = {
  gets: { tone: 'moving' },
  invites: { tone: 'neutral', icon: <MailRegular /> },
  short: { tone: 'danger', icon: <ClockRegular /> },
  keeps: { tone: 'neutral', icon: <KeyRegular /> },
  offered: { tone: 'neutral', icon: <BoxRegular /> },
  loses: { tone: 'warning', icon: <ArrowUndoRegular /> },
  stays: { tone: 'neutral', icon: <KeyRegular /> },
  refused: { tone: 'warning', icon: <ProhibitedRegular /> },
}

/** One outcome: icon and word, or with a number "3 get a license". */
export function OutcomeLabel({ outcome, count }: { outcome: PlanOutcome; count?: number }) {
  const { label, verb: verbOf } = outcomeWords[outcome]
  return (
    <StateLabel {...looks[outcome]}>
      {count === undefined ? label : `${formatCount(count)} ${verbOf(count)}`}
    </StateLabel>
  )
}

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  bar: { display: 'flex', columnGap: '2px', height: '10px' },
  part: { minWidth: '3px', height: '100%', borderRadius: tokens.borderRadiusSmall, boxSizing: 'border-box' },
  gets: { backgroundColor: tokens.colorPaletteBlueBorderActive },
  invites: {
    backgroundColor: tokens.colorPaletteBlueBackground2,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorPaletteBlueBorderActive}`,
  },
  short: { backgroundColor: tokens.colorStatusDangerBackground3 },
  keeps: { backgroundColor: tokens.colorCompoundBrandBackground },
  offered: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  loses: { backgroundColor: tokens.colorStatusWarningBackground3 },
  stays: { backgroundColor: tokens.colorNeutralStrokeAccessible },
  refused: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder2}`,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    fontVariantNumeric: 'tabular-nums',
  },
  inline: { flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  swatch: { width: '8px', height: '8px', flexShrink: 0 },
  button: {
    padding: `0 ${tokens.spacingHorizontalXXS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    textDecorationLine: 'underline',
    cursor: 'pointer',
    minHeight: '24px',
    ':hover': { color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The outcomes that somebody has, in the order in which a plan tells them. */
export function presentOutcomes(outcomes: readonly OutcomeCount[]): OutcomeCount[] {
  return planOutcomes.flatMap((outcome) => {
    const count = outcomes.find((counted) => counted.outcome === outcome)?.count ?? 0
    return count > 0 ? [{ outcome, count }] : []
  })
}

type OutcomeCountsProps = {
  outcomes: readonly OutcomeCount[]
  /** Side by side instead of one under the other. */
  isInline?: boolean
  /** Makes each number the way to the names behind it. */
  onShow?: (outcome: PlanOutcome) => void
  /** Said where nothing would change. */
  none?: string
}

/** A plan's counts as one bar and in words: who gets, is invited, waits, keeps, may ask, loses, is refused. */
export function OutcomeCounts({ outcomes, isInline = false, onShow, none = 'Nothing changes.' }: OutcomeCountsProps) {
  const styles = useStyles()
  const present = presentOutcomes(outcomes)
  if (present.length === 0) return <Text className={styles.quiet}>{none}</Text>
  return (
    <div className={styles.root}>
      <div className={styles.bar} aria-hidden="true">
        {present.map(({ outcome, count }) => (
          <span
            key={outcome}
            className={mergeClasses(styles.part, styles[outcome])}
            style={{ flexGrow: count, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className={mergeClasses(styles.list, isInline && styles.inline)} aria-label="What would happen">
        {present.map(({ outcome, count }) => (
          <li key={outcome} className={styles.row} title={outcomeWords[outcome].meaning}>
            <span className={mergeClasses(styles.part, styles.swatch, styles[outcome])} aria-hidden="true" />
            {onShow ? (
              <button type="button" className={styles.button} onClick={() => onShow(outcome)}>
                <OutcomeLabel outcome={outcome} count={count} />
              </button>
            ) : (
              <OutcomeLabel outcome={outcome} count={count} />
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
