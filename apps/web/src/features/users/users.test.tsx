import {
  createUser,
  deleteUser,
  getUser,
  inviteUser,
  listDevices,
  listTokens,
  listUserApps,
  listUsers,
  planRevokeUserLicenses,
  revokeUserLicenses,
  updateUser,
} from '@pomona/contracts'
import type { VppUserView } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, aToken, aUser, aVppUser, idOf } from '../../testing/builders.ts'
import { aLicensedApp, aRevokePlan } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/users/${idOf(601)}`
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

function setUpUsers(role: Role = 'appManager', vppUsers: VppUserView[] = [aVppUser()]) {
  const { api, open } = setUpConsole(role)
  api.on(listUsers, { value: [aUser({ vppUsers })], totalCount: 1 })
  api.on(getUser, aUser({ vppUsers }))
  api.on(listDevices, { value: [aDevice()], totalCount: 1 })
  api.on(listUserApps, {
    value: [
      aLicensedApp({ licenseType: 'user', standing: 'awaitingAcceptance', productType: 'App' }),
      aLicensedApp({ appId: idOf(210), name: 'Field guide', licenseType: 'user', productType: 'Book' }),
    ],
    totalCount: 2,
  })
  api.on(listTokens, {
    value: [aToken(), aToken({ id: idOf(101), displayName: 'Northwind Schools' })],
    totalCount: 2,
  })
  return { api, open }
}

const emailTaken = () => {
  const message = 'The e-mail address belongs to Ada, who is here already. Use another one.'
  return refuse({ status: 409, code: 'conflict', message, details: [{ path: 'body.email', message }] })
}

describe('the list', () => {
  test('shows account, devices and the standing with each token, in words', async () => {
    const { open } = setUpUsers('helpdesk', [
      aVppUser(),
      aVppUser({ id: idOf(651), tokenName: 'Schools', invitation: 'accepted', status: 'Associated' }),
      aVppUser({ id: idOf(652), tokenName: 'Labs', invitation: 'accepted', problem: 'Ada uses the same account.' }),
    ])
    await open('/users')
    const row = (await screen.findByRole('link', { name: 'Sam Seller' })).closest('tr') ?? document.body
    for (const text of [
      'sam@northwind.example',
      '1',
      'Invited · Northwind Berlin',
      'Accepted · Schools',
      'Accepted, needs attention · Labs',
    ])
      expect(within(row).getByText(text)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Add user' })).toBeNull()
  })

  test('keeps search and filters in the address, and asks the server by them', async () => {
    const { api, open } = setUpUsers()
    const { router, user } = await open('/users')
    await user.selectOptions(await screen.findByLabelText('Standing at Apple'), 'Refused by Apple')
    await user.selectOptions(screen.getByLabelText('Here or left'), 'Left')
    await user.type(screen.getByRole('searchbox'), 'sam')
    await waitFor(() =>
      expect(api.callsOf(listUsers).at(-1)?.query).toMatchObject({
        invitation: 'failed',
        isRemoved: 'true',
        search: 'sam',
      }),
    )
    expect(new URLSearchParams(router.state.location.search).get('invitation')).toBe('failed')
  })

  test('without anybody offers to add the first, to those who may', async () => {
    const { api, open } = setUpUsers()
    api.on(listUsers, { value: [], totalCount: 0 })
    const { user } = await open('/users')
    await user.click(await screen.findByRole('button', { name: 'Add the first user' }))
    expect(await screen.findByRole('dialog', { name: 'Add user' })).toBeDefined()
  })
})

describe('adding a person', () => {
  test('sends an empty account as none, and leads to the person', async () => {
    const { api, open } = setUpUsers()
    api.on(createUser, aUser())
    const { router, user } = await open('/users?panel=add')
    await user.type(await screen.findByLabelText('Name'), 'Sam Seller')
    await user.type(screen.getByLabelText('Email'), 'sam@northwind.example')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(path))
    expect(api.callsOf(createUser)[0]?.body).toEqual({
      displayName: 'Sam Seller',
      email: 'sam@northwind.example',
      managedAppleId: null,
    })
  })

  test('tells faults at the fields, and an address that is taken once, until it is changed', async () => {
    const { api, open } = setUpUsers()
    api.on(createUser, emailTaken)
    const { user } = await open('/users?panel=add')
    await user.type(await screen.findByLabelText('Managed Apple Account'), 'nonsense')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    for (const words of [/Give the person a name/, /Give an email address/, /Give the Managed Apple Account/])
      expect(await screen.findByText(words)).toBeDefined()
    expect(api.callsOf(createUser)).toHaveLength(0)
    await user.clear(screen.getByLabelText('Managed Apple Account'))
    await user.type(screen.getByLabelText('Name'), 'Sam')
    await user.type(screen.getByLabelText('Email'), 'ada@northwind.example')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    expect(await screen.findAllByText(/belongs to Ada/)).toHaveLength(1)
    expect(screen.queryByText('The user was not added')).toBeNull()
    await user.type(screen.getByLabelText('Email'), 'x')
    expect(screen.queryByText(/belongs to Ada/)).toBeNull()
  })
})

describe('a person', () => {
  test('shows the address to accept at, for handing out, and devices', async () => {
    const { open } = setUpUsers('helpdesk')
    await open(path)
    expect(await screen.findByText('https://buy.itunes.apple.com/accept?inviteCode=0123')).toBeDefined()
    expect(await screen.findByRole('link', { name: 'Sales iPad 1' })).toBeDefined()
    for (const name of ['Edit', 'Remove']) expect(screen.queryByRole('button', { name })).toBeNull()
    expect(screen.getByRole('button', { name: 'Register at Apple' })).toBeDefined()
  })

  test('is invited again once the pause is over, and the page says what to do with the link', async () => {
    const { api, open } = setUpUsers('helpdesk')
    api.on(inviteUser, aUser())
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Send the invitation of Northwind Berlin again' }))
    expect(await screen.findByText(/pass it on to sam@northwind\.example/)).toBeDefined()
    expect(api.callsOf(inviteUser)[0]?.body).toEqual({ tokenId: idOf(100) })
  })

  test('cannot be invited again before, and the page says for how long', async () => {
    const { open } = setUpUsers('helpdesk', [aVppUser({ resendFrom: inMinutes(6.5) })])
    await open(path)
    expect(await screen.findByText(/can be sent again in 7 min/)).toBeDefined()
    expect(screen.queryByRole('button', { name: /Send the invitation/ })).toBeNull()
  })

  test('says in words what keeps it from working, and can be registered again', async () => {
    const problem = 'The Apple Account cannot be associated. Correct the user’s Managed Apple Account.'
    const { api, open } = setUpUsers('appManager', [
      aVppUser({ status: null, invitation: 'failed', invitationUrl: null, resendFrom: null, problem }),
    ])
    api.on(inviteUser, () => refuse({ status: 409, code: 'conflict', message: 'It changed meanwhile.' }))
    const { user } = await open(path)
    expect(await screen.findByText(problem)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Register with Northwind Berlin again' }))
    expect(await screen.findByText(/It changed meanwhile/)).toBeDefined()
  })

  test('is registered with a token that does not know them yet', async () => {
    const { api, open } = setUpUsers('helpdesk')
    api.on(inviteUser, aUser())
    const { user } = await open(`${path}?panel=register`)
    const panel = await screen.findByRole('dialog', { name: 'Register at Apple' })
    expect(within(panel).getByText(/accepts it with their own Apple Account/)).toBeDefined()
    await user.click(within(panel).getByRole('button', { name: 'Register' }))
    expect(await within(panel).findByText('Choose a token.')).toBeDefined()
    await user.click(within(panel).getByRole('combobox'))
    const known = await screen.findByRole('option', { name: /registered already/ })
    expect(known.getAttribute('aria-disabled')).toBe('true')
    await user.click(screen.getByRole('option', { name: 'Northwind Schools' }))
    await user.click(within(panel).getByRole('button', { name: 'Register' }))
    await waitFor(() => expect(api.callsOf(inviteUser)[0]?.body).toEqual({ tokenId: idOf(101) }))
  })

  test('is changed, and the panel says that Apple is told', async () => {
    const { api, open } = setUpUsers()
    api.on(updateUser, aUser())
    const { user } = await open(`${path}?panel=edit`)
    expect(await screen.findByText(/Apple is told of a new email address/)).toBeDefined()
    await user.type(screen.getByLabelText('Managed Apple Account'), 'sam@managed.example')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(api.callsOf(updateUser)[0]?.body).toMatchObject({ managedAppleId: 'sam@managed.example' }),
    )
  })

  test('who is removed: the dialog says what is freed and what stays, and after that they are gone', async () => {
    const { api, open } = setUpUsers('appManager', [aVppUser({ licenseCount: 4 })])
    api.on(deleteUser, {})
    const { router, user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Remove' }))
    expect(await screen.findByText(/Apple retires the person with 1 token/)).toBeDefined()
    expect(screen.getByText(/4 licenses of apps and books: those of apps are freed/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Remove user' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/users'))
    expect(await screen.findByText('Sam Seller was removed. Apple is being told.')).toBeDefined()
  })

  test('lists their apps and books with the user license of each, and leads to Explain', async () => {
    const { open } = setUpUsers('helpdesk')
    await open(path)
    const keynote = (await screen.findByRole('link', { name: 'Keynote' })).closest('tr') ?? document.body
    expect(within(keynote).getByText('Waiting for the invitation')).toBeDefined()
    expect(within(keynote).getByRole('link', { name: 'Explain Keynote, Sam Seller' }).getAttribute('href')).toBe(
      `/explain?userId=${idOf(601)}&appId=${idOf(200)}`,
    )
    expect(screen.getByRole('link', { name: 'Field guide' }).getAttribute('href')).toBe(`/books/${idOf(210)}`)
    expect(screen.queryByRole('button', { name: 'Take back all user licenses' })).toBeNull()
  })

  test('gives back all user licenses only after the plan of it was shown, and the page says what became of each', async () => {
    const { api, open } = setUpUsers()
    api.on(planRevokeUserLicenses, aRevokePlan({ goingCount: 1, irrevocableCount: 1, stillDueCount: 1 }))
    api.on(revokeUserLicenses, {
      value: [
        {
          appId: idOf(200),
          appName: 'Keynote',
          tokenId: idOf(100),
          tokenName: 'Northwind Berlin',
          licenseType: 'user',
          target: 'client-user-1',
          outcome: 'ordered',
          message: 'The license goes back.',
        },
      ],
    })
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Take back all user licenses' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(await within(dialog).findByText('1 license goes back to Apple.')).toBeDefined()
    expect(within(dialog).getByText(/1 license stays: Apple never takes it back/)).toBeDefined()
    expect(within(dialog).getByText(/an assignment still asks/)).toBeDefined()
    await user.click(within(dialog).getByRole('button', { name: 'Take back 1 license' }))
    expect(await screen.findByText(/1 license is being taken back/)).toBeDefined()
    expect(screen.getByText('Keynote: The license goes back.')).toBeDefined()
  })

  test('who has left is shown, and offers no change', async () => {
    const { api, open } = setUpUsers()
    api.on(getUser, aUser({ removedAt: '2026-11-20T08:00:00Z', vppUsers: [aVppUser({ invitation: 'retired' })] }))
    await open(path)
    expect(await screen.findByText(/This person has left/)).toBeDefined()
    for (const name of ['Edit', 'Remove', 'Register at Apple'])
      expect(screen.queryByRole('button', { name })).toBeNull()
  })

  test('who does not exist says so', async () => {
    const { api, open } = setUpUsers()
    api.on(getUser, () => refuse({ status: 404, code: 'not_found', message: 'There is no such person.' }))
    await open(path)
    expect(await screen.findByText('There is no such person.')).toBeDefined()
  })
})
