import type { previewCountry } from '@pomona/contracts'
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Answer } from '../../../lib/api-client.ts'
import { messageOf } from '../../../lib/api-error.ts'
import { regionName } from '../../../lib/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { lifeTexts as texts } from '../texts-life.ts'

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXS} 0`, paddingInlineStart: tokens.spacingHorizontalL },
  busy: { justifyContent: 'flex-start' },
})

type CountryPreviewProps = { countryOrRegion: string; preview: UseQueryResult<Answer<typeof previewCountry>> }

/** Before a country is saved: which apps and books its store does not list (P6). */
export function CountryPreview({ countryOrRegion, preview }: CountryPreviewProps) {
  const styles = useStyles()
  const name = regionName(countryOrRegion)
  const { data, error } = preview
  if (error) {
    return (
      <Notice
        intent="error"
        title={texts.country.failed}
        actions={<Button onClick={() => void preview.refetch()}>{texts.country.again}</Button>}
      >
        {messageOf(error)} {texts.country.failedText}
      </Notice>
    )
  }
  if (!data) return <Spinner className={styles.busy} size="tiny" label={texts.country.busy(name)} />
  if (data.missingCount === 0) return <Notice>{texts.country.all(data.assetCount, name)}</Notice>
  const rest = data.missingCount - data.missing.length
  return (
    <Notice intent="warning" title={texts.country.missing(data.missingCount, data.assetCount, name)}>
      {texts.country.missingText}
      <ul className={styles.list} aria-label={texts.country.label(name)}>
        {data.missing.map((asset) => (
          <li key={asset.appId}>{asset.name}</li>
        ))}
        {rest > 0 && <li>{texts.country.more(rest)}</li>}
      </ul>
    </Notice>
  )
}
