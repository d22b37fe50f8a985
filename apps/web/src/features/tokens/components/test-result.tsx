import type { testToken } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { Answer } from '../../../lib/api-client.ts'
import { Notice } from '../../../ui/notice.tsx'
import { lifeTexts as texts } from '../texts-life.ts'

type TestResultProps = { result: Answer<typeof testToken>; onDismiss: () => void }

/** What Apple said when it was asked just now. */
export function TestResult({ result, onDismiss }: TestResultProps) {
  return (
    <Notice
      intent={result.isWorking ? 'success' : 'error'}
      title={result.isWorking ? texts.test.works : texts.test.broken}
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
