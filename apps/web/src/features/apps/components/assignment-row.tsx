import type { AssetView } from '@pomona/contracts'
import { Button, Checkbox, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down'
import { ChevronUpRegular } from '@fluentui/react-icons/svg/chevron-up'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useId, useState } from 'react'
import { TextLink } from '../../../ui/text-link.tsx'
import { assignTexts as texts } from '../texts-assign.ts'
import { hintsOf, holdsPeople, offeredIntents, offeredLicenseTypes } from './assignment-draft.ts'
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
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  name: {
    flexGrow: 1,
    flexBasis: '128px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignSelf: 'center',
    '@media (max-width: 640px)': { flexBasis: '100%' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  field: { width: '152px' },
  hint: { color: tokens.colorNeutralForeground2, maxWidth: '70ch' },
  actions: { display: 'flex' },
  settingsButton: { minWidth: 0, paddingInline: tokens.spacingHorizontalS },
  settings: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
})

const settingNames = ['uninstallOnDeviceRemoval', 'isRemovable', 'preventBackup', 'preventAutomaticUpdate'] as const

type AssignmentRowProps = {
  app: AssetView
  row: DraftRow
  isNew: boolean
  isReadOnly: boolean
  onChange: (row: DraftRow) => void
  onRemove: () => void
}

// What was made through the API keeps its word, though it is not offered.
const withValue = <Value,>(offered: readonly Value[], value: Value) =>
  offered.includes(value) ? offered : [...offered, value]

function secondLine({ target }: DraftRow, isNew: boolean): string {
  const { memberCount } = target
  const count = memberCount !== null && (holdsPeople(target) ? texts.people(memberCount) : texts.devices(memberCount))
  const kind = target.groupKind && texts.groupKinds[target.groupKind]
  return [kind, count, isNew && texts.isNew].filter(Boolean).join(' · ')
}

/** Whom a line reaches and what they are to get: Type, License type, settings, and what that means. */
export function AssignmentRow({ app, row, isNew, isReadOnly, onChange, onRemove }: AssignmentRowProps) {
  const styles = useStyles()
  const settingsId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const { target, intent, licenseType, settings } = row
  const intents = withValue(offeredIntents(app), intent)
  const licenseTypes = withValue(offeredLicenseTypes(app), licenseType)
  const isGiven = target.exclude !== true && intent !== 'uninstall'
  // What a device does with an app says nothing about books.
  const hasSettings = isGiven && app.productType === 'App'
  const hints = target.exclude ? [] : hintsOf(row, app)

  return (
    <fieldset className={styles.root} aria-label={target.displayName}>
      <div className={styles.line}>
        <div className={styles.name}>
          {target.groupId ? (
            <TextLink to={`/groups/${target.groupId}`}>{target.displayName}</TextLink>
          ) : (
            <Text weight="semibold">{target.displayName}</Text>
          )}
          <Text size={200} className={styles.quiet}>
            {secondLine(row, isNew)}
          </Text>
        </div>
        {!target.exclude && (
          <Field label={texts.type} className={styles.field}>
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
        )}
        {isGiven && (
          <Field label={texts.licenseType} className={styles.field}>
            <Select
              value={licenseType}
              disabled={isReadOnly || licenseTypes.length === 1}
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
        )}
        <div className={styles.actions}>
          {hasSettings && (
            <Button
              appearance="subtle"
              className={styles.settingsButton}
              icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
              iconPosition="after"
              aria-expanded={isOpen}
              aria-controls={settingsId}
              aria-label={texts.settingsFor(target.displayName)}
              onClick={() => setIsOpen(!isOpen)}
            >
              {texts.settings}
            </Button>
          )}
          {!isReadOnly && (
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={texts.removeFrom(target.displayName)}
              onClick={onRemove}
            />
          )}
        </div>
      </div>
      {hints.length > 0 && (
        <Text size={200} className={styles.hint}>
          {hints.join(' ')}
        </Text>
      )}
      {hasSettings && (
        <div id={settingsId} className={isOpen ? styles.settings : undefined} hidden={!isOpen}>
          {settingNames.map((name) => (
            <Checkbox
              key={name}
              label={texts.options[name]}
              checked={settings[name]}
              disabled={isReadOnly}
              onChange={(_, { checked }) => onChange({ ...row, settings: { ...settings, [name]: checked === true } })}
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}
