import { deleteToken, renewToken, revokeTokenLicenses, updateToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { useNavigate } from 'react-router'
import { useMay } from '../../../lib/session.ts'
import type { usePanel } from '../../../lib/use-panel.ts'
import { DeleteTokenDialog } from './delete-token-dialog.tsx'
import { EditTokenPanel } from './edit-token-panel.tsx'
import { RenewTokenPanel } from './renew-token-panel.tsx'
import { RevokeLicensesDialog } from './revoke-licenses-dialog.tsx'

/** The panel or dialog that the address asks for, if the one who is signed in may use it. */
export function TokenPanels({ token, control }: { token: TokenView; control: ReturnType<typeof usePanel> }) {
  const navigate = useNavigate()
  const may = {
    edit: useMay(updateToken),
    renew: useMay(renewToken),
    revoke: useMay(revokeTokenLicenses),
    delete: useMay(deleteToken),
  }
  const { panel, close } = control
  if (panel === 'edit' && may.edit) return <EditTokenPanel token={token} onClose={close} />
  if (panel === 'renew' && may.renew) return <RenewTokenPanel token={token} onClose={close} />
  if (panel === 'revoke' && may.revoke) {
    return (
      <RevokeLicensesDialog
        token={token}
        onStarted={({ id }) => void navigate(`/tokens/${token.id}/revocations/${id}`, { replace: true })}
        onCancel={close}
      />
    )
  }
  if (panel === 'delete' && may.delete) {
    return (
      <DeleteTokenDialog
        token={token}
        onRevoke={() => void navigate('?panel=revoke', { replace: true, preventScrollReset: true })}
        onDeleted={(associationCount) =>
          void navigate('/tokens', {
            replace: true,
            state: { deletedToken: { name: token.displayName, associationCount } },
          })
        }
        onCancel={close}
      />
    )
  }
  return null
}
