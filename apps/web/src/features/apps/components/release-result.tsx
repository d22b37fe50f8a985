import type { revokeLicenses } from '@pomona/contracts'
import { makeStyles, tokens } from '@fluentui/react-components'
import type { Answer } from '../../../lib/api-client.ts'
import { Notice } from '../../../ui/notice.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, maxHeight: '240px', overflowY: 'auto' },
})

/** What became of each license that was to be released. */
export function ReleaseResult({ result }: { result: Answer<typeof revokeLicenses> }) {
  const styles = useStyles()
  const ordered = result.value.filter(({ outcome }) => outcome === 'ordered').length
  const isAll = ordered === result.value.length
  return (
    <Notice intent={isAll ? 'success' : 'warning'} title={ordered > 0 ? texts.resultTitle(ordered) : texts.resultNone}>
      <ul className={styles.list}>
        {result.value.map(({ target, message }) => (
          <li key={target}>
            {target}: {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
