import type { testToken } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { Answer } from '../../../lib/api-client.ts'
import { Notice } from '../../../ui/notice.tsx'
import { lifeTexts as texts } from '../texts-life.ts'
import { texts as tokenTexts } from '../texts.ts'

type TestResultProps = {
  result: Answer<typeof testToken>
  onRenew: (() => void) | undefined
  onDismiss: () => void
}

/** What Apple said when it was asked just now. */
export function TestResult({ result, onRenew, onDismiss }: TestResultProps) {
  const { state } = result.token
  const canRenew = !result.isWorking && state !== 'valid' && state !== 'readOnly'
  return (
    <Notice
      intent={result.isWorking ? 'success' : 'error'}
      title={result.isWorking ? texts.test.works : texts.test.broken}
      actions={onRenew && canRenew && <Button onClick={onRenew}>{tokenTexts.renew}</Button>}
      dismiss={
        <Button
          appearance="transparent"
          aria-label={texts.test.dismiss}
          icon={<DismissRegular />}
          onClick={onDismiss}
        />
      }
    >
      {result.message} {texts.test.took(result.durationMs)}
    </Notice>
  )
}
