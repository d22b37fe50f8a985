import { getApp, getAssignments, listGroups, listLicenses, planAssignments, putAssignments } from '@pomona/contracts'
import type { AssetDetail, AssignmentView } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aGroup, aLicense, anApp, anAssignment, idOf } from '../../testing/builders.ts'
import { aPlan } from '../../testing/plan-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

type Set = { app?: Partial<AssetDetail>; assignments?: AssignmentView[]; role?: Role }

async function openAssignments({ app = {}, assignments = [], role = 'appManager' }: Set = {}) {
  const { api, open } = setUpConsole(role)
  let etag = '"1"'
  api.on(getApp, anApp(app))
  api.on(getAssignments, { assignments }, { etag: () => etag })
  api.on(planAssignments, aPlan())
  api.on(
    putAssignments,
    ({ body }) => {
      etag = '"2"'
      return {
        assignments: body.assignments.map(({ target }) =>
          anAssignment({ target: { ...target, displayName: 'Sales iPads', memberCount: 214 } }),
        ),
      }
    },
    { etag: () => etag },
  )
  api.on(listLicenses, ({ query }) =>
    query['standing'] === 'waiting'
      ? {
          value: [aLicense({ standing: 'waiting', place: 1, deviceName: 'Late iPad', target: 'LATE1' })],
          totalCount: 1,
        }
      : { value: [aLicense()], totalCount: 1 },
  )
  api.on(listGroups, ({ query }) => {
    const groups = [
      aGroup(),
      aGroup({ id: idOf(301), displayName: 'Pilot devices', memberCount: 5 }),
      aGroup({ id: idOf(302), displayName: 'Sellers', kind: 'user', memberCount: 40 }),
    ]
    const value = groups.filter(
      ({ displayName, kind }) =>
        displayName.toLowerCase().includes(query['search'] ?? '') && kind === (query['kind'] ?? kind),
    )
    return { value, totalCount: value.length }
  })
  const { router, user } = await open(`/apps/${idOf(200)}/assignments`)
  const select = async (...names: RegExp[]) => {
    await user.click(await screen.findByRole('button', { name: 'Select groups' }))
    for (const name of names) await user.click(await screen.findByRole('checkbox', { name }))
    await user.click(screen.getByRole('button', { name: /^Select (?!groups)/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  }
  return { api, router, user, select }
}

const saveButton = () => screen.getByRole('button', { name: 'Save' })
const isDisabled = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true'
/** Save can be pressed once the plan of the list stands beside it. */
const save = async () => {
  await waitFor(() => expect(isDisabled(saveButton())).toBe(false))
  return saveButton()
}

describe('assigning an app', () => {
  test('selected groups get Type and License type, and Save sends the whole list with the ETag', async () => {
    const { api, user, select } = await openAssignments()
    await select(/Sales iPads/, /Pilot devices/)
    const pilot = await screen.findByRole('group', { name: 'Pilot devices' })
    expect(within(pilot).getByLabelText('License type')).toHaveProperty('value', 'device')
    await user.selectOptions(within(pilot).getByLabelText('Type'), 'Uninstall')
    expect(within(pilot).queryByLabelText('License type')).toBeNull()
    await user.click(await save())
    await waitFor(() => expect(api.callsOf(putAssignments)).toHaveLength(1))
    const [request] = api.callsOf(putAssignments)
    expect(request?.headers.get('if-match')).toBe('"1"')
    expect(request?.body.assignments).toMatchObject([
      { target: { kind: 'group', groupId: idOf(300) }, intent: 'required', licenseType: 'device' },
      { target: { kind: 'group', groupId: idOf(301) }, intent: 'uninstall', licenseType: 'device' },
    ])
    expect(await screen.findByText(/Keynote now has 2 assignments/)).toBeDefined()
  })

  test('all users, all devices and user groups are selected beside device groups, with all types and license types', async () => {
    const { api, user, select } = await openAssignments()
    await select(/All users/, /All devices/, /Sellers/)
    const sellers = await screen.findByRole('group', { name: 'Sellers' })
    expect(within(sellers).getByText('User group · 40 people · Not saved yet')).toBeDefined()
    await user.selectOptions(within(sellers).getByLabelText('Type'), 'Available')
    await user.selectOptions(within(sellers).getByLabelText('License type'), 'User licensing')
    expect(within(sellers).getByText(/only when somebody asks.*One license per person/)).toBeDefined()
    const devices = screen.getByRole('group', { name: 'All devices' })
    await user.selectOptions(within(devices).getByLabelText('License type'), 'User licensing')
    expect(within(devices).getByText(/Devices without a primary user, and kiosk devices, cannot get it/)).toBeDefined()
    await user.click(await save())
    await waitFor(() =>
      expect(api.callsOf(putAssignments)[0]?.body.assignments).toMatchObject([
        { target: { kind: 'allUsers' }, intent: 'required', licenseType: 'device' },
        { target: { kind: 'allDevices' }, intent: 'required', licenseType: 'user' },
        { target: { kind: 'group', groupId: idOf(302) }, intent: 'available', licenseType: 'user' },
      ]),
    )
  })

  test('an app that Apple licenses to people only is offered with user licensing only', async () => {
    const { select } = await openAssignments({ app: { deviceAssignable: false } })
    expect(await screen.findByText('This app is licensed to people only')).toBeDefined()
    await select(/Sales iPads/)
    const type = within(await screen.findByRole('group', { name: 'Sales iPads' })).getByLabelText('License type')
    expect(type).toHaveProperty('value', 'user')
    expect(type).toHaveProperty('disabled', true)
  })

  test('keeps settings per group', async () => {
    const { api, user, select } = await openAssignments()
    await select(/Sales iPads/)
    await user.click(await screen.findByRole('button', { name: 'Settings of Sales iPads' }))
    await user.click(screen.getByRole('checkbox', { name: 'Prevent automatic updates' }))
    await user.click(await save())
    await waitFor(() =>
      expect(api.callsOf(putAssignments)[0]?.body.assignments[0]?.settings?.preventAutomaticUpdate).toBe(true),
    )
  })

  test('can leave groups out, but not everybody', async () => {
    const { api, user } = await openAssignments()
    await user.click(await screen.findByRole('button', { name: 'Exclude groups' }))
    await user.click(await screen.findByRole('checkbox', { name: /Pilot devices/ }))
    expect(screen.queryByRole('checkbox', { name: /All users|All devices/ })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Select 1 group' }))
    expect(await screen.findByRole('region', { name: 'Excluded' })).toBeDefined()
    await user.click(await save())
    await waitFor(() => expect(api.callsOf(putAssignments)).toHaveLength(1))
    expect(api.callsOf(putAssignments)[0]?.body.assignments).toEqual([
      { target: { kind: 'group', groupId: idOf(301), exclude: true } },
    ])
  })

  test('finds groups by name and kind, and does not take one twice', async () => {
    const { user } = await openAssignments({ assignments: [anAssignment()] })
    await user.click(await screen.findByRole('button', { name: 'Select groups' }))
    const taken = await screen.findByRole('checkbox', { name: /Sales iPads.*Already in the list/ })
    expect(taken).toHaveProperty('disabled', true)
    await user.selectOptions(screen.getByLabelText('Kind of group'), 'User groups')
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: /Sales iPads/ })).toBeNull())
    expect(screen.getByRole('checkbox', { name: /Sellers/ })).toBeDefined()
    await user.selectOptions(screen.getByLabelText('Kind of group'), 'All groups')
    await user.type(screen.getByRole('searchbox', { name: 'Search groups' }), 'pilot')
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: /Sales iPads/ })).toBeNull())
    expect(screen.getByRole('checkbox', { name: /Pilot devices/ })).toBeDefined()
  })

  test('shows who waits, with their place, and who holds a license', async () => {
    await openAssignments()
    const waiting = await screen.findByRole('region', { name: 'Waiting in line (1)' })
    expect(within(waiting).getByRole('link', { name: 'Late iPad' })).toBeDefined()
    const held = await screen.findByRole('region', { name: 'Holding a license (1)' })
    expect(within(held).getByRole('link', { name: 'Sales iPad 1' })).toBeDefined()
  })
})

