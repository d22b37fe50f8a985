import { createToken } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMay } from '../../../lib/session.ts'
import { Section } from '../../../ui/section.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { maxWidth: '720px' },
  steps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, maxWidth: '70ch' },
  step: { paddingBlock: tokens.spacingVerticalXS },
})

/** Shown as long as there is no token: without one there is nothing else to see. */
export function FirstSteps() {
  const styles = useStyles()
  const mayCreate = useMay(createToken)
  return (
    <Section title={texts.first.title} isCard className={styles.root}>
      <Text>{mayCreate ? texts.first.text : texts.first.reader}</Text>
      {mayCreate && (
        <>
          <ol className={styles.steps}>
            {texts.first.steps.map((step) => (
              <li key={step} className={styles.step}>
                {step}
              </li>
            ))}
          </ol>
          <div>
            <LinkButton to="/tokens/create" appearance="primary">
              {texts.first.action}
            </LinkButton>
          </div>
        </>
      )}
    </Section>
  )
}
