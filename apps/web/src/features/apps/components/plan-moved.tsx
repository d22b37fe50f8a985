import type { PlanView } from '@pomona/contracts'
import { planOutcomes } from '@pomona/domain'
import { makeStyles, tokens } from '@fluentui/react-components'
import { isApiError } from '../../../lib/api-error.ts'
import { Notice } from '../../../ui/notice.tsx'
import { outcomeWords } from '../../../ui/plan-outcomes.tsx'
import type { Plan } from '../api/plan-assignments.ts'
import { planTexts } from '../texts-plan.ts'

const useStyles = makeStyles({ list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL } })

const countOf = (plan: PlanView | undefined, outcome: (typeof planOutcomes)[number]) =>
  plan?.outcomes.find((counted) => counted.outcome === outcome)?.count ?? 0

/** What moved between the two plans, by outcome. */
function movesBetween(before: PlanView | undefined, after: PlanView): string[] {
  return planOutcomes.flatMap((outcome) => {
    const [then, now] = [countOf(before, outcome), countOf(after, outcome)]
    return then === now ? [] : [planTexts.moved.change(outcomeWords[outcome].label, then, now)]
  })
}

type PlanMovedProps = { error: unknown; before: PlanView | undefined; plan: Plan }

/** Saving was refused because the plan that was shown is no longer what would happen: what moved, by the server and by the numbers. */
export function PlanMoved({ error, before, plan }: PlanMovedProps) {
  const styles = useStyles()
  if (!isApiError(error, 'plan_changed')) return null
  const moves = plan.plan && plan.isFresh ? movesBetween(before, plan.plan) : undefined
  const details = error.details.map(({ message }) => message)
  const said = [...details, ...(moves ?? [])]
  return (
    <Notice intent="warning" title={planTexts.moved.title}>
      {error.message} {planTexts.moved.text}
      {moves === undefined && ` ${planTexts.moved.working}`}
      {moves !== undefined && said.length === 0 && ` ${planTexts.moved.same}`}
      {said.length > 0 && (
        <ul className={styles.list}>
          {said.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