describe('somebody else changed the list meanwhile', () => {
  test('nothing is overwritten, and loading theirs drops mine only when I say so', async () => {
    const { api, user, select } = await openAssignments()
    api.on(putAssignments, () => refuse({ status: 412, code: 'precondition_failed', message: 'Changed meanwhile.' }))
    await select(/Pilot devices/)
    await user.click(await save())
    expect(await screen.findByText('Somebody else changed these assignments meanwhile')).toBeDefined()
    expect(screen.getByRole('group', { name: 'Pilot devices' })).toBeDefined()
    expect(isDisabled(saveButton())).toBe(true)

    api.on(getAssignments, { assignments: [anAssignment()] }, { etag: '"9"' })
    await user.click(screen.getByRole('button', { name: 'Drop my changes and load theirs' }))
    expect(await screen.findByRole('group', { name: 'Sales iPads' })).toBeDefined()
    expect(screen.queryByRole('group', { name: 'Pilot devices' })).toBeNull()
    expect(screen.queryByText('Somebody else changed these assignments meanwhile')).toBeNull()
  })
})

describe('unsaved changes', () => {
  test('hold back leaving, to another tab of the app as well', async () => {
    const { router, user, select } = await openAssignments()
    await select(/Pilot devices/)
    await user.click(screen.getByRole('link', { name: 'Licenses' }))
    await user.click(await screen.findByRole('button', { name: 'Stay here' }))
    expect(router.state.location.pathname).toMatch(/assignments$/)
    expect(screen.getByRole('group', { name: 'Pilot devices' })).toBeDefined()
    await user.click(screen.getByRole('link', { name: 'Devices' }))
    await user.click(await screen.findByRole('button', { name: 'Leave without saving' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/devices'))
  })

  test('do not hold back once they are saved or discarded', async () => {
    const { router, user, select } = await openAssignments()
    await select(/Pilot devices/)
    await user.click(screen.getByRole('button', { name: 'Discard changes' }))
    await user.click(screen.getByRole('link', { name: 'Licenses' }))
    await waitFor(() => expect(router.state.location.pathname).toMatch(/licenses$/))
  })
})

test('the help desk sees the assignments and how they stand, and can change nothing', async () => {
  await openAssignments({ assignments: [anAssignment()], role: 'helpdesk' })
  const group = await screen.findByRole('group', { name: 'Sales iPads' })
  expect(within(group).getByLabelText('Type')).toHaveProperty('disabled', true)
  expect(await screen.findByRole('region', { name: 'How it stands' })).toBeDefined()
  for (const name of ['Select groups', 'Save', 'Remove Sales iPads'])
    expect(screen.queryByRole('button', { name })).toBeNull()
})
