import { driftKinds } from '@pomona/domain'
import type { DriftKind } from '@pomona/domain'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { LinkButton, TextLink } from '../../../ui/text-link.tsx'
import { useDrift } from '../api/list-drift.ts'
import { DriftItems } from '../components/drift-items.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  text: { maxWidth: '70ch', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const crumbs = [{ label: texts.title, to: '/drift' }]

function OneKind({ appId, kind }: { appId: string; kind: DriftKind }) {
  const styles = useStyles()
  const { data } = useDrift({ appId, kind })
  const drift = data?.value.find((found) => found.appId === appId && found.kind === kind)
  return (
    <Blade
      title={drift ? texts.items.of(texts.kinds[kind], drift.appName) : texts.kinds[kind]}
      crumbs={crumbs}
      facts={
        drift && (
          <>
            <TextLink to={`/${drift.productType === 'Book' ? 'books' : 'apps'}/${appId}`}>{drift.appName}</TextLink> ·{' '}
            <TextLink to={`/tokens/${drift.tokenId}`}>{drift.tokenName}</TextLink> · {texts.items.foundAt}{' '}
            <RelativeTime at={drift.foundAt} /> · {texts.items.checkedAt} <RelativeTime at={drift.checkedAt} />
          </>
        )
      }
    >
      {drift && (
        <div className={styles.text}>
          <Text>{drift.explanation}</Text>
          <Text className={styles.quiet}>{drift.repair ?? texts.repair.cannot}</Text>
        </div>
      )}
      <DriftItems key={`${appId} ${kind}`} appId={appId} kind={kind} drift={drift} />
    </Blade>
  )
}

export function Component() {
  const { appId = '', kind } = useParams()
  const known = driftKinds.find((value) => value === kind)
  if (known) return <OneKind appId={appId} kind={known} />
  return (
    <Blade title={texts.title} crumbs={crumbs}>
      <EmptyState title={texts.items.noSuch} action={<LinkButton to="/drift">{texts.items.back}</LinkButton>} />
    </Blade>
  )
}
