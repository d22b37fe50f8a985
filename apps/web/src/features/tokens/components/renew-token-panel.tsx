import type { TokenView } from '@pomona/contracts'
import { Button, Spinner, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { messageOf } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useInspectToken } from '../api/inspect-token.ts'
import { useRenewToken } from '../api/renew-token.ts'
import { texts } from '../texts.ts'
import { InspectionFindings, TakeControl } from './inspection-findings.tsx'
import { TokenFileField } from './token-file-field.tsx'

/** A newer file of the same location; anything else is refused before it is sent (P4). */
export function RenewTokenPanel({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const inspect = useInspectToken()
  const renew = useRenewToken()
  const [file, setFile] = useState<string | null>(null)
  const [isAgreed, setIsAgreed] = useState(false)
  const [isTried, setIsTried] = useState(false)

  const inspection = file === null ? undefined : inspect.data
  const claimedBy = inspection?.claimedBy ?? null
  const isOtherLocation = inspection !== undefined && inspection.uId !== token.uId

  const fileProblem = () => {
    if (inspect.error) return messageOf(inspect.error)
    if (isOtherLocation) return texts.inspect.otherLocation(inspection.locationName, token.locationName)
    return isTried && file === null ? texts.fields.fileMissing : undefined
  }

  const choose = (text: string | null) => {
    setFile(text)
    setIsAgreed(false)
    setIsTried(false)
    inspect.reset()
    renew.reset()
    if (text !== null) inspect.mutate(text)
  }

  const submit = () => {
    setIsTried(true)
    if (file === null || !inspection || isOtherLocation || renew.isPending || (claimedBy && !isAgreed)) return
    renew.mutate({ id: token.id, body: { file, ...(claimedBy && { takeControl: true }) } }, { onSuccess: onClose })
  }

  return (
    <SidePanel
      title={texts.renew}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={renew.isPending || inspect.isPending}>
            {texts.renew}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      <Text>{texts.renewIntro(token.locationName)}</Text>
      <TokenFileField problem={fileProblem()} onChoose={choose} />
      {inspect.isPending && <Spinner size="tiny" label={texts.inspect.busy} />}
      {inspection && <InspectionFindings inspection={inspection} />}
      {inspection && !isOtherLocation && claimedBy && (
        <TakeControl
          claimedBy={claimedBy}
          isAgreed={isAgreed}
          problem={isTried && !isAgreed ? texts.inspect.consentMissing : undefined}
          onChange={setIsAgreed}
        />
      )}
      <ErrorNotice title={texts.renewFailed} error={renew.error} />
    </SidePanel>
  )
}
