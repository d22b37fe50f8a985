import { getToken, listApps, listTokens } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aToken, anApp, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

/** 120 apps in pages of 50, of which three each are really sent: rows are slow to render here. The cursor is a place. */
async function openApps(path = '/apps') {
  const { api, open } = setUpConsole()
  const apps = Array.from({ length: 120 }, (_, index) => anApp({ id: idOf(2000 + index), name: `App ${index + 1}` }))
  api.on(listTokens, { value: [aToken()], totalCount: 1 })
  api.on(getToken, aToken())
  api.on(listApps, ({ query }) => {
    const from = Number(query['cursor'] ?? 0)
    const found = apps.filter(({ name }) => name.includes(query['search'] ?? ''))
    return {
      value: found.slice(from, from + 3),
      totalCount: found.length,
      ...(from + 50 < found.length && { nextCursor: String(from + 50) }),
    }
  })
  const { router, user } = await open(path)
  const lastQuery = () => api.callsOf(listApps).at(-1)?.query
  return { api, router, user, lastQuery }
}

describe('pages', () => {
  test('say which part is shown, lead on and back, and Back undoes the step', async () => {
    const { router, user } = await openApps()
    expect(await screen.findByText('1–3 of 120')).toBeDefined()
    await user.click(screen.getByText('Next'))
    expect(await screen.findByText('51–53 of 120')).toBeDefined()
    expect(screen.getByText('App 51')).toBeDefined()
    await user.click(screen.getByText('Next'))
    expect(await screen.findByText('101–103 of 120')).toBeDefined()
    expect(screen.getByText('Next').closest('button')?.getAttribute('aria-disabled')).toBe('true')
    await user.click(screen.getByText('Previous'))
    expect(await screen.findByText('51–53 of 120')).toBeDefined()
    await router.navigate(-1)
    expect(await screen.findByText('101–103 of 120')).toBeDefined()
    await user.click(screen.getByText('First page'))
    expect(await screen.findByText('1–3 of 120')).toBeDefined()
  })

  test('open from a link', async () => {
    const { user } = await openApps('/apps?page=3&cursor=50&cursor=100')
    expect(await screen.findByText('101–103 of 120')).toBeDefined()
    await user.click(screen.getByText('Previous'))
    expect(await screen.findByText('51–53 of 120')).toBeDefined()
  })
})

describe('search, sort and filters', () => {
  test('go to the server, stand in the URL and start at the first page', async () => {
    const { router, user, lastQuery } = await openApps('/apps?page=2&cursor=50')
    await screen.findByText('51–53 of 120')
    await user.type(screen.getByRole('searchbox', { name: 'Search apps' }), 'App 12')
    await waitFor(() => expect(lastQuery()).toMatchObject({ search: 'App 12' }))
    expect(lastQuery()).not.toHaveProperty('cursor')
    await user.click(screen.getByText('Total'))
    await waitFor(() => expect(lastQuery()).toMatchObject({ search: 'App 12', sort: 'totalCount' }))
    await user.click(screen.getByText('Total'))
    await waitFor(() => expect(lastQuery()).toMatchObject({ sort: '-totalCount' }))
    await user.click(screen.getByText('Short of licenses'))
    await waitFor(() => expect(lastQuery()).toMatchObject({ isShort: 'true' }))
    expect(router.state.location.search).toBe('?search=App+12&sort=-totalCount&isShort=true')
  })

  test('by token, chosen by name', async () => {
    const { user, lastQuery } = await openApps()
    await user.click(await screen.findByRole('combobox', { name: 'Token' }))
    await user.click(await screen.findByRole('option', { name: 'Northwind Berlin' }))
    await waitFor(() => expect(lastQuery()).toMatchObject({ tokenId: idOf(100) }))
  })

  test('that match nothing offer to clear them', async () => {
    const { user } = await openApps('/apps?search=nothing')
    await user.click(await screen.findByRole('button', { name: 'Clear search and filters' }))
    expect(await screen.findByText('1–3 of 120')).toBeDefined()
  })

  test('written into the address by hand never break the page', async () => {
    const { lastQuery } = await openApps('/apps?sort=nonsense&tokenId=nonsense')
    expect(await screen.findByText('1–3 of 120')).toBeDefined()
    expect(lastQuery()).not.toHaveProperty('tokenId')
  })
})

test('unlimited apps say so instead of a number', async () => {
  const { api, open } = setUpConsole()
  api.on(listTokens, { value: [], totalCount: 0 })
  api.on(listApps, {
    value: [anApp({ isUnlimited: true, totalCount: 2_147_483_647, availableCount: 2_147_483_647 })],
    totalCount: 1,
  })
  await open('/apps')
  const row = await screen.findByRole('row', { name: /Keynote/ })
  expect(within(row).getAllByText('Unlimited')).toHaveLength(3)
})

test('what could not be loaded says why, gives the request to quote, and tries again', async () => {
  const { api, open } = setUpConsole()
  api.on(listTokens, { value: [], totalCount: 0 })
  api.on(listApps, () => refuse({ status: 500, code: 'internal', message: 'Something broke here.' }))
  const { user } = await open('/apps')
  expect(await screen.findByText('The apps could not be loaded')).toBeDefined()
  expect(screen.getByText('Something broke here.')).toBeDefined()
  expect(screen.getByText('req-1')).toBeDefined()
  api.on(listApps, { value: [anApp()], totalCount: 1 })
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'Keynote' })).toBeDefined()
})
