import type { AssetView } from '@pomona/contracts'
import type { PlanOutcome } from '@pomona/domain'
import {
  Button,
  Link,
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { CountBar } from '../../../ui/count-bar.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { OutcomeCounts } from '../../../ui/plan-outcomes.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import type { Plan } from '../api/plan-assignments.ts'
import { texts } from '../texts.ts'
import { planTexts } from '../texts-plan.ts'
import { countsOf } from './asset-counts.ts'
import { PlanConflicts, PlanPrompts, PlanTokens, PlanWarnings } from './plan-parts.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  stale: { opacity: 0.55 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  now: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  small: { fontSize: tokens.fontSizeBase200 },
  retry: { alignSelf: 'flex-start' },
})

export type Shown = PlanOutcome | 'conflict'

type PlanPanelProps = { app: AssetView; plan: Plan; isDirty: boolean; onShow: (shown: Shown) => void }

/** The plan beside the form, as it is being filled in: who gets, waits, keeps, loses, is refused, is asked what (P19). */
export function PlanPanel({ app, plan, isDirty, onShow }: PlanPanelProps) {
  const styles = useStyles()
  const { plan: view, error, isFresh, isWorking, plannedAt, refetch } = plan
  return (
    <Section
      title={isDirty ? planTexts.title : planTexts.standsTitle}
      isCard
      aside={isWorking && <Spinner size="extra-tiny" label={planTexts.working} />}
    >
      {error && (
        <>
          <ErrorNotice title={planTexts.failed} error={error} />
          <Button className={styles.retry} onClick={() => void refetch()}>
            {planTexts.retry}
          </Button>
        </>
      )}
      {!view && !error && (
        <Skeleton aria-label={planTexts.working} className={styles.content}>
          <SkeletonItem size={12} />
          <SkeletonItem size={64} />
          <SkeletonItem size={64} />
        </Skeleton>
      )}
      <VisuallyHidden>
        <output>{isFresh && view && planTexts.saves(view.outcomes)}</output>
      </VisuallyHidden>
      {view && !error && (
        <div className={mergeClasses(styles.content, !isFresh && styles.stale)} aria-busy={!isFresh}>
          <PlanWarnings warnings={view.warnings} title={isDirty ? planTexts.warnings : planTexts.findings} />
          <OutcomeCounts outcomes={view.outcomes} onShow={onShow} none={planTexts.nobody} />
          <PlanConflicts count={view.conflictCount} onShow={() => onShow('conflict')} />
          <PlanTokens tokens={view.tokens} app={app} />
          <PlanPrompts prompts={view.prompts} />
          <div className={styles.foot}>
            <Text size={200} className={styles.quiet}>
              {planTexts.plannedAt} <RelativeTime at={new Date(plannedAt).toISOString()} />
            </Text>
            <Link as="button" className={styles.small} disabledFocusable={isWorking} onClick={() => void refetch()}>
              {planTexts.refresh}
            </Link>
          </div>
        </div>
      )}
      <div className={styles.now}>
        <Text size={200} weight="semibold">
          {texts.counts.now}
        </Text>
        <CountBar counts={countsOf(app)} isLarge />
      </div>
    </Section>
  )
}
