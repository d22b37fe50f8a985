import { listApps, listBooks, listOrders, listTokens, retryOrder } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { anApp, aToken, idOf } from '../../testing/builders.ts'
import { anOrder } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const failed = anOrder({
  id: idOf(701),
  state: 'failed',
  eventId: 'event-77',
  errorNumber: 9709,
  reason: 'Apple has no such device. Check the serial number.',
})
const alsoFailed = anOrder({ id: idOf(702), state: 'failed', deviceName: 'Sales iPad 2', deviceId: idOf(502) })

function setUpOrders(role: Role = 'helpdesk') {
  const { api, open } = setUpConsole(role)
  api.on(listApps, { value: [anApp()], totalCount: 1 })
  api.on(listBooks, { value: [], totalCount: 0 })
  api.on(listTokens, { value: [aToken()], totalCount: 1 })
  api.on(listOrders, {
    value: [
      anOrder({ state: 'waiting', place: 3 }),
      failed,
      alsoFailed,
      anOrder({
        id: idOf(703),
        kind: 'disassociate',
        state: 'sent',
        licenseType: 'user',
        target: 'client-user-1',
        deviceId: null,
        deviceName: null,
        person: { id: idOf(601), displayName: 'Sam Seller' },
      }),
    ],
    totalCount: 4,
  })
  return { api, open }
}

const rowOf = (element: HTMLElement) => element.closest('tr') ?? document.body

describe('orders', () => {
  test('tell what was asked of Apple for whom, how far it came, and the error in words with its number and event', async () => {
    const { open } = setUpOrders()
    await open('/orders')
    expect(await screen.findByText('Waiting, 3rd in line')).toBeDefined()
    const row = within(rowOf(screen.getByText(/Apple has no such device/)))
    for (const text of ['Failed', 'Give a license', '9709', 'event-77']) expect(row.getByText(text)).toBeDefined()
    const person = screen.getByRole('link', { name: 'Sam Seller' })
    expect(person.getAttribute('href')).toBe(`/users/${idOf(601)}`)
    expect(within(rowOf(person)).getByText('Take a license back')).toBeDefined()
    expect(within(rowOf(person)).getByText('User license')).toBeDefined()
  })

  test('are filtered by state, kind, app and token and searched at the server, with all of it in the address', async () => {
    const { api, open } = setUpOrders()
    const { router, user } = await open('/orders')
    await user.selectOptions(await screen.findByLabelText('State'), 'Failed')
    await user.selectOptions(screen.getByLabelText('What'), 'Take a license back')
    await user.click(screen.getByRole('combobox', { name: 'App or book' }))
    await user.click(await screen.findByRole('option', { name: /Keynote/ }))
    await user.click(screen.getByRole('combobox', { name: 'Token' }))
    await user.click(await screen.findByRole('option', { name: /Northwind Berlin/ }))
    await user.type(screen.getByRole('searchbox', { name: 'Search app, device or person' }), 'ipad')
    const all = { state: 'failed', kind: 'disassociate', appId: idOf(200), tokenId: idOf(100), search: 'ipad' }
    await waitFor(() => expect(api.callsOf(listOrders).at(-1)?.query).toMatchObject(all))
    expect(Object.fromEntries(new URLSearchParams(router.state.location.search))).toEqual(all)
  })

  test('there are none yet: the page says when there will be', async () => {
    const { api, open } = setUpOrders()
    api.on(listOrders, { value: [], totalCount: 0 })
    await open('/orders')
    expect(await screen.findByText('No orders yet')).toBeDefined()
  })
})

describe('trying again', () => {
  test('one failed order: only failed ones offer it', async () => {
    const { api, open } = setUpOrders()
    api.on(retryOrder, anOrder({ state: 'waiting', place: 1 }))
    const { user } = await open('/orders')
    const offers = await screen.findAllByRole('button', { name: /^Try again Keynote/ })
    expect(offers).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Try again Keynote, Sales iPad 1' }))
    expect(await screen.findByText(/1 order is being tried again/)).toBeDefined()
    expect(api.callsOf(retryOrder).map(({ params }) => params['id'])).toEqual([idOf(701)])
  })

  test('several selected ones: says how many went through and why others did not', async () => {
    const { api, open } = setUpOrders()
    api.on(retryOrder, ({ params }) =>
      params['id'] === idOf(701)
        ? anOrder({ state: 'waiting' })
        : refuse({ status: 409, code: 'conflict', message: 'No assignment asks for it any more.' }),
    )
    const { user } = await open('/orders')
    await user.click(await screen.findByRole('checkbox', { name: 'Select all on this page' }))
    expect(screen.getByText('2 selected')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Try selected again' }))
    expect(await screen.findByText(/1 order is being tried again/)).toBeDefined()
    expect(screen.getByText('1 order was not tried again')).toBeDefined()
    expect(screen.getByText('No assignment asks for it any more.')).toBeDefined()
    expect(screen.queryByText('2 selected')).toBeNull()
  })
})
