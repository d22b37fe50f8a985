import type { previewTokenDeletion, TokenView } from '@pomona/contracts'
import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import type { Answer } from '../../../lib/api-client.ts'
import { useTypedName } from '../../../lib/use-typed-name.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { TypedName } from '../../../ui/typed-name.tsx'
import { useDeleteToken } from '../api/delete-token.ts'
import { useDeletionPreview } from '../api/preview-deletion.ts'
import { lifeTexts as texts } from '../texts-life.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  heading: { margin: 0 },
  busy: { justifyContent: 'flex-start' },
})

type Preview = Answer<typeof previewTokenDeletion>

function Part({ title, lines }: { title: string; lines: readonly (string | false)[] }) {
  const styles = useStyles()
  return (
    <div>
      <Text as="h3" weight="semibold" block className={styles.heading}>
        {title}
      </Text>
      <ul className={styles.list}>
        {lines
          .filter((line) => line !== false)
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
    </div>
  )
}

function GoesAndStays({ preview }: { preview: Preview }) {
  const { associationCount, foreignAssociationCount, irrevocableCount } = preview
  const underWay = Math.max(0, preview.openOrderCount - preview.waitingCount)
  return (
    <>
      <Part
        title={texts.delete.goes}
        lines={[
          texts.delete.assets(preview.appCount, preview.bookCount),
          preview.assignmentCount > 0 && texts.delete.assignments(preview.assignmentCount),
          preview.waitingCount > 0 && texts.delete.waiting(preview.waitingCount),
          underWay > 0 && texts.delete.orders(underWay),
          preview.userCount > 0 && texts.delete.users(preview.userCount),
        ]}
      />
      <Part
        title={texts.delete.stays}
        lines={[
          associationCount > 0 ? texts.delete.licenses(associationCount) : texts.delete.nothingStays,
          foreignAssociationCount > 0 && texts.delete.foreign(foreignAssociationCount),
          irrevocableCount > 0 && texts.delete.irrevocable(irrevocableCount),
          preview.remainsClaimed && texts.delete.claimed,
        ]}
      />
    </>
  )
}

type DeleteTokenDialogProps = {
  token: TokenView
  /** Leads to the revocation of all licenses instead, which has a result of its own. */
  onRevoke: () => void
  onDeleted: (associationCount: number) => void
  onCancel: () => void
}

/** What goes, what stays at Apple, the way to take licenses back first, and the name typed by hand (P7). */
export function DeleteTokenDialog({ token, onRevoke, onDeleted, onCancel }: DeleteTokenDialogProps) {
  const styles = useStyles()
  const { data: preview, error, isPending } = useDeletionPreview(token.id)
  const remove = useDeleteToken(token.id)
  const name = useTypedName(token.displayName)
  return (
    <ConfirmDialog
      isOpen
      title={texts.delete.title(token.displayName)}
      confirmLabel={preview && texts.delete.confirm}
      isDestructive
      isBusy={remove.isPending}
      onConfirm={() => {
        if (!preview || remove.isPending) return
        name.check(() => remove.mutate(name.typed.trim(), { onSuccess: () => onDeleted(preview.associationCount) }))
      }}
      onCancel={onCancel}
    >
      {isPending && <Spinner className={styles.busy} size="tiny" label={texts.delete.loading} />}
      {!preview && <ErrorNotice title={texts.delete.loadFailed} error={error} />}
      {preview && (
        <>
          <GoesAndStays preview={preview} />
          {preview.runningRevocationId !== null ? (
            <Notice intent="warning">
              {texts.delete.running}{' '}
              <TextLink to={`/tokens/${token.id}/revocations/${preview.runningRevocationId}`}>
                {texts.delete.runningLink}
              </TextLink>
            </Notice>
          ) : (
            preview.revocableCount > 0 && (
              <Notice
                title={texts.delete.revokeTitle(preview.revocableCount)}
                actions={<Button onClick={onRevoke}>{texts.delete.revoke}</Button>}
              >
                {texts.delete.revokeText}
              </Notice>
            )
          )}
          <span>{texts.delete.undo}</span>
          <TypedName
            label={texts.typedName.label(token.displayName)}
            value={name.typed}
            problem={name.isWrong ? texts.typedName.wrong(token.displayName) : undefined}
            onChange={name.onChange}
          />
        </>
      )}
      <ErrorNotice title={texts.delete.failed} error={remove.error} />
    </ConfirmDialog>
  )
}

/** On the list, after a token was deleted. */
export function TokenDeleted({ name, associationCount }: { name: string; associationCount: number }) {
  return (
    <Notice intent="success" title={texts.delete.done(name)}>
      {texts.delete.doneStays(associationCount)}
    </Notice>
  )
}
