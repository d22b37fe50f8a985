import {
  deleteDevice,
  getDevice,
  listDeviceApps,
  listDevices,
  listUsers,
  planRevokeDeviceLicenses,
  revokeDeviceLicenses,
  updateDevice,
} from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, aUser, idOf } from '../../testing/builders.ts'
import { aLicensedApp, aRevokePlan } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/devices/${idOf(501)}`

function setUpDevices(role: Role = 'helpdesk') {
  const { api, open } = setUpConsole(role)
  const person = { id: idOf(601), displayName: 'Sam Seller' }
  const device = aDevice({ person, heldCount: 3, waitingCount: 1 })
  api.on(listDevices, { value: [device], totalCount: 1 })
  api.on(getDevice, { ...device, groups: [{ id: idOf(300), displayName: 'Sales iPads' }] })
  api.on(listDeviceApps, {
    value: [
      aLicensedApp(),
      aLicensedApp({ appId: idOf(201), name: 'Numbers', standing: 'waiting', place: 3 }),
      aLicensedApp({ appId: idOf(202), name: 'Pages', standing: 'failed', reason: 'Apple does not know the device.' }),
    ],
    totalCount: 3,
  })
  return { api, open }
}

const rowOf = (link: HTMLElement) => link.closest('tr') ?? document.body

describe('the list', () => {
  test('shows what is known of each device, and that it waits where it does', async () => {
    const { api, open } = setUpDevices()
    api.on(listDevices, {
      value: [
        aDevice({ person: { id: idOf(601), displayName: 'Sam Seller' }, heldCount: 3, waitingCount: 1 }),
        aDevice({
          id: idOf(502),
          name: 'Own iPhone',
          serialNumber: null,
          ownership: 'personal',
          isSupervised: false,
          enrollmentState: 'unenrolled',
          lastSeenAt: null,
        }),
      ],
      totalCount: 2,
    })
    await open('/devices')
    const first = within(rowOf(await screen.findByRole('link', { name: 'Sales iPad 1' })))
    for (const text of ['DMPXK0001', 'OS 18.1', 'Sam Seller', 'Corporate', 'Supervised', '3 held', '1 waiting'])
      expect(first.getByText(text)).toBeDefined()
    const second = within(rowOf(screen.getByRole('link', { name: 'Own iPhone' })))
    for (const text of ['No serial number · Left management', 'Personal', 'Not supervised', 'Not yet'])
      expect(second.getByText(text)).toBeDefined()
    expect(second.queryByText(/waiting/)).toBeNull()
  })

  test('searches, filters and sorts at the server, with all of it in the address', async () => {
    const { api, open } = setUpDevices()
    const { router, user } = await open('/devices')
    const asks = (query: Record<string, string>) =>
      waitFor(() => expect(api.callsOf(listDevices).at(-1)?.query).toMatchObject(query))
    await user.selectOptions(await screen.findByLabelText('Ownership'), 'Personal')
    await asks({ ownership: 'personal' })
    await user.selectOptions(screen.getByLabelText('Sort by'), 'Serial number, Z to A')
    await asks({ ownership: 'personal', sort: '-serialNumber' })
    await user.type(screen.getByRole('searchbox', { name: 'Search name or serial number' }), 'dmpx')
    const all = { ownership: 'personal', sort: '-serialNumber', search: 'dmpx' }
    await asks(all)
    expect(Object.fromEntries(new URLSearchParams(router.state.location.search))).toEqual(all)
  })

  test('goes on to the next page and back', async () => {
    const { api, open } = setUpDevices()
    api.on(listDevices, ({ query }) =>
      query['cursor'] === undefined
        ? { value: [aDevice()], totalCount: 51, nextCursor: 'c2' }
        : { value: [aDevice({ id: idOf(502), name: 'Last iPad' })], totalCount: 51 },
    )
    const { user } = await open('/devices')
    await screen.findByRole('link', { name: 'Sales iPad 1' })
    await user.click(screen.getByRole('button', { name: 'Next' }))
    expect(await screen.findByRole('link', { name: 'Last iPad' })).toBeDefined()
    expect(screen.getByText('51–51 of 51')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Previous' }))
    expect(await screen.findByRole('link', { name: 'Sales iPad 1' })).toBeDefined()
  })

  test('that could not be read says why, with the request’s id', async () => {
    const { api, open } = setUpDevices()
    api.on(listDevices, () => refuse({ status: 500, code: 'internal', message: 'Something went wrong here.' }))
    await open('/devices')
    expect(await screen.findByText('The devices could not be loaded')).toBeDefined()
    expect(screen.getByText('req-1')).toBeDefined()
  })

  test('says how devices come here when there is none', async () => {
    const { api, open } = setUpDevices()
    api.on(listDevices, { value: [], totalCount: 0 })
    await open('/devices')
    expect(await screen.findByText('No devices yet')).toBeDefined()
  })
})

describe('a device', () => {
  test('tells its facts and leads to its groups', async () => {
    const { open } = setUpDevices()
    await open(path)
    expect(await screen.findByText('Sam Seller')).toBeDefined()
    const groups = screen.getByRole('region', { name: 'Groups' })
    expect(within(groups).getByRole('link', { name: 'Sales iPads' }).getAttribute('href')).toBe(`/groups/${idOf(300)}`)
  })

  test('shows each app with its standing, the place in line and the reason, and leads to the app', async () => {
    const { open } = setUpDevices()
    await open(path)
    const keynote = await screen.findByRole('link', { name: 'Keynote' })
    expect(keynote.getAttribute('href')).toBe(`/apps/${idOf(200)}`)
    expect(within(rowOf(keynote)).getByText('Held')).toBeDefined()
    const numbers = within(rowOf(screen.getByRole('link', { name: 'Numbers' })))
    expect(numbers.getByText('Waiting, 3rd in line')).toBeDefined()
    expect(numbers.getByText(/as licenses are bought or given back/)).toBeDefined()
    const pages = within(rowOf(screen.getByRole('link', { name: 'Pages' })))
    expect(pages.getByText('Failed')).toBeDefined()
    expect(pages.getByText('Apple does not know the device.')).toBeDefined()
  })

  test('shows its own license and that of its user apart, each with the way to Explain', async () => {
    const { api, open } = setUpDevices()
    api.on(listDeviceApps, { value: [aLicensedApp(), aLicensedApp({ licenseType: 'user' })], totalCount: 2 })
    await open(path)
    expect(await screen.findByText('Device license')).toBeDefined()
    expect(screen.getByText('User license')).toBeDefined()
    const explain = screen.getAllByRole('link', { name: 'Explain Keynote, Sales iPad 1' })
    expect(explain.map((link) => link.getAttribute('href'))).toEqual([
      `/explain?deviceId=${idOf(501)}&appId=${idOf(200)}`,
      `/explain?deviceId=${idOf(501)}&appId=${idOf(200)}`,
    ])
    for (const name of ['Edit', 'Delete', 'Take back all device licenses'])
      expect(screen.queryByRole('button', { name })).toBeNull()
  })

  test('without a serial number says why it holds no license', async () => {
    const { api, open } = setUpDevices()
    api.on(getDevice, { ...aDevice({ serialNumber: null }), groups: [] })
    api.on(listDeviceApps, { value: [], totalCount: 0 })
    await open(path)
    expect(await screen.findByText(/no device license can be given to it/)).toBeDefined()
    expect(screen.getByText(/In no device group/)).toBeDefined()
  })

  test('that does not exist says so', async () => {
    const { api, open } = setUpDevices()
    api.on(getDevice, () => refuse({ status: 404, code: 'not_found', message: 'There is no such device.' }))
    api.on(listDeviceApps, () => refuse({ status: 404, code: 'not_found', message: 'There is no such device.' }))
    await open(path)
    expect(await screen.findByText('There is no such device.')).toBeDefined()
  })
})

describe('changing a device', () => {
  test('sends name, user, ownership and kiosk, and says before what they mean for licenses', async () => {
    const { api, open } = setUpDevices('admin')
    api.on(updateDevice, aDevice())
    api.on(listUsers, { value: [aUser({ id: idOf(602), displayName: 'Tara Till' })], totalCount: 1 })
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const name = await screen.findByLabelText('Name')
    await user.clear(name)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/Give the device a name/)).toBeDefined()
    await user.type(name, 'Front desk')
    await user.click(screen.getByRole('combobox', { name: 'User' }))
    await user.click(await screen.findByRole('option', { name: /Tara Till/ }))
    expect(screen.getByText(/Apps assigned to Tara Till reach the device/)).toBeDefined()
    await user.click(screen.getByRole('radio', { name: 'Personal' }))
    await user.click(screen.getByRole('switch', { name: 'Kiosk (single app)' }))
    expect(screen.getByText(/never gets a user license/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/The device was changed/)).toBeDefined()
    expect(api.callsOf(updateDevice)[0]?.body).toEqual({
      name: 'Front desk',
      personId: idOf(602),
      ownership: 'personal',
      isKiosk: true,
    })
  })

  test('that is deleted says what becomes of its licenses, and gives them back unless they are to stay', async () => {
    const { api, open } = setUpDevices('admin')
    api.on(deleteDevice, {})
    const { router, user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(within(dialog).getByText(/licenses go back to Apple/)).toBeDefined()
    await user.click(within(dialog).getByRole('switch', { name: 'Keep its licenses at Apple' }))
    expect(within(dialog).getByText(/stay on the serial number DMPXK0001/)).toBeDefined()
    await user.click(within(dialog).getByRole('button', { name: 'Delete device' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/devices'))
    expect(api.callsOf(deleteDevice)[0]?.query).toEqual({ keepLicenses: 'true' })
    expect(await screen.findByText('“Sales iPad 1” was deleted.')).toBeDefined()
  })

  test('gives back all its licenses only after the plan of it was shown', async () => {
    const { api, open } = setUpDevices('appManager')
    api.on(planRevokeDeviceLicenses, aRevokePlan({ goingCount: 3, alreadyOrderedCount: 1 }))
    api.on(revokeDeviceLicenses, { value: [] })
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Take back all device licenses' }))
    expect(await screen.findByText('3 licenses go back to Apple.')).toBeDefined()
    expect(screen.getByText('1 license is on its way back already.')).toBeDefined()
    expect(api.callsOf(revokeDeviceLicenses)).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: 'Take back 3 licenses' }))
    await waitFor(() => expect(api.callsOf(revokeDeviceLicenses)).toHaveLength(1))
    expect(await screen.findByText('No license is being taken back.')).toBeDefined()
  })

  test('offers nothing to take back where nothing is held', async () => {
    const { api, open } = setUpDevices('appManager')
    api.on(planRevokeDeviceLicenses, aRevokePlan({ goingCount: 0 }))
    await open(`${path}?panel=revoke`)
    expect(await screen.findByText('There is no license that could go back.')).toBeDefined()
    expect(screen.queryByRole('button', { name: /Take back \d/ })).toBeNull()
  })
})
