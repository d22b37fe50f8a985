import type { Explanation } from '@pomona/contracts'
import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { ExplainSubject } from '../../../lib/explain-path.ts'
import { AppPicker } from '../../../ui/app-picker.tsx'
import { DevicePicker } from '../../../ui/device-picker.tsx'
import { PersonPicker } from '../../../ui/person-picker.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content repeat(2, minmax(0, 320px))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

type SubjectPickerProps = {
  subject: ExplainSubject | undefined
  appId: string | undefined
  explanation: Explanation | undefined
  onChange: (chosen: { deviceId?: string; userId?: string; appId?: string }) => void
}

/** What is to be explained: one device or person, and one app. */
export function SubjectPicker({ subject, appId, explanation, onChange }: SubjectPickerProps) {
  const styles = useStyles()
  const [kind, setKind] = useState<'device' | 'user'>('device')
  const shownKind = subject === undefined ? kind : 'userId' in subject ? 'user' : 'device'
  const deviceId = subject && 'deviceId' in subject ? subject.deviceId : undefined
  const userId = subject && 'userId' in subject ? subject.userId : undefined
  const ofApp = appId === undefined ? {} : { appId }
  return (
    <div className={styles.root}>
      <Field label={texts.pick.of}>
        <RadioGroup
          layout="horizontal"
          value={shownKind}
          onChange={(_, { value }) => {
            setKind(value === 'user' ? 'user' : 'device')
            onChange(ofApp)
          }}
        >
          <Radio value="device" label={texts.pick.device} />
          <Radio value="user" label={texts.pick.user} />
        </RadioGroup>
      </Field>
      {shownKind === 'device' ? (
        <Field label={texts.pick.device} hint={texts.pick.deviceHint}>
          <DevicePicker
            chosenId={deviceId}
            chosenName={explanation?.device?.id === deviceId ? explanation?.device?.name : undefined}
            onChange={(id) => onChange({ ...ofApp, ...(id !== undefined && { deviceId: id }) })}
          />
        </Field>
      ) : (
        <Field label={texts.pick.user} hint={texts.pick.userHint}>
          <PersonPicker
            chosenId={userId}
            chosenName={explanation?.person?.id === userId ? explanation?.person?.displayName : undefined}
            onChange={(id) => onChange({ ...ofApp, ...(id !== undefined && { userId: id }) })}
          />
        </Field>
      )}
      <Field label={shownKind === 'device' ? texts.pick.app : texts.pick.appOrBook} hint={texts.pick.appHint}>
        <AppPicker
          hasBooks={shownKind === 'user'}
          chosenId={appId}
          chosenName={explanation?.app.id === appId ? explanation?.app.name : undefined}
          onChange={(id) => onChange({ ...subject, ...(id !== undefined && { appId: id }) })}
        />
      </Field>
    </div>
  )
}
