import type { GroupPlanView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { NameCell } from '../../../ui/name-cell.tsx'
import { OutcomeCounts } from '../../../ui/plan-outcomes.tsx'
import { memberTexts } from '../texts-members.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    maxHeight: 'min(420px, 45vh)',
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  app: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What a change of a group would do: over all apps, and app by app. */
export function GroupPlan({ plan }: { plan: GroupPlanView }) {
  const styles = useStyles()
  const touched = plan.apps.filter(
    ({ outcomes, refusals, conflictCount }) => outcomes.length > 0 || refusals.length > 0 || conflictCount > 0,
  )
  if (touched.length === 0) return <Text>{memberTexts.plan.nothing}</Text>
  return (
    <div className={styles.root}>
      {touched.length > 1 && (
        <>
          <Text weight="semibold">{memberTexts.plan.all(touched.length)}</Text>
          <OutcomeCounts outcomes={plan.outcomes} isInline none={memberTexts.plan.nothing} />
        </>
      )}
      <ul className={styles.list} aria-label={memberTexts.plan.list} {...(touched.length > 3 && { tabIndex: 0 })}>
        {touched.map((app) => (
          <li key={app.appId} className={styles.app}>
            <NameCell name={app.appName} second={app.tokenName} />
            <OutcomeCounts outcomes={app.outcomes} isInline none={memberTexts.plan.nothing} />
            {app.conflictCount > 0 && (
              <Text size={200} className={styles.quiet}>
                {memberTexts.plan.conflicts(app.conflictCount)}
              </Text>
            )}
            {app.refusals.map(({ reason, message, count }) => (
              <Text key={reason} size={200} className={styles.quiet}>
                {memberTexts.plan.refusal(count, message)}
              </Text>
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}
