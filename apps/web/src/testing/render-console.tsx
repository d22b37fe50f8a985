import type { Role } from '@pomona/domain'
import { getMe, getOverview, openSession } from '@pomona/contracts'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { Providers } from '../app/providers.tsx'
import { createQueryClient } from '../app/query-client.ts'
import { consoleRoutes } from '../app/router.tsx'
import { setSessionEnded } from '../app/session-ended.ts'
import { anAccount, anOverview } from './builders.ts'
import { stubApi } from './stub-api.ts'

/** The whole console at one address, signed in, with the routes that every page needs stubbed. */
export function setUpConsole(role: Role = 'admin') {
  const api = stubApi()
  api.on(openSession, { user: anAccount({ role }) })
  api.on(getMe, anAccount({ role }))
  api.on(getOverview, anOverview())
  setSessionEnded(false)

  const open = async (path: string) => {
    const queryClient = createQueryClient()
    queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } })
    const router = createMemoryRouter(consoleRoutes(queryClient), { initialEntries: [path] })
    render(
      <Providers queryClient={queryClient}>
        <RouterProvider router={router} />
      </Providers>,
    )
    await screen.findByRole('main', {}, { timeout: 10_000 })
    return { router, user: userEvent.setup({ delay: null, pointerEventsCheck: 0 }) }
  }
  return { api, open }
}
