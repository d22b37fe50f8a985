import {
  getApp,
  getBook,
  getTitle,
  listApps,
  listBooks,
  listBookLicenses,
  listTitles,
  listTokens,
} from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aLicense, anApp, aTitle, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

function setUpTitles() {
  const { api, open } = setUpConsole('helpdesk')
  api.on(listTokens, { value: [], totalCount: 0 })
  api.on(listApps, { value: [anApp()], totalCount: 1 })
  api.on(listTitles, {
    value: [aTitle(), aTitle({ pricingParam: 'PLUS', tokenCount: 1, totalCount: 50 })],
    totalCount: 2,
  })
  return { api, open }
}

describe('all tokens together', () => {
  test('lists each title once with the sums, PLUS told apart, a click away from the list by token', async () => {
    const { api, open } = setUpTitles()
    const { router, user } = await open('/apps')
    await user.click(await screen.findByRole('link', { name: 'All tokens together' }))
    const plus = await screen.findByRole('row', { name: /PLUS/ })
    expect(within(plus).getByRole('link', { name: 'Keynote' }).getAttribute('href')).toBe('/titles/361285480/PLUS')
    const [, standard] = screen.getAllByRole('row')
    expect(within(standard ?? document.body).getByText('300')).toBeDefined()
    expect(router.state.location.pathname).toBe('/apps/all')
    await user.click(screen.getByRole('button', { name: 'In several tokens' }))
    await waitFor(() =>
      expect(api.callsOf(listTitles).at(-1)?.query).toMatchObject({ productType: 'App', isShared: 'true' }),
    )
  })

  test('shows one title’s counts token by token, each leading to its app', async () => {
    const { api, open } = setUpTitles()
    api.on(getTitle, {
      ...aTitle(),
      assets: [
        anApp({ assignedCount: 100, availableCount: 100, totalCount: 200 }),
        anApp({ id: idOf(201), tokenName: 'Vienna', assignedCount: 20, availableCount: 80, totalCount: 100 }),
      ],
    })
    await open('/titles/361285480/STDQ')
    expect(await screen.findByText('Apple · 2 tokens')).toBeDefined()
    const vienna = screen.getByRole('row', { name: /Vienna/ })
    expect(within(vienna).getByRole('link', { name: 'Vienna' }).getAttribute('href')).toBe(`/apps/${idOf(201)}`)
    expect(within(vienna).getByText('20 held')).toBeDefined()
    expect(within(vienna).getByText('80 free')).toBeDefined()
  })
})

test('the list by token tells PLUS apart too', async () => {
  const { api, open } = setUpTitles()
  api.on(listApps, { value: [anApp(), anApp({ id: idOf(201), pricingParam: 'PLUS' })], totalCount: 2 })
  await open('/apps')
  expect(await screen.findAllByRole('link', { name: 'Keynote' })).toHaveLength(2)
  expect(screen.getAllByText('PLUS')).toHaveLength(1)
})

describe('a book', () => {
  const book = anApp({
    id: idOf(250),
    name: 'Moby-Dick',
    productType: 'Book',
    deviceAssignable: false,
    revocable: false,
    foreignCount: 4,
  })

  test('is reached from the list, warns that its licenses never come back, and has assignments of its own', async () => {
    const { api, open } = setUpTitles()
    api.on(listBooks, { value: [book], totalCount: 1 })
    api.on(getBook, book)
    const { user } = await open('/books')
    await user.click(await screen.findByRole('link', { name: 'Moby-Dick' }))
    expect(await screen.findByText('A license of a book never comes back')).toBeDefined()
    expect(screen.getByText('Held by foreign users')).toBeDefined()
    expect(screen.getByRole('link', { name: 'Assignments' }).getAttribute('href')).toBe(`/books/${book.id}/assignments`)
  })

  test('shows who holds it: people by name, and those of another system marked', async () => {
    const { api, open } = setUpTitles()
    api.on(getBook, book)
    const user = { licenseType: 'user', deviceId: null, deviceName: null } as const
    api.on(listBookLicenses, {
      value: [
        aLicense({ ...user, target: 'ours', person: { id: idOf(900), displayName: 'Mia Berg' } }),
        aLicense({ ...user, target: 'theirs', isForeign: true }),
      ],
      totalCount: 2,
    })
    await open(`/books/${book.id}/licenses`)
    expect(await screen.findByRole('link', { name: 'Mia Berg' })).toBeDefined()
    expect(within(screen.getByRole('row', { name: /theirs/ })).getByText('User of another system')).toBeDefined()
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('button', { name: /Take back/ })).toBeNull()
  })

  test('is found at its own address by links that know only its id', async () => {
    const { api, open } = setUpTitles()
    api.on(getApp, () => refuse({ status: 404, code: 'not_found', message: 'There is no such app.' }))
    api.on(getBook, book)
    const { router } = await open(`/apps/${book.id}`)
    await waitFor(() => expect(router.state.location.pathname).toBe(`/books/${book.id}`))
    expect(await screen.findByRole('heading', { name: 'Moby-Dick' })).toBeDefined()
  })
})
