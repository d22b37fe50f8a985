import { updateDevice } from '@pomona/contracts'
import type { DeviceView } from '@pomona/contracts'
import { deviceOwnerships } from '@pomona/domain'
import { Button, Field, Input, Radio, RadioGroup, Switch, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { fieldError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PersonPicker } from '../../../ui/person-picker.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useUpdateDevice } from '../api/update-device.ts'
import { texts } from '../texts.ts'

type EditDevicePanelProps = { device: DeviceView; onSaved: () => void; onClose: () => void }

/** What a device is called, whose it is and how it is used, with what that means for licenses. */
export function EditDevicePanel({ device, onSaved, onClose }: EditDevicePanelProps) {
  const update = useUpdateDevice(device.id)
  const [name, setName] = useState(device.name)
  const [person, setPerson] = useState<{ id: string; displayName: string } | null>(device.person)
  const [ownership, setOwnership] = useState(device.ownership)
  const [isKiosk, setIsKiosk] = useState(device.isKiosk)
  const [isTried, setIsTried] = useState(false)
  const isNamed = updateDevice.body.shape.name.safeParse(name).success
  const isMoving = person?.id !== device.person?.id

  const submit = () => {
    setIsTried(true)
    if (!isNamed || update.isPending) return
    update.mutate({ name, personId: person?.id ?? null, ownership, isKiosk }, { onSuccess: onSaved })
  }
  const nameProblem = isTried && !isNamed ? texts.edit.nameWrong : fieldError(update.error, 'name')
  return (
    <SidePanel
      title={texts.edit.title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={update.isPending}>
            {texts.edit.save}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      {fieldError(update.error, 'name') === undefined && <ErrorNotice title={texts.edit.failed} error={update.error} />}
      <Field label={texts.edit.name} validationMessage={nameProblem ?? null}>
        <Input
          required
          value={name}
          onChange={(_, { value }) => {
            setName(value)
            if (update.error) update.reset()
          }}
        />
      </Field>
      <Field label={texts.edit.person} hint={texts.edit.personHint}>
        <PersonPicker
          noneLabel={texts.edit.nobody}
          chosenId={person?.id}
          chosenName={person?.displayName}
          onChange={(id, displayName) => setPerson(id === undefined ? null : { id, displayName })}
        />
      </Field>
      {isMoving && <Notice>{person ? texts.edit.moves(person.displayName) : texts.edit.movesToNobody}</Notice>}
      <Field label={texts.edit.ownership} hint={texts.edit.ownershipHint}>
        <RadioGroup
          layout="horizontal"
          value={ownership}
          onChange={(_, { value }) => setOwnership(deviceOwnerships.find((known) => known === value) ?? ownership)}
        >
          {deviceOwnerships.map((value) => (
            <Radio key={value} value={value} label={texts.ownerships[value]} />
          ))}
        </RadioGroup>
      </Field>
      <Switch label={texts.edit.kiosk} checked={isKiosk} onChange={(_, { checked }) => setIsKiosk(checked)} />
      <Text>{isKiosk ? texts.edit.kioskOn : texts.edit.kioskOff}</Text>
    </SidePanel>
  )
}
