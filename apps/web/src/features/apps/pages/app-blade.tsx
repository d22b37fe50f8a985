import { Navigate, Outlet, useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { Blade } from '../../../ui/blade.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PlusTag } from '../../../ui/plus-tag.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useApp, useIsBook } from '../api/get-app.ts'
import { titlePath } from '../components/asset-counts.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import { texts } from '../texts.ts'

/** An app or a book of one token. */
export function Component() {
  const { appId = '' } = useParams()
  const kind = useAssetKind()
  const { data: app, error, refetch } = useApp(appId)
  const isBook = useIsBook(appId, kind === 'apps' && isApiError(error, 'not_found'))
  const isApps = kind === 'apps'
  const crumbs = [{ label: isApps ? texts.title : texts.booksTitle, to: `/${kind}` }]
  if (isBook) return <Navigate to={`/books/${appId}`} replace />
  if (error && !app) {
    return (
      <Blade title={isApps ? texts.loadFailed : texts.bookLoadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const base = `/${kind}/${appId}`
  return (
    <Blade
      title={app?.name}
      crumbs={crumbs}
      icon={app && <AssetIcon url={app.iconUrl} name={app.name} size={48} />}
      state={app && <PlusTag pricingParam={app.pricingParam} />}
      facts={
        app && (
          <>
            {app.publisher ?? texts.unknownPublisher} ·{' '}
            <TextLink to={`/tokens/${app.tokenId}`}>{app.tokenName}</TextLink> ·{' '}
            <TextLink to={titlePath(app)}>{texts.titles.inAll}</TextLink>
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
        <Notice intent="warning" title={isApps ? texts.vanishedNotice.title : texts.vanishedNotice.bookTitle}>
          {texts.vanishedNotice.text}
        </Notice>
      )}
      {app?.missingInStoreSince && (
        <Notice intent="info" title={texts.missingNotice.title}>
          {texts.missingNotice.text}
        </Notice>
      )}
      <Outlet />
    </Blade>
  )
}
