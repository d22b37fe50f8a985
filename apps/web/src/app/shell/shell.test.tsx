import { getOverview, listApps, listGroups, listTokens, signOut } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anOverview, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

test('the account menu says who is signed in and in which role, and signs out', async () => {
  const { api, open } = setUpConsole('helpdesk')
  api.on(signOut, {})
  const { router, user } = await open('/')
  await user.click(await screen.findByRole('button', { name: 'Account: Ada Admin' }))
  expect(await screen.findByText('Help desk')).toBeDefined()
  await user.click(screen.getByRole('menuitem', { name: 'Sign out' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'))
  expect(api.callsOf(signOut)).toHaveLength(1)
})

test('the theme is chosen here and kept in this browser', async () => {
  const { open } = setUpConsole()
  const { user } = await open('/')
  await user.click(await screen.findByRole('button', { name: 'Theme' }))
  await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }))
  expect(document.documentElement.style.colorScheme).toBe('dark')
  expect(localStorage.getItem('pomona-theme')).toBe('dark')
})

test('going to another page moves focus to its heading and names it in the title', async () => {
  const { api, open } = setUpConsole()
  api.on(listGroups, { value: [], totalCount: 0 })
  const { user } = await open('/')
  await user.click(await screen.findByRole('link', { name: 'Groups' }))
  const heading = await screen.findByRole('heading', { level: 1, name: 'Groups' })
  await waitFor(() => expect(document.activeElement).toBe(heading))
  expect(document.title).toBe('Groups · Pomona')
})

test('an address that leads nowhere says so and leads on', async () => {
  const { open } = setUpConsole()
  const { router, user } = await open('/nothing/here')
  await screen.findByRole('heading', { level: 1, name: 'Page not found' })
  await user.click(screen.getByRole('link', { name: 'Go to the overview' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
})

test('the overview names what needs attention, and each number leads to its list', async () => {
  const { api, open } = setUpConsole()
  api.on(listApps, { value: [], totalCount: 0 })
  api.on(listTokens, { value: [], totalCount: 0 })
  api.on(
    getOverview,
    anOverview({
      tokensNeedingAttention: [
        { id: idOf(100), displayName: 'Berlin', state: 'expired', stateReason: 'It ended yesterday. Renew it.' },
      ],
      shortages: [{ appId: idOf(200), name: 'Keynote', tokenName: 'Berlin', waitingCount: 5, availableCount: 0 }],
      licenses: { totalCount: 1000, assignedCount: 600, availableCount: 400, promisedCount: 20, waitingCount: 5 },
    }),
  )
  const { router, user } = await open('/')
  const attention = await screen.findByRole('region', { name: 'Needs attention' })
  expect(within(attention).getByText('It ended yesterday. Renew it.')).toBeDefined()
  expect(within(attention).getByText(/5 devices waiting: no license left\. Buy 5 or release some\./)).toBeDefined()
  const licenses = screen.getByRole('region', { name: 'Licenses' })
  for (const words of ['600 held', '20 promised', '380 free', '5 waiting'])
    expect(within(licenses).getByText(words)).toBeDefined()
  await user.click(within(licenses).getByRole('link', { name: '5' }))
  await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe('/apps?isShort=true'))
})

test('without a token the overview shows the first steps', async () => {
  const { api, open } = setUpConsole()
  api.on(getOverview, anOverview({ tokenCount: 0, lastSyncedAt: null }))
  await open('/')
  expect(await screen.findByRole('link', { name: 'Upload your first token' })).toBeDefined()
  expect(screen.getByText('Apple not synced yet')).toBeDefined()
})

test('an overview that cannot be loaded says why', async () => {
  const { api, open } = setUpConsole()
  api.on(getOverview, () => refuse({ status: 500, code: 'internal', message: 'Something broke here.' }))
  await open('/')
  expect(await screen.findByText('Something broke here.')).toBeDefined()
})
