import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useSignIn } from '../api/sign-in.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})

function Refusal({ error }: { error: Error }) {
  if (isApiError(error, 'too_many_requests')) {
    const seconds = error.retryAfterSeconds
    const wait = seconds === null ? texts.throttledSoon : texts.throttledIn(Math.max(1, Math.ceil(seconds / 60)))
    return <Notice intent="warning">{texts.throttled(wait)}</Notice>
  }
  if (isApiError(error, 'unauthenticated')) return <Notice intent="error">{texts.refused}</Notice>
  return <ErrorNotice error={error} />
}

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const styles = useStyles()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setIsTried] = useState(false)
  const signIn = useSignIn()

  const submit = () => {
    setIsTried(true)
    if (email.trim() === '' || password === '' || signIn.isPending) return
    signIn.mutate({ email, password }, { onSuccess: onSignedIn })
  }

  return (
    <form
      className={styles.root}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {signIn.error && <Refusal error={signIn.error} />}
      <Field label={texts.email} validationMessage={isTried && email.trim() === '' ? texts.emailMissing : null}>
        <Input
          size="large"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(_, data) => setEmail(data.value)}
        />
      </Field>
      <Field label={texts.password} validationMessage={isTried && password === '' ? texts.passwordMissing : null}>
        <Input
          size="large"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(_, data) => setPassword(data.value)}
        />
      </Field>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={signIn.isPending}>
        {signIn.isPending ? texts.busy : texts.submit}
      </Button>
    </form>
  )
}
