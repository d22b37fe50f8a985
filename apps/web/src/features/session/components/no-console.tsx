import { Button } from '@fluentui/react-components'
import { useNavigate } from 'react-router'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PomonaMark } from '../../../ui/pomona-mark.tsx'
import { useSignOut } from '../api/sign-out.ts'
import { texts } from '../texts.ts'

/** For employees: the console is not their place. */
export function NoConsole() {
  const signOut = useSignOut()
  const navigate = useNavigate()
  return (
    <main>
      <title>{texts.product}</title>
      <EmptyState
        icon={<PomonaMark size={40} />}
        title={texts.noConsole.title}
        text={texts.noConsole.text}
        action={
          <Button onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate('/sign-in') })}>
            {texts.noConsole.signOut}
          </Button>
        }
      />
    </main>
  )
}
