import type { Explanation } from '@pomona/contracts'
import type { CheckStatus } from '@pomona/domain'
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Section } from '../../../ui/section.tsx'
import { texts } from '../texts.ts'
import { asText } from './as-text.ts'
import { CheckStatusLabel } from './check-status.tsx'

const useStyles = makeStyles({
  root: { borderInlineStartWidth: tokens.strokeWidthThickest, maxWidth: '90ch' },
  passed: { borderInlineStartColor: tokens.colorStatusSuccessBorderActive },
  failed: { borderInlineStartColor: tokens.colorStatusDangerBorderActive },
  waiting: { borderInlineStartColor: tokens.colorStatusWarningBorderActive },
  unknown: { borderInlineStartColor: tokens.colorNeutralStrokeAccessible },
  skipped: { borderInlineStartColor: tokens.colorNeutralStrokeAccessible },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  next: { display: 'block' },
})

/** The answer in a sentence, and the next step. Said again to screen readers when it changes. */
export function Verdict({ explanation }: { explanation: Explanation }) {
  const styles = useStyles()
  const { status, title, nextStep } = explanation.verdict
  const look: Record<CheckStatus, string> = styles
  return (
    <Section
      title={texts.verdict}
      isCard
      className={mergeClasses(styles.root, look[status])}
      aside={<CopyButton text={asText(explanation)} label={texts.copy} />}
    >
      <output className={styles.content}>
        <CheckStatusLabel status={status} words={texts.verdicts} />
        <Text size={400}>{title}</Text>
        {nextStep !== null && (
          <Text className={styles.next}>
            <Text weight="semibold">{texts.next}:</Text> {nextStep}
          </Text>
        )}
      </output>
    </Section>
  )
}
