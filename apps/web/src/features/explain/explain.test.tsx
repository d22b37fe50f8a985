import { explainDevice, explainUser, listApps, listBooks, listDevices, listUsers } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, anApp, aUser, idOf } from '../../testing/builders.ts'
import { aCheck, anExplanation } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/explain?deviceId=${idOf(501)}&appId=${idOf(200)}`

const short = anExplanation({
  verdict: {
    status: 'waiting',
    title: 'Sales iPad 1 waits for a license of Keynote, 3rd in line.',
    nextStep: 'Buy 3 licenses, or take some back.',
  },
  checks: [
    aCheck({
      key: 'reached',
      title: 'Reached by 2 assignments.',
      evidence: [{ label: 'Group', value: 'Sales iPads', at: null }],
    }),
    aCheck({
      key: 'license',
      status: 'waiting',
      title: 'No license is left.',
      evidence: [{ label: 'In line since', value: '', at: '2026-11-22T08:00:00Z' }],
      nextStep: 'Buy 3 licenses, or take some back.',
    }),
    aCheck({ key: 'appleEvent', status: 'failed', title: 'Apple refused: the device is unknown.' }),
    aCheck({ key: 'command', status: 'unknown', title: 'The device has not answered yet.' }),
    aCheck({ key: 'install', status: 'skipped', title: 'Nothing is sent before there is a license.' }),
  ],
})

function setUpExplain() {
  const { api, open } = setUpConsole('helpdesk')
  api.on(listDevices, { value: [aDevice()], totalCount: 1 })
  api.on(listUsers, { value: [aUser()], totalCount: 1 })
  api.on(listApps, { value: [anApp()], totalCount: 1 })
  api.on(listBooks, { value: [anApp({ id: idOf(210), name: 'Field guide', productType: 'Book' })], totalCount: 1 })
  api.on(explainDevice, short)
  return { api, open }
}

const checks = () => within(screen.getByRole('list', { name: 'Every check in order' })).getAllByRole('listitem')

describe('an explanation', () => {
  test('gives the answer first, then every check in the order of the server, each with its status in words', async () => {
    const { open } = setUpExplain()
    await open(path)
    const verdict = await screen.findByRole('region', { name: 'In short' })
    expect(within(verdict).getByText(/3rd in line/)).toBeDefined()
    expect(within(verdict).getByText(/Buy 3 licenses/)).toBeDefined()
    const read = checks().map((check) => [
      within(check).getByRole('heading').textContent,
      ['Passed', 'Waiting', 'Failed', 'Not known yet', 'Not checked'].find((word) => within(check).queryByText(word)),
    ])
    expect(read).toEqual([
      ['Assignment', 'Passed'],
      ['License', 'Waiting'],
      ['Answer from Apple', 'Failed'],
      ['Command', 'Not known yet'],
      ['Installation', 'Not checked'],
    ])
  })

  test('shows what a check saw, when it was, and what to do next', async () => {
    const { open } = setUpExplain()
    await open(path)
    await screen.findByRole('region', { name: 'In short' })
    const [reached, license] = checks()
    if (!reached || !license) throw new Error('checks are missing')
    expect(within(reached).getByText('Sales iPads')).toBeDefined()
    expect(license.querySelector('time')?.getAttribute('datetime')).toBe('2026-11-22T08:00:00Z')
    expect(within(license).getByText(/Buy 3 licenses/)).toBeDefined()
    expect(within(reached).queryByText(/Next step/)).toBeNull()
  })

  test('leads to the device, the app and the token it is about', async () => {
    const { open } = setUpExplain()
    await open(path)
    const links = [
      ['Sales iPad 1', `/devices/${idOf(501)}`],
      ['Keynote', `/apps/${idOf(200)}`],
      ['Northwind Berlin', `/tokens/${idOf(100)}`],
    ] as const
    for (const [name, href] of links)
      expect((await screen.findByRole('link', { name })).getAttribute('href')).toBe(href)
  })

  test('that cannot be given says why, with the request’s id', async () => {
    const { api, open } = setUpExplain()
    api.on(explainDevice, () => refuse({ status: 404, code: 'not_found', message: 'There is no such app.' }))
    await open(path)
    expect(await screen.findByText('This could not be explained')).toBeDefined()
    expect(screen.getByText('There is no such app.')).toBeDefined()
    expect(screen.getByText('req-1')).toBeDefined()
  })
})

describe('the picker', () => {
  test('asks once a device and an app are chosen, and keeps both in the address', async () => {
    const { api, open } = setUpExplain()
    const { router, user } = await open('/explain')
    expect(await screen.findByText('Nothing to explain yet')).toBeDefined()
    await user.click(screen.getByRole('combobox', { name: 'Device' }))
    await user.click(await screen.findByRole('option', { name: /Sales iPad 1/ }))
    expect(api.callsOf(explainDevice)).toHaveLength(0)
    await user.click(screen.getByRole('combobox', { name: 'App' }))
    await user.click(await screen.findByRole('option', { name: /Keynote/ }))
    expect(await screen.findByRole('region', { name: 'In short' })).toBeDefined()
    expect(router.state.location.search).toBe(path.slice('/explain'.length))
  })

  test('explains a person and a book', async () => {
    const { api, open } = setUpExplain()
    api.on(
      explainUser,
      anExplanation({ device: null, person: { id: idOf(601), displayName: 'Sam Seller', email: 's@n.example' } }),
    )
    const { user } = await open('/explain')
    await user.click(await screen.findByRole('radio', { name: 'User' }))
    await user.click(screen.getByRole('combobox', { name: 'User' }))
    await user.click(await screen.findByRole('option', { name: /Sam Seller/ }))
    await user.click(screen.getByRole('combobox', { name: 'App or book' }))
    await user.click(await screen.findByRole('option', { name: /Field guide/ }))
    await waitFor(() => expect(api.callsOf(explainUser)[0]).toMatchObject({ query: { appId: idOf(210) } }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Keynote: Sam Seller' })).toBeDefined()
  })
})
