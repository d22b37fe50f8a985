import { act, render, screen } from '@testing-library/react'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { expect, test } from 'vitest'
import { useListState } from './use-list-state.ts'
import type { ListState } from './use-list-state.ts'

async function openList(path: string) {
  const seen: { list?: ListState } = {}
  const List = () => {
    seen.list = useListState({ filters: ['state'], defaultSort: 'name' })
    return <p>here</p>
  }
  // A loader, as every page of the console has above it: a change of the address takes a moment to arrive.
  const router = createMemoryRouter(
    [{ path: '/', loader: () => Promise.resolve(null), Component: List, HydrateFallback: () => null }],
    {
      initialEntries: [path],
    },
  )
  render(<RouterProvider router={router} />)
  await screen.findByText('here')
  const list = () => {
    if (!seen.list) throw new Error('the list was not rendered')
    return seen.list
  }
  return { router, list }
}

test('changes in quick succession are all kept in the address', async () => {
  const { router, list } = await openList('/?panel=edit&cursor=abc&page=2')
  await act(async () => {
    list().setSearch('keynote')
    list().setFilter('state', 'expired')
    list().setSort('-name')
  })
  expect(router.state.location.search).toBe('?panel=edit&search=keynote&state=expired&sort=-name')
  expect(list()).toMatchObject({ search: 'keynote', filters: { state: 'expired' }, sort: '-name', page: 1 })
})

test('a change after Back builds on where Back led', async () => {
  const { router, list } = await openList('/')
  await act(async () => list().setFilter('state', 'expired'))
  await act(async () => router.navigate(-1))
  await act(async () => list().setSort('-name'))
  expect(router.state.location.search).toBe('?sort=-name')
})
