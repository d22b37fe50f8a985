import { isRouteErrorResponse, useRouteError } from 'react-router'
import { LinkButton } from '../../ui/text-link.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { texts } from './texts.ts'

/** In place of a page that broke or does not exist. */
export function RouteError() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  return (
    <>
      <title>{`${texts.failed.title} · ${texts.product}`}</title>
      <ErrorState title={texts.failed.title} error={error} onRetry={() => location.reload()} />
    </>
  )
}

export function NotFound() {
  return (
    <>
      <title>{`${texts.notFound.title} · ${texts.product}`}</title>
      <EmptyState
        title={texts.notFound.title}
        text={texts.notFound.text}
        action={
          <LinkButton to="/" appearance="primary">
            {texts.notFound.action}
          </LinkButton>
        }
      />
    </>
  )
}
