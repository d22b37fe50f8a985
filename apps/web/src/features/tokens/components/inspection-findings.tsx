import type { TokenInspection } from '@pomona/contracts'
import { Checkbox, Field, makeStyles, Text, tokens } from '@fluentui/react-components'
import { regionName } from '../../../lib/format.ts'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Section } from '../../../ui/section.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  card: { backgroundColor: tokens.colorNeutralBackground2 },
  note: { color: tokens.colorNeutralForeground3 },
  consent: { marginTop: tokens.spacingVerticalXS },
})

/** The other MDM with what it says of itself, or that there is none (P2). */
function managerOf({ claimedBy, existingToken }: TokenInspection): string {
  if (claimedBy)
    return [claimedBy.name.trim() || texts.inspect.unnamedMdm, claimedBy.metadata.trim()].filter(Boolean).join(' · ')
  return existingToken ? texts.inspect.managedHere : texts.inspect.managedByNobody
}

export function InspectionFindings({ inspection }: { inspection: TokenInspection }) {
  const styles = useStyles()
  const { owns } = inspection
  return (
    <Section title={texts.inspect.title} isCard className={styles.card}>
      <KeyFacts
        facts={[
          { label: texts.inspect.organization, value: inspection.organizationName },
          { label: texts.inspect.location, value: inspection.locationName },
          { label: texts.inspect.country, value: regionName(inspection.countryOrRegion) },
          { label: texts.inspect.type, value: texts.accountTypes[inspection.accountType] },
          { label: texts.inspect.expires, value: texts.inspect.days(inspection.daysLeft) },
          {
            label: texts.inspect.owns,
            value: texts.inspect.ownsText(owns.assets, owns.associations, owns.users),
          },
          { label: texts.inspect.managedBy, value: managerOf(inspection) },
        ]}
      />
      <Text size={200} className={styles.note}>
        {texts.inspect.note}
      </Text>
    </Section>
  )
}

type TakeControlProps = {
  claimedBy: NonNullable<TokenInspection['claimedBy']>
  isAgreed: boolean
  problem: string | undefined
  onChange: (isAgreed: boolean) => void
}

/** Taking a location from another MDM is its own, separately worded consent (P2). */
export function TakeControl({ claimedBy, isAgreed, problem, onChange }: TakeControlProps) {
  const styles = useStyles()
  const name = claimedBy.name.trim() || texts.inspect.unnamedMdm
  return (
    <Notice intent="warning" title={texts.inspect.claimedTitle(name)}>
      {texts.inspect.claimed(name)}
      <Field className={styles.consent} validationMessage={problem ?? null}>
        <Checkbox
          label={texts.inspect.consent}
          checked={isAgreed}
          onChange={(_, data) => onChange(data.checked === true)}
        />
      </Field>
    </Notice>
  )
}
