import type { TokenView } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { Notice } from '../../../ui/notice.tsx'
import { texts } from '../texts.ts'
import { tokenTones } from './token-state.tsx'

type TokenStateNoticeProps = { token: TokenView; onRenew: (() => void) | undefined }

/** What is wrong with a token and what to do, when it is not simply valid (P5). */
export function TokenStateNotice({ token, onRenew }: TokenStateNoticeProps) {
  if (token.state === 'valid') return null
  return (
    <Notice
      intent={tokenTones[token.state] === 'danger' ? 'error' : 'warning'}
      title={texts.states[token.state]}
      actions={onRenew && token.state !== 'readOnly' && <Button onClick={onRenew}>{texts.renew}</Button>}
    >
      {token.stateReason ?? texts.whatToDo[token.state]}
    </Notice>
  )
}
