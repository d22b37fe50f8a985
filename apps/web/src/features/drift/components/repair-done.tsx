import { Notice } from '../../../ui/notice.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'

type RepairDoneProps = { appId: string; result: { repairedCount: number; message: string } }

/** What a repair did, and where its orders can be followed. */
export function RepairDone({ appId, result }: RepairDoneProps) {
  return (
    <Notice
      intent={result.repairedCount > 0 ? 'success' : 'info'}
      title={texts.repair.done(result.repairedCount)}
      actions={result.repairedCount > 0 && <LinkButton to={`/orders?appId=${appId}`}>{texts.repair.orders}</LinkButton>}
    >
      {result.message}
    </Notice>
  )
}
