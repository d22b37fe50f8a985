import { explainPath } from '../lib/explain-path.ts'
import type { ExplainSubject } from '../lib/explain-path.ts'
import { TextLink } from './text-link.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

type ExplainLinkProps = { subject: ExplainSubject; appId: string; appName: string; subjectName: string }

/** From a row of an app and a device or person: why it stands so. */
export function ExplainLink({ subject, appId, appName, subjectName }: ExplainLinkProps) {
  return (
    <TextLink to={explainPath(subject, appId)}>
      Explain{' '}
      <VisuallyHidden>
        {appName}, {subjectName}
      </VisuallyHidden>
    </TextLink>
  )
}
