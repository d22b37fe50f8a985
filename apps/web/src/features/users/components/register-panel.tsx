import type { UserView } from '@pomona/contracts'
import { Button, Field, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { TokenPicker } from '../../../ui/token-picker.tsx'
import { useInviteUser } from '../api/invite-user.ts'
import { texts } from '../texts.ts'

/** Makes a person known to Apple with a token, and says what they will be asked. */
export function RegisterPanel({ user, onClose }: { user: UserView; onClose: () => void }) {
  const [tokenId, setTokenId] = useState<string>()
  const [isTried, setIsTried] = useState(false)
  const invite = useInviteUser(user.id)
  const known = new Set(user.vppUsers.flatMap((vppUser) => (vppUser.invitation === 'retired' ? [] : [vppUser.tokenId])))
  return (
    <SidePanel
      title={texts.register.title}
      onClose={onClose}
      onSubmit={() => {
        setIsTried(true)
        if (tokenId !== undefined && !invite.isPending) invite.mutate(tokenId, { onSuccess: onClose })
      }}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={invite.isPending}>
            {texts.register.submit}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      <ErrorNotice title={texts.register.failed} error={invite.error} />
      <Field
        label={texts.register.token}
        hint={texts.register.tokenHint}
        validationMessage={isTried && tokenId === undefined ? texts.register.tokenMissing : null}
      >
        <TokenPicker
          chosenId={tokenId}
          refusalOf={(id) => (known.has(id) ? texts.register.known : undefined)}
          onChange={setTokenId}
        />
      </Field>
      <Text>
        {user.managedAppleId === null ? texts.register.text.personal : texts.register.text.managed(user.managedAppleId)}
      </Text>
      {user.managedAppleId === null && <Text>{texts.register.own}</Text>}
    </SidePanel>
  )
}
