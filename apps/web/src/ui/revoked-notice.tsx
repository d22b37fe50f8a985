import { makeStyles, tokens } from '@fluentui/react-components'
import { plural } from '../lib/format.ts'
import { Notice } from './notice.tsx'

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalL,
    maxHeight: '176px',
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

type Revoked = { appId: string; appName: string; licenseType: string; target: string; outcome: string; message: string }

const title = (ordered: number) =>
  ordered === 0
    ? 'No license is being taken back.'
    : `${plural(ordered, 'license')} ${ordered === 1 ? 'is' : 'are'} being taken back. Apple is being asked.`

/** What became of each license that was to go back. */
export function RevokedNotice({ items }: { items: readonly Revoked[] }) {
  const styles = useStyles()
  const ordered = items.filter(({ outcome }) => outcome === 'ordered').length
  return (
    <Notice intent={ordered > 0 ? 'success' : 'info'} title={title(ordered)}>
      {items.length > 0 && (
        // A long list scrolls, so keys must reach it.
        <ul className={styles.list} aria-label="What became of each license" {...(items.length > 6 && { tabIndex: 0 })}>
          {items.map(({ appId, appName, licenseType, target, message }) => (
            <li key={`${appId} ${licenseType} ${target}`}>
              {appName}: {message}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
