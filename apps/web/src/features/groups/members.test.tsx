import {
  getGroup,
  listApps,
  listDevices,
  listMembers,
  memberChangeInput,
  patchMembers,
  planGroup,
} from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aDevice, aGroup, idOf } from '../../testing/builders.ts'
import { aGroupPlan } from '../../testing/license-builders.ts'
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
    const value = devices.filter(({ name }) => name.toLowerCase().includes(query['search'] ?? ''))
    return { value, totalCount: value.length }
  })
  api.on(planGroup, ({ body }) => {
    const change = memberChangeInput.parse(body)
    const added = [change.addIds, change.addSerialNumbers, change.addEmails].flatMap((names) => names ?? []).length
    return aGroupPlan({ added, removed: change.removeIds?.length ?? 0, outcomes: [{ outcome: 'short', count: 2 }] })
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
  await user.click(await screen.findByRole('radio', { name: 'Paste' }))
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
    expect(screen.getByText(/line 4, DMPXK1 \(as in line 1\)/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Continue with 4 devices' }))
    await user.click(await screen.findByRole('button', { name: 'Add 4 devices' }))
    await waitFor(() =>
      expect(api.callsOf(patchMembers)[0]?.body).toEqual({
        addSerialNumbers: ['DMPXK1', 'DMPXK2', 'DMPXK3', 'DMPXK4'],
        planHash: 'hash-1',
      }),
    )
    expect(await screen.findByText('4 devices added to the group.')).toBeDefined()
  })

  test('says how many were in the group already', async () => {
    const { api, user, paste } = await openPaste()
    api.on(planGroup, aGroupPlan({ added: 1 }))
    api.on(patchMembers, { added: 1, removed: 0, memberCount: 2 })
    await paste('DMPXK0001 DMPXK0002')
    await user.click(screen.getByRole('button', { name: 'Continue with 2 devices' }))
    expect(await screen.findByText('1 device joins the group. 1 is in it already.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Add 1 device' }))
    expect(await screen.findByText('1 device added to the group. 1 was in it already.')).toBeDefined()
  })

  test('adds nothing when some are unknown, and lists every one of them by line', async () => {
    const { api, user, box, paste } = await openPaste()
    api.on(planGroup, () => refuseSerials(1, 3))
    await paste('A1\nNOPE1\nB2, NOPE2')
    await user.click(screen.getByRole('button', { name: 'Continue with 4 devices' }))
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
    api.on(planGroup, () => refuseSerials(0, 1))
    await paste('NOPE1\nNOPE2')
    await user.click(screen.getByRole('button', { name: 'Continue with 2 devices' }))
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
    await user.click(screen.getByRole('button', { name: 'Continue' }))
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
    await user.click(screen.getByRole('button', { name: 'Continue with 2 devices' }))
    await user.click(await screen.findByRole('button', { name: 'Add 2 devices' }))
    await waitFor(() =>
      expect(api.callsOf(patchMembers)[0]?.body).toEqual({ addIds: [idOf(502), idOf(503)], planHash: 'hash-1' }),
    )
  })

  test('takes all that are shown with one tick', async () => {
    const { open } = setUpMembers()
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('checkbox', { name: 'Select all 2 shown' }))
    expect(screen.getByRole('button', { name: 'Continue with 2 devices' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear selection' }))
    expect(screen.getByRole('button', { name: 'Continue' }).getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the plan of a change', () => {
  test('is shown before anybody is added, and one can go back to change who', async () => {
    const { api, user, box, paste } = await openPaste()
    await paste('DMPXK1 DMPXK2')
    await user.click(screen.getByRole('button', { name: 'Continue with 2 devices' }))
    expect(await screen.findByText('2 have to wait')).toBeDefined()
    expect(screen.getByText('2 devices join the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: 'Back' }))
    expect(box.isConnected).toBe(false)
    expect(screen.getByRole('textbox', { name: 'Serial numbers' })).toHaveProperty('value', 'DMPXK1 DMPXK2')
  })

  test('that no longer holds is worked out anew, and nothing is added until that was confirmed', async () => {
    const { api, user, paste } = await openPaste()
    api.on(patchMembers, () =>
      refuse({ status: 409, code: 'plan_changed', message: 'Keynote has fewer licenses left.' }),
    )
    await paste('DMPXK1')
    await user.click(screen.getByRole('button', { name: 'Continue with 1 device' }))
    await screen.findByText('2 have to wait')
    api.on(planGroup, aGroupPlan({ hash: 'hash-2', added: 1, outcomes: [{ outcome: 'short', count: 7 }] }))
    await user.click(screen.getByRole('button', { name: 'Add 1 device' }))
    expect(await screen.findByText('Something moved meanwhile, so nothing was changed')).toBeDefined()
    expect(screen.getByText(/Keynote has fewer licenses left/)).toBeDefined()
    expect(await screen.findByText('7 have to wait')).toBeDefined()
    api.on(patchMembers, { added: 1, removed: 0, memberCount: 2 })
    await user.click(screen.getByRole('button', { name: 'Add 1 device' }))
    expect(await screen.findByText('1 device added to the group.')).toBeDefined()
    expect(api.callsOf(patchMembers).map(({ body }) => body.planHash)).toEqual(['hash-1', 'hash-2'])
  })

  test('of nobody new offers nothing to add', async () => {
    const { api, user, paste } = await openPaste()
    api.on(planGroup, aGroupPlan({ added: 0 }))
    await paste('DMPXK0001')
    await user.click(screen.getByRole('button', { name: 'Continue with 1 device' }))
    expect(await screen.findByText(/All of them are in the group already/)).toBeDefined()
    expect(screen.queryByRole('button', { name: /^Add \d/ })).toBeNull()
  })
})

describe('removing members', () => {
  test('asks first with the plan, says that licenses stay with the devices, and can be undone', async () => {
    const { api, open } = setUpMembers()
    const { user } = await open(path)
    await user.click(await screen.findByRole('checkbox', { name: 'Select Sales iPad 1' }))
    await user.click(screen.getByRole('button', { name: 'Remove from group' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove 1 device from “Sales iPads”?' })
    expect(within(dialog).getByText(/Device licenses that it holds stay with it/)).toBeDefined()
    expect(await within(dialog).findByText('2 have to wait')).toBeDefined()
    await user.click(within(dialog).getByRole('button', { name: 'Remove 1 device' }))
    expect(await screen.findByText('1 device removed from the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)[0]?.body).toEqual({ removeIds: [idOf(501)], planHash: 'hash-1' })

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
