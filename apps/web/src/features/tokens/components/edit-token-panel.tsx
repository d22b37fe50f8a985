import { updateToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { Button, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { fieldError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useCountryPreview } from '../api/preview-country.ts'
import { useUpdateToken } from '../api/update-token.ts'
import { lifeTexts } from '../texts-life.ts'
import { texts } from '../texts.ts'
import { ChoiceField } from './choice-field.tsx'
import { CountryField } from './country-field.tsx'
import { CountryPreview } from './country-preview.tsx'

const wrong = {
  appleId: texts.fields.appleIdMissing,
  displayName: texts.fields.nameWrong,
  countryOrRegion: texts.fields.countryMissing,
}

export function EditTokenPanel({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const update = useUpdateToken(token.id)
  const [displayName, setDisplayName] = useState(token.displayName)
  const [appleId, setAppleId] = useState(token.appleId)
  const [country, setCountry] = useState(token.countryOrRegion)
  const [updates, setUpdates] = useState<'on' | 'off'>(token.automaticAppUpdates ? 'on' : 'off')

  const isOtherCountry = country !== token.countryOrRegion
  const preview = useCountryPreview(token.id, country, isOtherCountry)
  // What the new store lacks is said before it is saved (P6).
  const isAsking = isOtherCountry && preview.isFetching

  const body = {
    displayName,
    appleId,
    automaticAppUpdates: updates === 'on',
    ...(isOtherCountry && { countryOrRegion: country }),
  }
  const checked = updateToken.body.safeParse(body)
  const problemOf = (field: keyof typeof wrong) =>
    checked.error?.issues.some(({ path }) => path[0] === field) ? wrong[field] : fieldError(update.error, field)

  return (
    <SidePanel
      title={lifeTexts.edit}
      onClose={onClose}
      onSubmit={() => {
        if (checked.success && !update.isPending && !isAsking) update.mutate(body, { onSuccess: onClose })
      }}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={update.isPending || isAsking}>
            {texts.save}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      <ErrorNotice title={texts.saveFailed} error={update.error} />
      <Field label={texts.fields.name} validationMessage={problemOf('displayName') ?? null}>
        <Input value={displayName} onChange={(_, data) => setDisplayName(data.value)} />
      </Field>
      <Field
        label={texts.fields.appleId}
        hint={texts.fields.appleIdHint}
        validationMessage={problemOf('appleId') ?? null}
      >
        <Input
          required
          type="email"
          autoComplete="off"
          value={appleId}
          onChange={(_, data) => setAppleId(data.value)}
        />
      </Field>
      <CountryField code={country} problem={problemOf('countryOrRegion')} onChange={setCountry} />
      {isOtherCountry && <CountryPreview countryOrRegion={country} preview={preview} />}
      <ChoiceField
        label={texts.fields.updates}
        hint={texts.fields.updatesHint}
        options={[
          { value: 'on', label: texts.on },
          { value: 'off', label: texts.off },
        ]}
        value={updates}
        onChange={setUpdates}
      />
    </SidePanel>
  )
}
