import type { RevocationView, TokenView } from '@pomona/contracts'
import { makeStyles, Spinner } from '@fluentui/react-components'
import { useTypedName } from '../../../lib/use-typed-name.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { TypedName } from '../../../ui/typed-name.tsx'
import { useDeletionPreview } from '../api/preview-deletion.ts'
import { useRevokeTokenLicenses } from '../api/revoke-token-licenses.ts'
import { lifeTexts as texts } from '../texts-life.ts'

const useStyles = makeStyles({ busy: { justifyContent: 'flex-start' } })

type RevokeLicensesDialogProps = {
  token: TokenView
  onStarted: (revocation: RevocationView) => void
  onCancel: () => void
}

/** The plan: how many licenses come back, how many never do, and that nobody gets a new one until somebody resumes (P24). */
export function RevokeLicensesDialog({ token, onStarted, onCancel }: RevokeLicensesDialogProps) {
  const styles = useStyles()
  const { data: plan, error, isPending } = useDeletionPreview(token.id)
  const revoke = useRevokeTokenLicenses(token.id)
  const name = useTypedName(token.displayName)
  const count = plan?.revocableCount ?? 0
  const running = plan?.runningRevocationId ?? null
  const isPossible = count > 0 && running === null
  return (
    <ConfirmDialog
      isOpen
      title={texts.revoke.title(token.displayName)}
      confirmLabel={isPossible ? texts.revoke.confirm(count) : undefined}
      isDestructive
      isBusy={revoke.isPending}
      onConfirm={() => {
        if (!revoke.isPending) name.check(() => revoke.mutate(name.typed.trim(), { onSuccess: onStarted }))
      }}
      onCancel={onCancel}
      {...(plan && !isPossible && { cancelLabel: texts.revoke.close })}
    >
      {isPending && <Spinner className={styles.busy} size="tiny" label={texts.revoke.loading} />}
      {!plan && <ErrorNotice title={texts.revoke.loadFailed} error={error} />}
      {plan && running !== null && (
        <Notice intent="warning">
          {texts.revoke.running}{' '}
          <TextLink to={`/tokens/${token.id}/revocations/${running}`}>{texts.delete.runningLink}</TextLink>
        </Notice>
      )}
      {plan && (
        <>
          <span>{count > 0 ? texts.revoke.takes(count) : texts.revoke.none}</span>
          {count > 0 && plan.foreignAssociationCount > 0 && (
            <span>{texts.revoke.foreign(plan.foreignAssociationCount)}</span>
          )}
          {plan.irrevocableCount > 0 && <span>{texts.revoke.never(plan.irrevocableCount)}</span>}
          {isPossible && (
            <>
              <Notice intent="warning">{texts.revoke.pause}</Notice>
              <TypedName
                label={texts.typedName.label(token.displayName)}
                value={name.typed}
                problem={name.isWrong ? texts.typedName.wrong(token.displayName) : undefined}
                onChange={name.onChange}
              />
            </>
          )}
        </>
      )}
      <ErrorNotice title={texts.revoke.failed} error={revoke.error} />
    </ConfirmDialog>
  )
}
