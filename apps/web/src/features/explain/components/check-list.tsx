import type { ExplainCheck, Explanation } from '@pomona/contracts'
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { texts } from '../texts.ts'
import { checkNameOf } from './as-text.ts'
import { CheckStatusLabel } from './check-status.tsx'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  check: {
    display: 'grid',
    gridTemplateColumns: '28px 160px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderInlineStartWidth: tokens.strokeWidthThicker,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: 'transparent',
    '@media (max-width: 640px)': { gridTemplateColumns: '20px minmax(0, 1fr)' },
  },
  failed: {
    borderInlineStartColor: tokens.colorStatusDangerBorderActive,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
  waiting: { borderInlineStartColor: tokens.colorStatusWarningBorderActive },
  number: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  name: { margin: 0 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    minWidth: 0,
    overflowWrap: 'anywhere',
    maxWidth: '90ch',
    '@media (max-width: 640px)': { gridColumn: '2', marginTop: tokens.spacingVerticalXS },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  evidence: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  label: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  next: { display: 'block' },
})

function Check({ check, name, place }: { check: ExplainCheck; name: string; place: number }) {
  const styles = useStyles()
  const id = useId()
  const { status, title, evidence, nextStep } = check
  return (
    <li
      className={mergeClasses(
        styles.check,
        status === 'failed' && styles.failed,
        status === 'waiting' && styles.waiting,
      )}
      aria-labelledby={id}
    >
      <span className={styles.number} aria-hidden="true">
        {place}
      </span>
      <div className={styles.head}>
        <Text as="h3" id={id} weight="semibold" block className={styles.name}>
          {name}
        </Text>
        <CheckStatusLabel status={status} words={texts.statuses} />
      </div>
      <div className={styles.body}>
        <Text className={mergeClasses(status === 'skipped' && styles.quiet)}>{title}</Text>
        {evidence.length > 0 && (
          <dl className={styles.evidence} aria-label={texts.evidence(name)}>
            {evidence.map(({ label, value, at }) => [
              <dt key={`${label} ${value} label`} className={styles.label}>
                {label}
              </dt>,
              <dd key={`${label} ${value} value`} className={styles.value}>
                {value}
                {at !== null && (
                  <>
                    {value !== '' && ' · '}
                    <RelativeTime at={at} />
                  </>
                )}
              </dd>,
            ])}
          </dl>
        )}
        {nextStep !== null && (
          <Text className={styles.next}>
            <Text weight="semibold">{texts.next}:</Text> {nextStep}
          </Text>
        )}
      </div>
    </li>
  )
}

/** Every check in the order in which Pomona decides, each with what shows it and what to do. */
export function CheckList({ explanation }: { explanation: Explanation }) {
  const styles = useStyles()
  return (
    <ol className={styles.list} aria-label={texts.checks}>
      {explanation.checks.map((check, index) => (
        <Check key={check.key} check={check} name={checkNameOf(explanation, check)} place={index + 1} />
      ))}
    </ol>
  )
}
