import { useParams } from 'react-router'
import { Outlet } from 'react-router'
import { regionName } from '../../../lib/format.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { Blade } from '../../../ui/blade.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useApp } from '../api/get-app.ts'
import { texts } from '../texts.ts'

export function Component() {
  const { appId = '' } = useParams()
  const { data: app, error, refetch } = useApp(appId)
  const crumbs = [{ label: texts.title, to: '/apps' }]
  if (error && !app) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const base = `/apps/${appId}`
  const missing = app?.missingInStoreSince ? texts.missingNotice(regionName(app.storefront ?? '')) : null
  return (
    <Blade
      title={app?.name}
      crumbs={crumbs}
      icon={app && <AssetIcon url={app.iconUrl} name={app.name} size={48} />}
      facts={
        app && (
          <>
            {app.publisher ?? texts.unknownPublisher} ·{' '}
            <TextLink to={`/tokens/${app.tokenId}`}>{app.tokenName}</TextLink>
          </>
        )
      }
      tabs={[
        { label: texts.tabs.overview, to: base },
        { label: texts.tabs.assignments, to: `${base}/assignments` },
        { label: texts.tabs.licenses, to: `${base}/licenses` },
      ]}
    >
      {app?.vanishedAt && (
        <Notice intent="warning" title={texts.vanishedNotice.title}>
          {texts.vanishedNotice.text}
        </Notice>
      )}
      {missing && (
        <Notice intent="info" title={missing.title}>
          {missing.text}
        </Notice>
      )}
      <Outlet />
    </Blade>
  )
}
