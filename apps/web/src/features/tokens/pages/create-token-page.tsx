import { createToken } from '@pomona/contracts'
import { useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { useMay } from '../../../lib/session.ts'
import { useUnsavedGuard } from '../../../lib/use-unsaved-guard.ts'
import { Blade } from '../../../ui/blade.tsx'
import { UnsavedDialog } from '../../../ui/unsaved-dialog.tsx'
import { CreateTokenForm } from '../components/create-token-form.tsx'
import { texts } from '../texts.ts'

export function Component() {
  const mayCreate = useMay(createToken)
  const navigate = useNavigate()
  const [isDirty, setIsDirty] = useState(false)
  const { blocker, release } = useUnsavedGuard(isDirty)
  if (!mayCreate) return <Navigate to="/tokens" replace />
  return (
    <Blade title={texts.createTitle} crumbs={[{ label: texts.title, to: '/tokens' }]} width="form">
      <CreateTokenForm
        onDirty={() => setIsDirty(true)}
        onDone={(token) => {
          release()
          void navigate(`/tokens/${token.id}`, { replace: true })
        }}
        onCancel={() => void navigate('/tokens')}
      />
      <UnsavedDialog blocker={blocker} what={texts.unsaved} />
    </Blade>
  )
}
