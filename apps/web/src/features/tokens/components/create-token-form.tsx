import { createToken } from '@pomona/contracts'
import type { TokenInspection, TokenView } from '@pomona/contracts'
import { accountTypes } from '@pomona/domain'
import type { AccountType } from '@pomona/domain'
import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { fieldError, messageOf } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useCreateToken } from '../api/create-token.ts'
import { useInspectToken } from '../api/inspect-token.ts'
import { useRenewToken } from '../api/renew-token.ts'
import { texts } from '../texts.ts'
import { ChoiceField } from './choice-field.tsx'
import { CountryField } from './country-field.tsx'
import { InspectionFindings, TakeControl } from './inspection-findings.tsx'
import { TokenFileField } from './token-file-field.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
  busy: { justifyContent: 'flex-start' },
})

const wrong = {
  appleId: texts.fields.appleIdMissing,
  countryOrRegion: texts.fields.countryMissing,
  displayName: texts.fields.nameWrong,
}

type CreateTokenFormProps = {
  onDone: (token: TokenView) => void
  onCancel: () => void
  onDirty: () => void
}

/** File first: what it opens is shown before anything is written, and fills in what Apple already knows (P2, P3). */
export function CreateTokenForm({ onDone, onCancel, onDirty }: CreateTokenFormProps) {
  const styles = useStyles()
  const inspect = useInspectToken()
  const create = useCreateToken()
  const renew = useRenewToken()

  const [file, setFile] = useState<string | null>(null)
  const [appleId, setAppleId] = useState('')
  const [country, setCountry] = useState('')
  const [accountType, setAccountType] = useState<AccountType>('business')
  const [updates, setUpdates] = useState<'on' | 'off'>('on')
  const [name, setName] = useState('')
  const [isAgreed, setIsAgreed] = useState(false)
  const [isTried, setIsTried] = useState(false)

  const inspection: TokenInspection | undefined = file === null ? undefined : inspect.data
  const claimedBy = inspection?.claimedBy ?? null
  const existing = inspection?.existingToken ?? null
  const isBusy = create.isPending || renew.isPending

  const choose = (text: string | null) => {
    setFile(text)
    setIsAgreed(false)
    setIsTried(false)
    inspect.reset()
    create.reset()
    renew.reset()
    if (text === null) return
    onDirty()
    inspect.mutate(text, {
      onSuccess: (found) => {
        setCountry(found.countryOrRegion)
        setAccountType(found.accountType)
      },
    })
  }

  const body = {
    file: file ?? '',
    appleId,
    countryOrRegion: country,
    accountType,
    automaticAppUpdates: updates === 'on',
    ...(name.trim() && { displayName: name }),
    ...(claimedBy && { takeControl: isAgreed }),
  }
  const checked = createToken.body.safeParse(body)
  const problemOf = (field: keyof typeof wrong) => {
    if (!isTried) return undefined
    const isWrong = checked.error?.issues.some(({ path }) => path[0] === field)
    return isWrong ? wrong[field] : fieldError(create.error, field)
  }
  const fileProblem = inspect.error
    ? messageOf(inspect.error)
    : isTried && file === null
      ? texts.fields.fileMissing
      : undefined
  const consentProblem = isTried && claimedBy && !isAgreed ? texts.inspect.consentMissing : undefined

  const submit = () => {
    setIsTried(true)
    if (isBusy || !inspection || file === null || (claimedBy && !isAgreed)) return
    if (existing) {
      renew.mutate({ id: existing.id, body: { file, ...(claimedBy && { takeControl: true }) } }, { onSuccess: onDone })
      return
    }
    if (checked.success) create.mutate(body, { onSuccess: onDone })
  }

  return (
    <form
      className={styles.root}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TokenFileField problem={fileProblem} onChoose={choose} />
      {inspect.isPending && <Spinner className={styles.busy} size="tiny" label={texts.inspect.busy} />}
      {inspection && <InspectionFindings inspection={inspection} />}
      {existing && (
        <Notice intent="warning" title={texts.inspect.existsTitle}>
          {texts.inspect.exists(existing.displayName)}
        </Notice>
      )}
      {claimedBy && (
        <TakeControl claimedBy={claimedBy} isAgreed={isAgreed} problem={consentProblem} onChange={setIsAgreed} />
      )}
      {!existing && (
        <>
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
              onChange={(_, data) => {
                setAppleId(data.value)
                onDirty()
              }}
            />
          </Field>
          <CountryField code={country} problem={problemOf('countryOrRegion')} onChange={setCountry} />
          <ChoiceField
            label={texts.fields.type}
            options={accountTypes.map((value) => ({ value, label: texts.accountTypes[value] }))}
            value={accountType}
            onChange={setAccountType}
          />
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
          <Field
            label={texts.fields.name}
            hint={texts.fields.nameHint}
            validationMessage={problemOf('displayName') ?? null}
          >
            <Input value={name} placeholder={inspection?.locationName} onChange={(_, data) => setName(data.value)} />
          </Field>
        </>
      )}
      {create.error && <ErrorNotice title={texts.uploadFailed} error={create.error} />}
      {renew.error && <ErrorNotice title={texts.renewFailed} error={renew.error} />}
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={isBusy || inspect.isPending}>
          {isBusy ? texts.uploading : existing ? texts.renewInstead(existing.displayName) : texts.upload}
        </Button>
        <Button onClick={onCancel}>{texts.cancel}</Button>
      </div>
    </form>
  )
}
