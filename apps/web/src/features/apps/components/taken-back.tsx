import type { revokeLicenses } from '@pomona/contracts'
import { makeStyles, tokens } from '@fluentui/react-components'
import type { Answer } from '../../../lib/api-client.ts'
import { Notice } from '../../../ui/notice.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalL,
    maxHeight: '240px',
    overflowY: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

/** By a license's type and target: two kinds of holder may be called alike. */
export const licenseKey = (license: { licenseType: string; target: string }) =>
  `${license.licenseType} ${license.target}`

type TakenBackProps = {
  result: Answer<typeof revokeLicenses>
  /** What the holders are called, by key. */
  names: ReadonlyMap<string, string>
}

/** What became of each license that was to be taken back. */
export function TakenBack({ result, names }: TakenBackProps) {
  const styles = useStyles()
  const ordered = result.value.filter(({ outcome }) => outcome === 'ordered').length
  return (
    <Notice
      intent={ordered === result.value.length ? 'success' : 'warning'}
      title={ordered > 0 ? texts.resultTitle(ordered) : texts.resultNone}
    >
      {/* A long list scrolls, so keys must reach it. */}
      <ul
        className={styles.list}
        aria-label={texts.resultList}
        {...(result.value.length > 8 && { tabIndex: 0, role: 'list' })}
      >
        {result.value.map((item) => (
          <li key={licenseKey(item)}>
            {names.get(licenseKey(item)) ?? item.target}: {item.message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
