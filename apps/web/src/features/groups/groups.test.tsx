import {
  createGroup,
  deleteGroup,
  getGroup,
  listDevices,
  listGroups,
  listMembers,
  patchMembers,
} from '@pomona/contracts'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, aGroup, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/groups/${idOf(300)}`

function setUpGroups(role: 'appManager' | 'helpdesk' = 'appManager') {
  const { api, open } = setUpConsole(role)
  api.on(listGroups, { value: [aGroup()], totalCount: 1 })
  api.on(getGroup, aGroup({ memberCount: 1, assignmentCount: 2 }))
  api.on(listMembers, {
    value: [{ id: idOf(501), displayName: 'Sales iPad 1', detail: 'DMPXK0001' }],
    totalCount: 1,
  })
  api.on(listDevices, { value: [aDevice(), aDevice({ id: idOf(502), name: 'Spare iPad' })], totalCount: 2 })
  api.on(patchMembers, ({ body }) => {
    const added = (body.addIds?.length ?? 0) + (body.addSerialNumbers?.length ?? 0)
    return { added, removed: body.removeIds?.length ?? 0, memberCount: 1 + added }
  })
  return { api, open }
}

describe('adding members', () => {
  test('by pasted serial numbers, in whatever form they come', async () => {
    const { api, open } = setUpGroups()
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('radio', { name: 'Serial numbers' }))
    await user.click(screen.getByRole('textbox', { name: 'Serial numbers' }))
    await user.paste('dmpxk1\nDMPXK2, dmpxk3;\n\n DMPXK1\t\r\nDMPXK4')
    await user.click(screen.getByRole('button', { name: 'Add 4 devices' }))
    await waitFor(() =>
      expect(api.callsOf(patchMembers)[0]?.body).toEqual({
        addSerialNumbers: ['DMPXK1', 'DMPXK2', 'DMPXK3', 'DMPXK4'],
      }),
    )
    expect(await screen.findByText('4 devices added to the group.')).toBeDefined()
  })

  test('with unknown serial numbers adds nothing, lists every one by line, and can take them out', async () => {
    const { api, open } = setUpGroups()
    api.on(patchMembers, () =>
      refuse({
        status: 400,
        code: 'invalid_input',
        message: 'Two serial numbers are unknown.',
        details: [1, 3].map((index) => ({ path: `body.addSerialNumbers.${index}`, message: 'No device has it.' })),
      }),
    )
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('radio', { name: 'Serial numbers' }))
    await user.click(screen.getByRole('textbox', { name: 'Serial numbers' }))
    await user.paste('A1\nNOPE1\nB2, NOPE2')
    await user.click(screen.getByRole('button', { name: 'Add 4 devices' }))
    expect(await screen.findByText('Line 2: NOPE1. No device has it.')).toBeDefined()
    expect(screen.getByText('Line 3: NOPE2. No device has it.')).toBeDefined()
    expect(screen.getByText(/2 of 4 serial numbers cannot be added\. Nothing was added/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Take these lines out' }))
    expect(screen.getByRole('textbox', { name: 'Serial numbers' })).toHaveProperty('value', 'A1\nB2')
  })

  test('by search, several at once', async () => {
    const { api, open } = setUpGroups()
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('checkbox', { name: /^Spare iPad/ }))
    await user.click(await screen.findByRole('checkbox', { name: /^Sales iPad 1/ }))
    await user.click(screen.getByRole('button', { name: 'Add 2 devices' }))
    await waitFor(() => expect(api.callsOf(patchMembers)[0]?.body).toEqual({ addIds: [idOf(502), idOf(501)] }))
  })
})

test('removing members asks first and says what stays with them', async () => {
  const { api, open } = setUpGroups()
  const { user } = await open(path)
  await user.click(await screen.findByRole('checkbox', { name: 'Select Sales iPad 1' }))
  await user.click(screen.getByRole('button', { name: 'Remove from group' }))
  expect(await screen.findByText(/Licenses they hold stay with them/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Remove 1 device' }))
  await waitFor(() => expect(api.callsOf(patchMembers)[0]?.body).toEqual({ removeIds: [idOf(501)] }))
  expect(await screen.findByText('1 device removed from the group.')).toBeDefined()
})

test('deleting a group says what goes and what stays', async () => {
  const { api, open } = setUpGroups()
  api.on(deleteGroup, {})
  const { router, user } = await open(path)
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  expect(await screen.findByText(/2 assignments of apps to it/)).toBeDefined()
  expect(screen.getByText(/Its device stays, and keeps the licenses it holds/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Delete group' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/groups'))
  expect(api.callsOf(deleteGroup)).toHaveLength(1)
})

test('a name that is taken is said in the panel, and what was entered stays', async () => {
  const { api, open } = setUpGroups()
  api.on(createGroup, () => refuse({ status: 409, code: 'conflict', message: 'There is a group “Sales” already.' }))
  const { user } = await open('/groups?panel=create')
  await user.click(await screen.findByRole('button', { name: 'Create' }))
  expect(await screen.findByText(/Give the group a name/)).toBeDefined()
  await user.type(screen.getByLabelText('Name'), 'Sales')
  await user.click(screen.getByRole('button', { name: 'Create' }))
  expect(await screen.findByText(/There is a group “Sales” already\./)).toBeDefined()
  expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Sales')
})

test('the help desk reads groups and is offered no change', async () => {
  const { open } = setUpGroups('helpdesk')
  await open(path)
  await screen.findByRole('link', { name: 'Sales iPad 1' })
  for (const name of ['Add members', 'Edit', 'Delete']) expect(screen.queryByRole('button', { name })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
})
