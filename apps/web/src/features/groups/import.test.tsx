import {
  getGroup,
  listApps,
  listDevices,
  listMembers,
  memberChangeInput,
  listUsers,
  patchMembers,
  planGroup,
} from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aGroup, aUser, idOf } from '../../testing/builders.ts'
import { aGroupPlan } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/groups/${idOf(300)}`

function setUpImport(kind: GroupKind) {
  const { api, open } = setUpConsole('appManager')
  api.on(getGroup, aGroup({ displayName: 'Teachers', kind, memberCount: 1 }))
  api.on(listApps, { value: [], totalCount: 0 })
  api.on(listMembers, {
    value: [{ id: idOf(601), displayName: 'Tara Teacher', detail: 'tara@pomona.example' }],
    totalCount: 1,
  })
  api.on(listDevices, { value: [], totalCount: 0 })
  api.on(listUsers, {
    value: [aUser({ displayName: 'Tara Teacher' }), aUser({ id: idOf(602), displayName: 'Sam Seller' })],
    totalCount: 2,
  })
  api.on(planGroup, ({ body }) => {
    const change = memberChangeInput.parse(body)
    const added = [change.addIds, change.addSerialNumbers, change.addEmails].flatMap((names) => names ?? []).length
    return aGroupPlan({
      added,
      removed: change.removeIds?.length ?? 0,
      outcomes: [{ outcome: 'invites', count: added }],
    })
  })
  api.on(patchMembers, ({ body }) => {
    const added = (body.addIds?.length ?? 0) + (body.addSerialNumbers?.length ?? 0) + (body.addEmails?.length ?? 0)
    return { added, removed: body.removeIds?.length ?? 0, memberCount: 1 + added }
  })
  return { api, open }
}

async function openFile(kind: GroupKind) {
  const { api, open } = setUpImport(kind)
  const { user } = await open(`${path}?panel=add`)
  await user.click(await screen.findByRole('radio', { name: 'CSV file' }))
  const choose = (content: string | Uint8Array<ArrayBuffer>, name = 'members.csv') =>
    user.upload(screen.getByLabelText('File', { selector: 'input' }), new File([content], name, { type: 'text/csv' }))
  return { api, user, choose }
}

describe('a CSV file', () => {
  test('of an inventory finds the column and the header by itself, and adds after the plan was shown', async () => {
    const { api, user, choose } = await openFile('device')
    await choose('Name;Serial Number;Model\r\n"Front desk; left";dmpxk1abcd;iPad\r\nLab;DMPXK2ABCD;iPad\r\n')
    expect(await screen.findByText('2 serial numbers')).toBeDefined()
    expect(screen.getByLabelText('Column with the serial number')).toHaveProperty('value', '1')
    expect(screen.getByRole('checkbox', { name: 'The first row is a header' })).toHaveProperty('checked', true)
    await user.click(screen.getByRole('button', { name: 'Continue with 2 devices' }))
    await user.click(await screen.findByRole('button', { name: 'Add 2 devices' }))
    expect(await screen.findByText('2 devices added to the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)[0]?.body).toEqual({
      addSerialNumbers: ['DMPXK1ABCD', 'DMPXK2ABCD'],
      planHash: 'hash-1',
    })
  })

  test('of people takes addresses; repeats and rows without one are left out and told by line', async () => {
    const { api, user, choose } = await openFile('user')
    await choose(
      '\uFEFFDisplay name,Email\nTara,Tara@pomona.example\n"Sam\nSeller",sam@pomona.example\nNobody,\nT,tara@pomona.example\n',
    )
    expect(await screen.findByText('2 addresses · 1 repeat left out · 1 row without one left out')).toBeDefined()
    expect(screen.getByText('Empty in line 5.')).toBeDefined()
    expect(screen.getByText(/line 6, tara@pomona\.example \(as in line 2\)/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Continue with 2 people' }))
    await user.click(await screen.findByRole('button', { name: 'Add 2 people' }))
    await waitFor(() =>
      expect(api.callsOf(patchMembers)[0]?.body.addEmails).toEqual(['tara@pomona.example', 'sam@pomona.example']),
    )
  })

  test('with unknown names imports nothing, lists each by its line in the file, and goes on without them only when told to', async () => {
    const { api, user, choose } = await openFile('user')
    await choose('email\na@pomona.example\nnope@pomona.example\n\nb@pomona.example\nnope2@pomona.example\n')
    api.on(planGroup, () =>
      refuse({
        status: 400,
        code: 'invalid_input',
        message: 'The members of Teachers were not changed.',
        details: [1, 3].map((index) => ({ path: `body.addEmails.${index}`, message: 'Nobody has it.' })),
      }),
    )
    await user.click(await screen.findByRole('button', { name: 'Continue with 4 people' }))
    const unknown = await screen.findByRole('list', { name: 'Unknown addresses' })
    expect(
      within(unknown)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Line 3: nope@pomona.example', 'Line 6: nope2@pomona.example'])
    expect(api.callsOf(patchMembers)).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: 'Take them out' }))
    expect(screen.getByText('2 addresses · 2 unknown taken out')).toBeDefined()
    api.on(planGroup, aGroupPlan({ added: 2 }))
    await user.click(screen.getByRole('button', { name: 'Continue with 2 people' }))
    await waitFor(() =>
      expect(api.callsOf(planGroup).at(-1)?.body).toEqual({ addEmails: ['a@pomona.example', 'b@pomona.example'] }),
    )
  })

  test('whose quotation marks do not close is not read, and says on which line', async () => {
    const { user, choose } = await openFile('device')
    await choose('serial\nDMPXK1ABCD\n"DMPXK2ABCD\nDMPXK3ABCD\n')
    expect(await screen.findByText(/Line 3: a quotation mark is opened and not closed/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await screen.findByText('Choose a file that names at least one member.')).toBeDefined()
  })

  test.each([
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4]), /Excel workbook. In Excel, choose Save As/],
    ['an empty file', '\n\n', /There is nothing in it/],
  ])('that is %s says what to do instead', async (_, content, message) => {
    const { choose } = await openFile('device')
    await choose(content)
    expect(await screen.findByText(message)).toBeDefined()
  })

  test('without a header is taken from the first row on; another column can be chosen', async () => {
    const { user, choose } = await openFile('device')
    await choose('DMPXK1ABCD\tOther00001\nDMPXK2ABCD\tOther00002\n', 'members.tsv')
    expect(await screen.findByText('2 serial numbers')).toBeDefined()
    expect(screen.getByRole('checkbox', { name: 'The first row is a header' })).toHaveProperty('checked', false)
    await user.selectOptions(screen.getByLabelText('Column with the serial number'), 'Column 2: Other00001')
    await user.click(screen.getByRole('checkbox', { name: 'The first row is a header' }))
    expect(screen.getByText('1 serial number')).toBeDefined()
  })
})

describe('a group of people', () => {
  test('takes pasted addresses, Managed Apple Accounts too', async () => {
    const { api, open } = setUpImport('user')
    const { user } = await open(`${path}?panel=add`)
    await user.click(await screen.findByRole('radio', { name: 'Paste' }))
    await user.click(screen.getByRole('textbox', { name: 'Email addresses or Managed Apple Accounts' }))
    await user.paste('<Tara@pomona.example>; sam@managed.example')
    await user.click(screen.getByRole('button', { name: 'Continue with 2 people' }))
    expect(await screen.findByText('2 are invited first')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Add 2 people' }))
    expect(await screen.findByText('2 people added to the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)[0]?.body.addEmails).toEqual(['tara@pomona.example', 'sam@managed.example'])
  })

  test('takes people by search; who is in it already cannot be taken', async () => {
    const { api, open } = setUpImport('user')
    const { user } = await open(`${path}?panel=add`)
    expect(await screen.findByRole('checkbox', { name: /^Tara Teacher.*Already in the group/ })).toHaveProperty(
      'disabled',
      true,
    )
    await user.click(screen.getByRole('checkbox', { name: /^Sam Seller/ }))
    await user.click(screen.getByRole('button', { name: 'Continue with 1 person' }))
    await user.click(await screen.findByRole('button', { name: 'Add 1 person' }))
    await waitFor(() => expect(api.callsOf(patchMembers)[0]?.body.addIds).toEqual([idOf(602)]))
  })

  test('shows its members as people, each leading to the person, and takes them out after the plan', async () => {
    const { api, open } = setUpImport('user')
    const { user } = await open(path)
    expect((await screen.findByRole('link', { name: 'Tara Teacher' })).getAttribute('href')).toBe(`/users/${idOf(601)}`)
    await user.click(screen.getByRole('checkbox', { name: 'Select Tara Teacher' }))
    await user.click(screen.getByRole('button', { name: 'Remove from group' }))
    expect(await screen.findByText(/User licenses that no other assignment gives go back at once/)).toBeDefined()
    await user.click(await screen.findByRole('button', { name: 'Remove 1 person' }))
    expect(await screen.findByText('1 person removed from the group.')).toBeDefined()
    expect(api.callsOf(patchMembers)[0]?.body).toEqual({ removeIds: [idOf(601)], planHash: 'hash-1' })
  })
})
