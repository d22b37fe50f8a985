import type { Intent, LicenseType } from '@pomona/domain'
import { Button, Checkbox, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down'
import { ChevronUpRegular } from '@fluentui/react-icons/svg/chevron-up'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useId, useState } from 'react'
import { TextLink } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'
import type { DraftRow } from './assignment-draft.ts'

const useStyles = makeStyles({
  root: {
    border: 'none',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    margin: 0,
    padding: `${tokens.spacingVerticalM} 0`,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  name: {
    flexGrow: 1,
    flexBasis: '180px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignSelf: 'center',
    '@media (max-width: 640px)': { flexBasis: '100%' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  field: { flexBasis: '148px', flexGrow: 0 },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  settings: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
})

// What this console can carry out; a line that says otherwise was made through the API and keeps its word.
const offeredIntents: readonly Intent[] = ['required', 'uninstall']
const offeredLicenseTypes: readonly LicenseType[] = ['device']

const settingNames = ['uninstallOnDeviceRemoval', 'isRemovable', 'preventBackup', 'preventAutomaticUpdate'] as const

type AssignmentRowProps = {
  row: DraftRow
  isNew: boolean
  isReadOnly: boolean
  onChange: (row: DraftRow) => void
  onRemove: () => void
}

/** One group and what it is to get: Type, License type, settings. */
export function AssignmentRow({ row, isNew, isReadOnly, onChange, onRemove }: AssignmentRowProps) {
  const styles = useStyles()
  const settingsId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const { target, intent, licenseType, settings } = row
  const intents = offeredIntents.includes(intent) ? offeredIntents : [...offeredIntents, intent]
  const licenseTypes = offeredLicenseTypes.includes(licenseType)
    ? offeredLicenseTypes
    : [...offeredLicenseTypes, licenseType]

  return (
    <fieldset className={styles.root} aria-label={target.displayName}>
      <div className={styles.line}>
        <div className={styles.name}>
          {target.groupId ? (
            <TextLink to={`/groups/${target.groupId}`}>{target.displayName}</TextLink>
          ) : (
            target.displayName
          )}
          <Text size={200} className={styles.quiet}>
            {[texts.assign.devices(target.memberCount), isNew && texts.assign.isNew].filter(Boolean).join(' · ')}
          </Text>
        </div>
        {!target.exclude && (
          <>
            <Field label={texts.assign.type} className={styles.field}>
              <Select
                value={intent}
                disabled={isReadOnly}
                onChange={(_, { value }) => {
                  const chosen = intents.find((candidate) => candidate === value)
                  if (chosen) onChange({ ...row, intent: chosen })
                }}
              >
                {intents.map((value) => (
                  <option key={value} value={value}>
                    {texts.intents[value]}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={texts.assign.licenseType} className={styles.field}>
              <Select
                value={licenseType}
                disabled={isReadOnly}
                onChange={(_, { value }) => {
                  const chosen = licenseTypes.find((candidate) => candidate === value)
                  if (chosen) onChange({ ...row, licenseType: chosen })
                }}
              >
                {licenseTypes.map((value) => (
                  <option key={value} value={value}>
                    {texts.licenseTypes[value]}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        )}
        <div className={styles.actions}>
          {!target.exclude && (
            <Button
              appearance="subtle"
              icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
              iconPosition="after"
              aria-expanded={isOpen}
              aria-controls={settingsId}
              aria-label={texts.assign.settingsFor(target.displayName)}
              onClick={() => setIsOpen(!isOpen)}
            >
              {texts.assign.settings}
            </Button>
          )}
          {!isReadOnly && (
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={texts.assign.removeFrom(target.displayName)}
              onClick={onRemove}
            />
          )}
        </div>
      </div>
      <div id={settingsId} className={isOpen ? styles.settings : undefined} hidden={!isOpen}>
        {settingNames.map((name) => (
          <Checkbox
            key={name}
            label={texts.assign.options[name]}
            checked={settings[name]}
            disabled={isReadOnly}
            onChange={(_, { checked }) => onChange({ ...row, settings: { ...settings, [name]: checked === true } })}
          />
        ))}
      </div>
    </fieldset>
  )
}
