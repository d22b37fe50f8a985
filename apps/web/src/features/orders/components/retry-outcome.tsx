import { Notice } from '../../../ui/notice.tsx'
import type { RetryResult } from '../api/retry-orders.ts'
import { texts } from '../texts.ts'

/** What became of the orders that were tried again. */
export function RetryOutcome({ result }: { result: RetryResult }) {
  // Many orders can be refused for the same reason; it is told once.
  const reasons = [...new Set(result.refusals)]
  return (
    <>
      {result.doneCount > 0 && <Notice intent="success">{texts.retry.done(result.doneCount)}</Notice>}
      {result.refusals.length > 0 && (
        <Notice intent="error" title={texts.retry.failed(result.refusals.length)}>
          {reasons.join(' ')}
        </Notice>
      )}
    </>
  )
}
