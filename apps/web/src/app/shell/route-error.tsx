import { isRouteErrorResponse, useRouteError } from 'react-router'
import { Blade } from '../../ui/blade.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LinkButton } from '../../ui/text-link.tsx'
import { texts } from './texts.ts'

/** In place of a page that broke or does not exist. */
export function RouteError() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />
  return (
    <Blade title={texts.failed.title}>
      <ErrorState title={texts.failed.what} error={error} onRetry={() => location.reload()} />
    </Blade>
  )
}

/** When not even the frame around the pages could be shown. */
export function RootError() {
  return (
    <main>
      <RouteError />
    </main>
  )
}

export function NotFound() {
  return (
    <Blade title={texts.notFound.title}>
      <EmptyState
        title={texts.notFound.what}
        text={texts.notFound.text}
        action={
          <LinkButton to="/" appearance="primary">
            {texts.notFound.action}
          </LinkButton>
        }
      />
    </Blade>
  )
}
