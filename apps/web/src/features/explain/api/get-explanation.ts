import { explainDevice, explainUser } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'
import type { ExplainSubject } from '../../../lib/explain-path.ts'

/** Why a device or a person has or lacks an app; asked again soon while something is still under way. */
export function useExplanation(subject: ExplainSubject | undefined, appId: string | undefined) {
  const query = { appId: appId ?? '' }
  const read =
    subject && 'userId' in subject
      ? apiQuery(explainUser, { params: { id: subject.userId }, query })
      : apiQuery(explainDevice, { params: { id: subject?.deviceId ?? '' }, query })
  return useQuery({
    ...read,
    enabled: subject !== undefined && appId !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.verdict.status === 'passed' ? 30_000 : 5_000),
  })
}
