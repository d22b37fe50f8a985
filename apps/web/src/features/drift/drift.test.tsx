import { listDrift, listDriftItems, listTokens, repairDrift } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aToken, idOf } from '../../testing/builders.ts'
import { aDrift, aDriftItem } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/drift/${idOf(200)}/heldWithoutAssignment`
const message = 'Orders were written that take back the licenses.'

function setUpDrift(role: Role = 'appManager') {
  const { api, open } = setUpConsole(role)
  api.on(listTokens, { value: [aToken()], totalCount: 1 })
  api.on(listDrift, ({ query }) => {
    const all = [
      aDrift(),
      aDrift({ appId: idOf(201), appName: 'Numbers', kind: 'countsDisagree', count: 1, repair: null }),
    ]
    const value = all.filter(({ kind }) => query['kind'] === undefined || kind === query['kind'])
    return { value, totalCount: value.length }
  })
  api.on(listDriftItems, {
    value: [
      aDriftItem(),
      aDriftItem({
        licenseType: 'user',
        target: 'client-user-1',
        device: null,
        person: { id: idOf(601), displayName: 'Sam Seller' },
      }),
    ],
    totalCount: 2,
  })
  api.on(repairDrift, ({ body }) => ({ repairedCount: body.targets?.length ?? 2, message }))
  return { api, open }
}

const rowOf = (element: HTMLElement) => element.closest('tr') ?? document.body

describe('the list', () => {
  test('tells app by app and kind by kind what differs, how often, and what a repair would do', async () => {
    const { open } = setUpDrift()
    await open('/drift')
    const row = within(rowOf(await screen.findByRole('link', { name: 'Held without an assignment' })))
    for (const text of [
      '2',
      '2 devices hold a license that no assignment gives them.',
      'Takes the licenses back at once.',
    ])
      expect(row.getByText(text)).toBeDefined()
    const numbers = within(rowOf(screen.getByRole('link', { name: 'Numbers' })))
    expect(numbers.getByText('Nothing can be repaired from here.')).toBeDefined()
    expect(numbers.queryByRole('button')).toBeNull()
  })

  test('repairs all of a kind once that was confirmed, and says what it did', async () => {
    const { api, open } = setUpDrift()
    const { user } = await open('/drift')
    await user.click(await screen.findByRole('button', { name: /Repair all 2 Keynote/ }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Repair 2 differences of Keynote?' })
    expect(within(dialog).getByText('Takes the licenses back at once.', { exact: false })).toBeDefined()
    expect(api.callsOf(repairDrift)).toHaveLength(0)
    await user.click(within(dialog).getByRole('button', { name: 'Repair 2 differences' }))
    expect(await screen.findByText('The repair of 2 differences is on its way')).toBeDefined()
    expect(screen.getByText(message)).toBeDefined()
    expect(screen.getByRole('link', { name: 'Show the orders' }).getAttribute('href')).toBe(
      `/orders?appId=${idOf(200)}`,
    )
    expect(api.callsOf(repairDrift)[0]).toMatchObject({
      params: { appId: idOf(200), kind: 'heldWithoutAssignment' },
      body: {},
    })
  })

  test('keeps the kind in the address and asks the server by it', async () => {
    const { api, open } = setUpDrift()
    const { router, user } = await open('/drift')
    await user.selectOptions(await screen.findByLabelText('Difference'), 'Apple’s counts disagree')
    await waitFor(() => expect(api.callsOf(listDrift).at(-1)?.query).toMatchObject({ kind: 'countsDisagree' }))
    expect(router.state.location.search).toBe('?kind=countsDisagree')
  })

  test('is empty when nothing differs, and says so', async () => {
    const { api, open } = setUpDrift()
    api.on(listDrift, { value: [], totalCount: 0 })
    await open('/drift')
    expect(await screen.findByText('Nothing differs')).toBeDefined()
  })
})

describe('who differs', () => {
  test('is listed by name, each with the way to Explain', async () => {
    const { open } = setUpDrift()
    await open(path)
    expect(await screen.findByRole('link', { name: 'Sales iPad 1' })).toBeDefined()
    expect(await screen.findByRole('heading', { level: 1, name: /Keynote/ })).toBeDefined()
    expect(screen.getByRole('link', { name: 'Explain Keynote, Sam Seller' }).getAttribute('href')).toBe(
      `/explain?userId=${idOf(601)}&appId=${idOf(200)}`,
    )
  })

  test('is repaired one by one', async () => {
    const { api, open } = setUpDrift()
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Repair Sam Seller' }))
    await user.click(await screen.findByRole('button', { name: 'Repair 1 difference' }))
    await waitFor(() =>
      expect(api.callsOf(repairDrift)[0]?.body).toEqual({
        targets: [{ licenseType: 'user', target: 'client-user-1' }],
      }),
    )
  })

  test('is repaired as selected, and a refusal is told in the dialog', async () => {
    const { api, open } = setUpDrift()
    api.on(repairDrift, () => refuse({ status: 409, code: 'token_expired', message: 'The token has expired.' }))
    const { user } = await open(path)
    await user.click(await screen.findByRole('checkbox', { name: 'Select Sales iPad 1' }))
    await user.click(screen.getByRole('button', { name: 'Repair selected' }))
    await user.click(await screen.findByRole('button', { name: 'Repair 1 difference' }))
    expect(await screen.findByText('Nothing was repaired')).toBeDefined()
    expect(screen.getByText(/The token has expired/)).toBeDefined()
    expect(api.callsOf(repairDrift)[0]?.body).toEqual({ targets: [{ licenseType: 'device', target: 'DMPXK0001' }] })
  })

  test('cannot be repaired by the help desk', async () => {
    const { open } = setUpDrift('helpdesk')
    await open(path)
    await screen.findByRole('link', { name: 'Sales iPad 1' })
    expect(screen.queryByRole('button', { name: /Repair/ })).toBeNull()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })

  test('of a kind that does not exist says so', async () => {
    const { open } = setUpDrift()
    await open(`/drift/${idOf(200)}/nonsense`)
    expect(await screen.findByText('There is no such kind of difference')).toBeDefined()
  })
})
