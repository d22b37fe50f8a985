import { resumeToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { useMay } from '../../../lib/session.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useResumeToken } from '../api/resume-token.ts'
import { lifeTexts as texts } from '../texts-life.ts'

/** Since all licenses were called back nobody gets a new one, until somebody says so. */
export function PausedNotice({ token }: { token: TokenView }) {
  const resume = useResumeToken(token.id)
  const mayResume = useMay(resumeToken)
  if (token.pausedAt === null) return null
  return (
    <>
      <ErrorNotice title={texts.paused.failed} error={resume.error} />
      <Notice
        intent="warning"
        title={texts.paused.title}
        actions={
          mayResume && (
            <Button disabledFocusable={resume.isPending} onClick={() => resume.mutate()}>
              {texts.paused.resume}
            </Button>
          )
        }
      >
        {texts.paused.text} <RelativeTime at={token.pausedAt} />. {texts.paused.textEnd}{' '}
        <TextLink to={`/tokens/${token.id}/revocations`}>{texts.paused.progress}</TextLink>
      </Notice>
    </>
  )
}
