import { repairDrift } from '@pomona/contracts'
import type { DriftView } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { useMay } from '../../../lib/session.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useTakeBackUnassigned, useUnassignedLicenses } from '../api/unassigned-licenses.ts'
import { licenseTexts } from '../texts-licenses.ts'

const texts = licenseTexts.unassignedHeld

/** Licenses that are held without an assignment, with one button to take them back (P23). */
export function UnassignedHeld({ appId, appName }: { appId: string; appName: string }) {
  const found = useUnassignedLicenses(appId)
  const takeBack = useTakeBackUnassigned(appId)
  const mayTakeBack = useMay(repairDrift)
  // What the dialog asks about stays while the list behind it is read anew.
  const [asked, setAsked] = useState<DriftView | null>(null)
  return (
    <>
      {takeBack.data && <Notice intent="success">{takeBack.data.message}</Notice>}
      {found && found.count > 0 && (
        <Notice
          intent="info"
          title={texts.title(found.count)}
          actions={
            <>
              {mayTakeBack && found.repair !== null && (
                <Button onClick={() => setAsked(found)}>{texts.takeBack(found.count)}</Button>
              )}
              <LinkButton to={`/drift?appId=${appId}&kind=${found.kind}`}>{texts.show}</LinkButton>
            </>
          }
        >
          {found.explanation}
        </Notice>
      )}
      <ConfirmDialog
        isOpen={asked !== null}
        title={texts.confirm(asked?.count ?? 0, appName)}
        confirmLabel={texts.takeBack(asked?.count ?? 0)}
        isDestructive
        isBusy={takeBack.isPending}
        onConfirm={() => {
          if (!takeBack.isPending) takeBack.mutate(undefined, { onSuccess: () => setAsked(null) })
        }}
        onCancel={() => setAsked(null)}
      >
        <ErrorNotice title={licenseTexts.failed} error={takeBack.error} />
        <span>{asked?.repair}</span>
      </ConfirmDialog>
    </>
  )
}
