import { getGroup, listApps, listDevices, listMembers, patchMembers } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, aGroup, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/groups/${idOf(300)}`
const member = { id: idOf(501), displayName: 'Sales iPad 1', detail: 'DMPXK0001' }

function setUpMembers() {
  const { api, open } = setUpConsole('appManager')
  api.on(getGroup, aGroup({ memberCount: 1, assignmentCount: 2 }))
  api.on(listApps, { value: [], totalCount: 0 })
  api.on(listMembers, { value: [member], totalCount: 1 })
  api.on(listDevices, ({ query }) => {
    const devices = [
      aDevice(),
      aDevice({ id: idOf(502), name: 'Spare iPad', serialNumber: 'DMPXK0002' }),
      aDevice({ id: idOf(503), name: 'Spare iPhone', serialNumber: 'DMPXK0003', model: 'iPhone 16e' }),
    ]
    const value = devices.filter(
      ({ id, name }) =>
        name.toLowerCase().includes(query['search'] ?? '') && (query['groupId'] === undefined || id === member.id),
    )
    return { value, totalCount: value.length }
  })
  api.on(patchMembers, ({ body }) => {
    const added = (body.addIds?.length ?? 0) + (body.addSerialNumbers?.length ?? 0)
    return { added, removed: body.removeIds?.length ?? 0, memberCount: 1 + added }
  })
  return { api, open }
}

async function openPaste() {
  const { api, open } = setUpMembers()
  const { user } = await open(`${path}?panel=add`)
  await user.click(await screen.findByRole('radio', { name: 'Serial numbers' }))
  const box = screen.getByRole('textbox', { name: 'Serial numbers' })
  const paste = async (text: string) => {
    await user.clear(box)
    await user.click(box)
    await user.paste(text)
  }
  return { api, user, box, paste }
}

function refuseSerials(...indexes: number[]) {
  return refuse({
    status: 400,
    code: 'invalid_input',
    message: 'The members of Sales iPads were not changed.',
    details: indexes.map((index) => ({ path: `body.addSerialNumbers.${index}`, message: 'No device has it.' })),
  })
}

describe('adding by pasted serial numbers', () => {
  test('takes them in whatever form they come, and counts each once as one types', async () => {
    const { api, user, paste } = await openPaste()
    await paste('dmpxk1\nDMPXK2, dmpxk3;\n\n DMPXK1\t\r\n"DMPXK4"')
    expect(screen.getByText('4 serial numbers · 1 repeat left out')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Add 4 devices' }))
    await waitFor(() =>
      expect(api.callsOf(patchMembers)[0]?.body).toEqual({
        addSerialNumbers: ['DMPXK1', 'DMPXK2', 'DMPXK3', 'DMPXK4'],
      }),
    )
    expect(await screen.findByText('4 devices added to the group.')).toBeDefined()
  })

  test('says how many were in the group already', async () => {
    const { api, user, paste } = await openPaste()
    api.on(patchMembers, { added: 1, removed: 0, memberCount: 2 })
    await paste('DMPXK0001 DMPXK0002')
    await user.click(screen.getByRole('button', { name: 'Add 2 devices' }))
    expect(await screen.findByText('1 device added to the group. 1 was in it already.')).toBeDefined()
  })

  test('adds nothing when some are unknown, and lists every one of them by line', async () => {
    const { api, user, box, paste } = await openPaste()
    api.on(patchMembers, () => refuseSerials(1, 3))
    await paste('A1\nNOPE1\nB2, NOPE2')
    await user.click(screen.getByRole('button', { name: 'Add 4 devices' }))
    expect(await screen.findByText('Nothing was added')).toBeDefined()
    const unknown = screen.getByRole('list', { name: 'Unknown serial numbers' })
    expect(
      within(unknown)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Line 2: NOPE1', 'Line 3: NOPE2'])
    expect(box).toHaveProperty('value', 'A1\nNOPE1\nB2, NOPE2')
    await user.click(within(unknown).getByRole('button', { name: 'Line 3: NOPE2' }))
    expect(document.activeElement).toBe(box)
    expect(box).toMatchObject({ selectionStart: 13, selectionEnd: 18 })
    await user.click(screen.getByRole('button', { name: 'Take them out' }))
    expect(box).toHaveProperty('value', 'A1\nB2')
    expect(screen.queryByText('Nothing was added')).toBeNull()
  })

  test('no longer complains about one that has been corrected, and knows the new lines of the others', async () => {
    const { api, user, paste } = await openPaste()
    api.on(patchMembers, () => refuseSerials(0, 1))
    await paste('NOPE1\nNOPE2')
    await user.click(screen.getByRole('button', { name: 'Add 2 devices' }))
    expect(await screen.findByText('Line 2: NOPE2')).toBeDefined()
    await paste('DMPXK1\nDMPXK2\nNOPE2')
    expect(screen.queryByText(/NOPE1/)).toBeNull()
    expect(screen.getByText('Line 3: NOPE2')).toBeDefined()
    await paste('DMPXK1')
    expect(screen.queryByText('Nothing was added')).toBeNull()
  })

  test('of which there are none asks for some and sends nothing', async () => {
    const { api, user, paste } = await openPaste()
    await paste(' ,;\n')
    await user.click(screen.getByRole('button', { name: 'Add' }))
    expect(await screen.findByText('Paste at least one serial number.')).toBeDefined()
    expect(api.callsOf(patchMembers)).toHaveLength(0)
  })
})

describe('adding by search', () => {
  test('takes several at once, across searches; who is in the group already cannot be taken', async () => {
    const { api, open } = setUpMembers()
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('checkbox', { name: /^Spare iPad / }))
    expect(screen.getByRole('checkbox', { name: /^Sales iPad 1.*Already in the group/ })).toHaveProperty(
      'disabled',
      true,
    )
    const panel = within(screen.getByRole('dialog', { name: 'Add members' }))
    await user.type(panel.getByRole('searchbox'), 'iphone{Enter}')
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: /^Spare iPad / })).toBeNull())
    expect(api.callsOf(patchMembers)).toHaveLength(0)
    await user.click(screen.getByRole('checkbox', { name: /^Spare iPhone/ }))
    await user.click(screen.getByRole('button', { name: 'Add 2 devices' }))
    await waitFor(() => expect(api.callsOf(patchMembers)[0]?.body).toEqual({ addIds: [idOf(502), idOf(503)] }))
  })

  test('takes all that are shown with one tick', async () => {
    const { open } = setUpMembers()
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('checkbox', { name: 'Select all 2 shown' }))
    expect(screen.getByRole('button', { name: 'Add 2 devices' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear selection' }))
    expect(screen.getByRole('button', { name: 'Add' }).getAttribute('aria-disabled')).toBe('true')
  })
})

describe('removing members', () => {
  test('asks first, says that licenses stay with the devices, and can be undone', async () => {
    const { api, open } = setUpMembers()
    const { user } = await open(path)
    await user.click(await screen.findByRole('checkbox', { name: 'Select Sales iPad 1' }))
    await user.click(screen.getByRole('button', { name: 'Remove from group' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove 1 device from “Sales iPads”?' })
    expect(within(dialog).getByText(/Licenses that it holds stay with it/)).toBeDefined()
    expect(within(dialog).getByText(/it leaves the line/)).toBeDefined()
    await user.click(within(dialog).getByRole('button', { name: 'Remove 1 device' }))
    expect(await screen.findByText('1 device removed from the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)[0]?.body).toEqual({ removeIds: [idOf(501)] })

    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('1 device back in the group.')).toBeDefined()
    await waitFor(() => expect(document.activeElement?.textContent).toContain('back in the group'))
    expect(api.callsOf(patchMembers)[1]?.body).toEqual({ addIds: [idOf(501)] })
  })

  test('that the server refuses keeps the selection and says why', async () => {
    const { api, open } = setUpMembers()
    api.on(patchMembers, () => refuse({ status: 503, code: 'not_ready', message: 'The database cannot be reached.' }))
    const { user } = await open(path)
    await user.click(await screen.findByRole('checkbox', { name: 'Select Sales iPad 1' }))
    await user.click(screen.getByRole('button', { name: 'Remove from group' }))
    await user.click(await screen.findByRole('button', { name: 'Remove 1 device' }))
    expect(await screen.findByText(/The database cannot be reached/)).toBeDefined()
    expect(screen.getByText('1 selected')).toBeDefined()
  })
})

test('a group without devices offers to add some', async () => {
  const { api, open } = setUpMembers()
  api.on(getGroup, aGroup({ memberCount: 0 }))
  api.on(listMembers, { value: [], totalCount: 0 })
  await open(path)
  expect(await screen.findByText('No members yet')).toBeDefined()
  expect(screen.getAllByRole('button', { name: 'Add members' })).toHaveLength(2)
})

test('the members of a user group are people, who can be read and not changed', async () => {
  const { api, open } = setUpMembers()
  api.on(getGroup, aGroup({ displayName: 'Teachers', kind: 'user', memberCount: 1 }))
  api.on(listMembers, {
    value: [{ id: idOf(601), displayName: 'Tara Teacher', detail: 'tara@pomona.example' }],
    totalCount: 1,
  })
  await open(`${path}?panel=add`)
  expect(await screen.findByText('Tara Teacher')).toBeDefined()
  expect(await screen.findByText('People cannot be added or removed here yet')).toBeDefined()
  expect(screen.getByRole('columnheader', { name: 'Email address' })).toBeDefined()
  for (const role of ['checkbox', 'dialog']) expect(screen.queryByRole(role)).toBeNull()
  for (const name of ['Add members', 'Remove from group']) expect(screen.queryByRole('button', { name })).toBeNull()
})
