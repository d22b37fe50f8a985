import {
  createGroup,
  deleteGroup,
  getGroup,
  listApps,
  listGroups,
  listMembers,
  planGroup,
  updateGroup,
} from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aGroup, idOf, anApp } from '../../testing/builders.ts'
import { aGroupPlan } from '../../testing/license-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/groups/${idOf(300)}`

function setUpGroups(role: Role = 'appManager') {
  const { api, open } = setUpConsole(role)
  api.on(listGroups, ({ query }) => {
    const groups = [
      aGroup({ assignmentCount: 2 }),
      aGroup({ id: idOf(301), displayName: 'Teachers', kind: 'user', memberCount: 38 }),
    ]
    const value = groups.filter(({ kind }) => query['kind'] === undefined || kind === query['kind'])
    return { value, totalCount: value.length }
  })
  api.on(getGroup, ({ params }) => aGroup({ id: params['id'] ?? '', memberCount: 1, assignmentCount: 2 }))
  api.on(listApps, { value: [anApp({ pricingParam: 'PLUS', waitingCount: 3 })], totalCount: 14 })
  api.on(listMembers, {
    value: [{ id: idOf(501), displayName: 'Sales iPad 1', detail: 'DMPXK0001' }],
    totalCount: 1,
  })
  api.on(planGroup, aGroupPlan({ outcomes: [{ outcome: 'loses', count: 3 }] }))
  return { api, open }
}

const nameTaken = () =>
  refuse({
    status: 409,
    code: 'conflict',
    message: 'There is already a group called “Sales”. Choose another name.',
    details: [{ path: 'body.displayName', message: 'There is already a group called “Sales”. Choose another name.' }],
  })

describe('the list', () => {
  test('shows kind, members and assignments of each group', async () => {
    const { open } = setUpGroups()
    await open('/groups')
    const row = (await screen.findByRole('link', { name: 'Sales iPads' })).closest('tr') ?? document.body
    for (const text of ['Device group', '214', '2']) expect(within(row).getByText(text)).toBeDefined()
  })

  test('keeps search and kind in the address, and asks the server by them', async () => {
    const { api, open } = setUpGroups()
    const { router, user } = await open('/groups')
    await user.selectOptions(await screen.findByLabelText('Kind'), 'User groups')
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Sales iPads' })).toBeNull())
    await user.type(screen.getByRole('searchbox', { name: 'Search groups' }), 'teach')
    await waitFor(() => expect(api.callsOf(listGroups).at(-1)?.query).toMatchObject({ kind: 'user', search: 'teach' }))
    expect(new URLSearchParams(router.state.location.search).get('kind')).toBe('user')
  })

  test('that could not be read says why, with the request’s id, and can be tried again', async () => {
    const { api, open } = setUpGroups()
    api.on(listGroups, () => refuse({ status: 500, code: 'internal', message: 'Something went wrong here.' }))
    const { user } = await open('/groups')
    expect(await screen.findByText('The groups could not be loaded')).toBeDefined()
    expect(screen.getByText('req-1')).toBeDefined()
    api.on(listGroups, { value: [aGroup()], totalCount: 1 })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: 'Sales iPads' })).toBeDefined()
  })

  test('without groups offers to create the first, to those who may', async () => {
    const { api, open } = setUpGroups()
    api.on(listGroups, { value: [], totalCount: 0 })
    const { user } = await open('/groups')
    await user.click(await screen.findByRole('button', { name: 'Create your first group' }))
    expect(await screen.findByRole('dialog', { name: 'Create group' })).toBeDefined()
  })
})

