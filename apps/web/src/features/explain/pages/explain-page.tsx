import type { Explanation } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { useSearchParams } from 'react-router'
import type { ExplainSubject } from '../../../lib/explain-path.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Section } from '../../../ui/section.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useExplanation } from '../api/get-explanation.ts'
import { subjectNameOf } from '../components/as-text.ts'
import { CheckList } from '../components/check-list.tsx'
import { SubjectPicker } from '../components/subject-picker.tsx'
import { Verdict } from '../components/verdict.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  intro: { maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL },
  stale: { opacity: 0.6 },
})

/** What is to be explained, from the address. */
function useSubject() {
  const [params, setParams] = useSearchParams()
  const [deviceId, userId] = [params.get('deviceId'), params.get('userId')]
  const subject: ExplainSubject | undefined = deviceId ? { deviceId } : userId ? { userId } : undefined
  return { subject, appId: params.get('appId') ?? undefined, setParams }
}

function Facts({ explanation: { app, device, person } }: { explanation: Explanation }) {
  return (
    <>
      {device && (
        <>
          {texts.facts.device} <TextLink to={`/devices/${device.id}`}>{device.name}</TextLink> (
          {device.serialNumber ?? texts.facts.noSerial}) ·{' '}
        </>
      )}
      {person && (
        <>
          {texts.facts.user} <TextLink to={`/users/${person.id}`}>{person.displayName}</TextLink> ·{' '}
        </>
      )}
      {texts.facts.app} <TextLink to={`/apps/${app.id}`}>{app.name}</TextLink> · {texts.facts.token}{' '}
      <TextLink to={`/tokens/${app.tokenId}`}>{app.tokenName}</TextLink>
    </>
  )
}

function Answer({ explanation, isStale }: { explanation: Explanation; isStale: boolean }) {
  const styles = useStyles()
  return (
    <div className={`${styles.root} ${isStale ? styles.stale : ''}`} aria-busy={isStale}>
      <Verdict explanation={explanation} />
      <Section title={texts.checks}>
        <CheckList explanation={explanation} />
      </Section>
    </div>
  )
}

export function Component() {
  const styles = useStyles()
  const { subject, appId, setParams } = useSubject()
  const { data, error, isPlaceholderData, refetch } = useExplanation(subject, appId)
  const isAsked = subject !== undefined && appId !== undefined
  const shown = isAsked ? data : undefined
  const known = isPlaceholderData ? undefined : shown
  return (
    <Blade
      title={known ? texts.of(known.app.name, subjectNameOf(known)) : texts.title}
      {...(known && { crumbs: [{ label: texts.title, to: '/explain' }] })}
      icon={known && <AssetIcon url={known.app.iconUrl} name={known.app.name} size={32} />}
      facts={known && <Facts explanation={known} />}
    >
      {!isAsked && <Text className={styles.intro}>{texts.intro}</Text>}
      <SubjectPicker
        subject={subject}
        appId={appId}
        explanation={known}
        onChange={(chosen) => setParams(chosen, { preventScrollReset: true })}
      />
      {!isAsked && <EmptyState icon={<QuestionCircleRegular />} title={texts.empty.title} text={texts.empty.text} />}
      {isAsked && error && !shown && <ErrorState title={texts.failed} error={error} onRetry={() => void refetch()} />}
      {isAsked && !shown && !error && (
        <Skeleton aria-label={texts.loading}>
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {shown && <Answer explanation={shown} isStale={isPlaceholderData} />}
    </Blade>
  )
}
