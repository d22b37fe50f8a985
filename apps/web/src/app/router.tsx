import { openSession } from '@pomona/contracts'
import { Spinner } from '@fluentui/react-components'
import type { QueryClient } from '@tanstack/react-query'
import { createBrowserRouter, redirect } from 'react-router'
import type { RouteObject } from 'react-router'
import { call } from '../lib/api-client.ts'
import { signInPath } from '../lib/return-to.ts'
import { meQuery } from '../lib/session.ts'
import { NotFound, RootError, RouteError } from './shell/route-error.tsx'

/** Every address of the console. Pages are loaded when they are first visited. */
export function consoleRoutes(queryClient: QueryClient): RouteObject[] {
  const requireSession = async ({ request }: { request: Request }) => {
    if (queryClient.getQueryData(meQuery.queryKey)) return null
    const { user } = await call(openSession)
    if (user) {
      queryClient.setQueryData(meQuery.queryKey, user)
      return null
    }
    const { pathname, search } = new URL(request.url)
    throw redirect(signInPath(pathname + search))
  }
  return [
    {
      ErrorBoundary: RootError,
      HydrateFallback: () => <Spinner style={{ height: '100dvh' }} label="Loading" />,
      children: [
        { path: '/sign-in', lazy: () => import('../features/session/pages/sign-in-page.tsx') },
        {
          lazy: async () => ({ Component: (await import('./shell/shell.tsx')).Shell }),
          loader: requireSession,
          children: [
            {
              ErrorBoundary: RouteError,
              children: [
                { index: true, lazy: () => import('../features/overview/pages/overview-page.tsx') },
                { path: 'tokens', lazy: () => import('../features/tokens/pages/tokens-page.tsx') },
                { path: 'tokens/create', lazy: () => import('../features/tokens/pages/create-token-page.tsx') },
                {
                  path: 'tokens/:tokenId',
                  lazy: () => import('../features/tokens/pages/token-blade.tsx'),
                  children: [
                    { index: true, lazy: () => import('../features/tokens/pages/token-overview.tsx') },
                    {
                      path: 'apps',
                      lazy: async () => ({ Component: (await import('./token-assets-page.tsx')).TokenApps }),
                    },
                    {
                      path: 'books',
                      lazy: async () => ({ Component: (await import('./token-assets-page.tsx')).TokenBooks }),
                    },
                    { path: 'syncs', lazy: () => import('../features/tokens/pages/token-syncs.tsx') },
                    { path: 'syncs/:runId', lazy: () => import('../features/tokens/pages/token-sync.tsx') },
                    { path: 'foreign', lazy: () => import('../features/tokens/pages/token-foreign.tsx') },
                    { path: 'apple', lazy: () => import('../features/tokens/pages/token-conversation.tsx') },
                    {
                      path: 'apple/notifications',
                      lazy: () => import('../features/tokens/pages/token-notifications.tsx'),
                    },
                    { path: 'revocations', lazy: () => import('../features/tokens/pages/token-revocations.tsx') },
                    {
                      path: 'revocations/:revocationId',
                      lazy: () => import('../features/tokens/pages/token-revocation.tsx'),
                    },
                  ],
                },
                { path: 'apps', lazy: () => import('../features/apps/pages/apps-page.tsx') },
                { path: 'apps/all', lazy: () => import('../features/apps/pages/titles-page.tsx') },
                { path: 'books', lazy: () => import('../features/apps/pages/books-page.tsx') },
                { path: 'books/all', lazy: () => import('../features/apps/pages/titles-page.tsx') },
                {
                  path: 'books/:appId',
                  lazy: () => import('../features/apps/pages/app-blade.tsx'),
                  children: [
                    { index: true, lazy: () => import('../features/apps/pages/app-overview.tsx') },
                    { path: 'assignments', lazy: () => import('../features/apps/pages/app-assignments.tsx') },
                    { path: 'licenses', lazy: () => import('../features/apps/pages/app-licenses.tsx') },
                  ],
                },
                { path: 'titles/:adamId/:pricingParam', lazy: () => import('../features/apps/pages/title-page.tsx') },
                {
                  path: 'apps/:appId',
                  lazy: () => import('../features/apps/pages/app-blade.tsx'),
                  children: [
                    { index: true, lazy: () => import('../features/apps/pages/app-overview.tsx') },
                    { path: 'assignments', lazy: () => import('../features/apps/pages/app-assignments.tsx') },
                    { path: 'licenses', lazy: () => import('../features/apps/pages/app-licenses.tsx') },
                  ],
                },
                { path: 'groups', lazy: () => import('../features/groups/pages/groups-page.tsx') },
                { path: 'groups/:groupId', lazy: () => import('../features/groups/pages/group-blade.tsx') },
                { path: 'users', lazy: () => import('../features/users/pages/users-page.tsx') },
                { path: 'users/:userId', lazy: () => import('../features/users/pages/user-blade.tsx') },
                { path: 'devices', lazy: () => import('../features/devices/pages/devices-page.tsx') },
                { path: 'devices/:deviceId', lazy: () => import('../features/devices/pages/device-blade.tsx') },
                { path: 'explain', lazy: () => import('../features/explain/pages/explain-page.tsx') },
                { path: 'orders', lazy: () => import('../features/orders/pages/orders-page.tsx') },
                { path: 'drift', lazy: () => import('../features/drift/pages/drift-page.tsx') },
                { path: 'drift/:appId/:kind', lazy: () => import('../features/drift/pages/drift-items-page.tsx') },
                { path: '*', Component: NotFound },
              ],
            },
          ],
        },
      ],
    },
  ]
}

export function createConsoleRouter(queryClient: QueryClient) {
  return createBrowserRouter(consoleRoutes(queryClient))
}
