import { deleteToken, renewToken, revokeTokenLicenses, syncToken, testToken, updateToken } from '@pomona/contracts'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { PlugConnectedRegular } from '@fluentui/react-icons/svg/plug-connected'
import { useMay } from '../../../lib/session.ts'
import { Commands } from '../../../ui/commands.tsx'
import { lifeTexts } from '../texts-life.ts'
import { texts } from '../texts.ts'

export const tokenPanels = ['edit', 'renew', 'revoke', 'delete'] as const

type TokenCommandsProps = {
  isSyncing: boolean
  isTesting: boolean
  onSync: () => void
  onTest: () => void
  onOpen: (panel: (typeof tokenPanels)[number]) => void
}

/** What can be done with a token; what the one who is signed in may not do is not there. */
export function TokenCommands({ isSyncing, isTesting, onSync, onTest, onOpen }: TokenCommandsProps) {
  const maySync = useMay(syncToken)
  const mayTest = useMay(testToken)
  const mayRenew = useMay(renewToken)
  const mayEdit = useMay(updateToken)
  const mayRevoke = useMay(revokeTokenLicenses)
  const mayDelete = useMay(deleteToken)
  return (
    <Commands
      moreLabel={lifeTexts.more}
      commands={[
        maySync && {
          id: 'sync',
          label: isSyncing ? texts.syncing : texts.syncNow,
          icon: <ArrowSyncRegular />,
          onClick: onSync,
          isBusy: isSyncing,
        },
        mayTest && {
          id: 'test',
          label: isTesting ? lifeTexts.test.busy : lifeTexts.test.command,
          icon: <PlugConnectedRegular />,
          onClick: onTest,
          isBusy: isTesting,
        },
        mayRenew && { id: 'renew', label: texts.renew, icon: <ArrowUploadRegular />, onClick: () => onOpen('renew') },
        mayEdit && { id: 'edit', label: texts.edit, icon: <EditRegular />, onClick: () => onOpen('edit') },
        mayRevoke && {
          id: 'revoke',
          label: lifeTexts.revoke.command,
          icon: <ArrowUndoRegular />,
          onClick: () => onOpen('revoke'),
          isDestructive: true,
        },
        mayDelete && {
          id: 'delete',
          label: lifeTexts.delete.command,
          icon: <DeleteRegular />,
          onClick: () => onOpen('delete'),
          isDestructive: true,
        },
      ]}
    />
  )
}