describe('creating a group', () => {
  test('sends name, description and kind, and leads to the new group', async () => {
    const { api, open } = setUpGroups()
    api.on(createGroup, aGroup({ id: idOf(302) }))
    const { router, user } = await open('/groups')
    await user.click(await screen.findByRole('button', { name: 'Create group' }))
    await user.type(await screen.findByLabelText('Name'), 'Sales')
    await user.type(screen.getByLabelText('Description'), 'iPads of the sales team')
    await user.click(screen.getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/groups/${idOf(302)}`))
    expect(api.callsOf(createGroup)[0]?.body).toEqual({
      displayName: 'Sales',
      description: 'iPads of the sales team',
      kind: 'device',
    })
  })

  test('of people says whom apps assigned to it reach', async () => {
    const { api, open } = setUpGroups()
    api.on(createGroup, aGroup({ id: idOf(302), kind: 'user' }))
    const { user } = await open('/groups?panel=create')
    await user.type(await screen.findByLabelText('Name'), 'Teachers')
    await user.click(screen.getByRole('radio', { name: 'User group' }))
    expect(screen.getByText(/reach all devices of these people/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(api.callsOf(createGroup)[0]?.body.kind).toBe('user'))
  })

  test('with a name that is taken says so once, at the field, until the name is changed', async () => {
    const { api, open } = setUpGroups()
    api.on(createGroup, nameTaken)
    const { user } = await open('/groups?panel=create')
    await user.click(await screen.findByRole('button', { name: 'Create' }))
    expect(await screen.findByText(/Give the group a name/)).toBeDefined()
    expect(api.callsOf(createGroup)).toHaveLength(0)
    await user.type(screen.getByLabelText('Name'), 'Sales')
    await user.click(screen.getByRole('button', { name: 'Create' }))
    expect(await screen.findAllByText(/There is already a group called “Sales”/)).toHaveLength(1)
    expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true')
    expect(screen.queryByText('The group was not created')).toBeNull()
    await user.type(screen.getByLabelText('Name'), ' 2')
    expect(screen.queryByText(/There is already a group/)).toBeNull()
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Sales 2')
  })
})

describe('a group', () => {
  test('tells its kind, members and assignments in one line', async () => {
    const { open } = setUpGroups()
    await open(path)
    expect(await screen.findByText(/Device group · 1 device · .*created/)).toBeDefined()
    expect(screen.getByRole('link', { name: '2 assignments' }).getAttribute('href')).toBe(`/apps?groupId=${idOf(300)}`)
  })

  test('is renamed and described in a panel', async () => {
    const { api, open } = setUpGroups()
    api.on(updateGroup, aGroup())
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const name = await screen.findByLabelText('Name')
    await user.clear(name)
    await user.type(name, 'Sales')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.callsOf(updateGroup)[0]?.body).toEqual({ displayName: 'Sales', description: '' })
  })

  test('that is deleted says before what goes, what stays and who loses what, and does exactly that', async () => {
    const { api, open } = setUpGroups()
    api.on(deleteGroup, {})
    const { router, user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText(/The group goes, and with it 2 assignments/)).toBeDefined()
    expect(dialog.getByText(/Its device stays, and keeps the device licenses it holds/)).toBeDefined()
    expect(await dialog.findByText('3 lose the license')).toBeDefined()
    expect(dialog.getByText('Keynote')).toBeDefined()
    expect(api.callsOf(planGroup)[0]?.body).toEqual({ delete: true })
    await user.click(dialog.getByRole('button', { name: 'Delete group' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups'))
    expect(api.callsOf(deleteGroup).map(({ query }) => query)).toEqual([{ planHash: 'hash-1' }])
    expect(await screen.findByText('“Sales iPads” was deleted.')).toBeDefined()
    expect(api.callsOf(getGroup)).toHaveLength(1)
  })

  test('is not deleted when something moved meanwhile: says what, and shows the new plan', async () => {
    const { api, open } = setUpGroups()
    api.on(deleteGroup, () =>
      refuse({ status: 409, code: 'plan_changed', message: 'One more device would lose Keynote.' }),
    )
    const { user } = await open(`${path}?panel=delete`)
    await screen.findByText('3 lose the license')
    api.on(planGroup, aGroupPlan({ hash: 'hash-2', outcomes: [{ outcome: 'loses', count: 4 }] }))
    await user.click(screen.getByRole('button', { name: 'Delete group' }))
    expect(await screen.findByText(/One more device would lose Keynote/)).toBeDefined()
    expect(await screen.findByText('4 lose the license')).toBeDefined()
    api.on(deleteGroup, {})
    await user.click(screen.getByRole('button', { name: 'Delete group' }))
    await waitFor(() => expect(api.callsOf(deleteGroup).at(-1)?.query).toEqual({ planHash: 'hash-2' }))
  })

  test('that could not be deleted says why and is still there', async () => {
    const { api, open } = setUpGroups()
    api.on(deleteGroup, () => refuse({ status: 409, code: 'conflict', message: 'Somebody else was changing it.' }))
    const { router, user } = await open(`${path}?panel=delete`)
    await user.click(await screen.findByRole('button', { name: 'Delete group' }))
    expect(await screen.findByText(/Somebody else was changing it/)).toBeDefined()
    expect(router.state.location.pathname).toBe(path)
  })

  test('lists the apps that are assigned to it, each leading to its assignments', async () => {
    const { api, open } = setUpGroups()
    await open(path)
    const app = await screen.findByRole('link', { name: 'Keynote' })
    expect(app.getAttribute('href')).toBe(`/apps/${idOf(200)}/assignments`)
    expect(screen.getByText('PLUS')).toBeDefined()
    expect(screen.getByRole('link', { name: 'All 14 apps' }).getAttribute('href')).toBe(`/apps?groupId=${idOf(300)}`)
    expect(api.callsOf(listApps)[0]?.query).toMatchObject({ groupId: idOf(300) })
  })

  test('that does not exist says so', async () => {
    const { api, open } = setUpGroups()
    api.on(getGroup, () => refuse({ status: 404, code: 'not_found', message: 'There is no such group.' }))
    api.on(listMembers, () => refuse({ status: 404, code: 'not_found', message: 'There is no such group.' }))
    await open(path)
    expect(await screen.findByText('There is no such group.')).toBeDefined()
  })
})

test('the help desk reads groups and is offered no change', async () => {
  const { open } = setUpGroups('helpdesk')
  const { router } = await open('/groups')
  await screen.findByRole('link', { name: 'Sales iPads' })
  expect(screen.queryByRole('button', { name: 'Create group' })).toBeNull()
  await router.navigate(`${path}?panel=delete`)
  await screen.findByRole('link', { name: 'Sales iPad 1' })
  for (const name of ['Add members', 'Edit', 'Delete', 'Remove from group'])
    expect(screen.queryByRole('button', { name })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})
