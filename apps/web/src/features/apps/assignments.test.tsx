import { getApp, getAssignments, listGroups, listLicenses, putAssignments } from '@pomona/contracts'
import type { AssetDetail, AssignmentView } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aGroup, aLicense, anApp, anAssignment, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

type Set = { app?: Partial<AssetDetail>; assignments?: AssignmentView[]; role?: Role }

async function openAssignments({ app = {}, assignments = [], role = 'appManager' }: Set = {}) {
  const { api, open } = setUpConsole(role)
  let etag = '"1"'
  api.on(getApp, anApp(app))
  api.on(getAssignments, { assignments }, { etag: () => etag })
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
    const groups = [aGroup(), aGroup({ id: idOf(301), displayName: 'Pilot devices', memberCount: 5 })]
    const value = groups.filter(({ displayName }) => displayName.toLowerCase().includes(query['search'] ?? ''))
    return { value, totalCount: value.length }
  })
  const { router, user } = await open(`/apps/${idOf(200)}/assignments`)
  const select = async (...names: RegExp[]) => {
    await user.click(await screen.findByRole('button', { name: 'Select groups' }))
    for (const name of names) await user.click(await screen.findByRole('checkbox', { name }))
    await user.click(screen.getByRole('button', { name: /^Select \d/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  }
  return { api, router, user, select }
}

const save = () => screen.getByRole('button', { name: 'Save' })
const isDisabled = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true'

describe('assigning an app', () => {
  test('selected groups get Type and License type, and Save sends the whole list with the ETag', async () => {
    const { api, user, select } = await openAssignments()
    await select(/Sales iPads/, /Pilot devices/)
    const pilot = await screen.findByRole('group', { name: 'Pilot devices' })
    await user.selectOptions(within(pilot).getByLabelText('Type'), 'Uninstall')
    expect(within(pilot).getByLabelText('License type')).toHaveProperty('value', 'device')
    await user.click(save())
    await waitFor(() => expect(api.callsOf(putAssignments)).toHaveLength(1))
    const [request] = api.callsOf(putAssignments)
    expect(request?.headers.get('if-match')).toBe('"1"')
    expect(request?.body.assignments).toMatchObject([
      { target: { kind: 'group', groupId: idOf(300) }, intent: 'required', licenseType: 'device' },
      { target: { kind: 'group', groupId: idOf(301) }, intent: 'uninstall', licenseType: 'device' },
    ])
    expect(await screen.findByText(/assigned to 2 groups/)).toBeDefined()
  })

  test('says beside the form who gets the app and how many may have to wait', async () => {
    const { select } = await openAssignments()
    await select(/Sales iPads/)
    expect(await screen.findByText('214 devices get the app')).toBeDefined()
    expect(screen.getByText(/200 licenses available\. Up to 14 will wait in line/)).toBeDefined()
  })

  test('counts promised licenses as taken and those in line as first', async () => {
    const { select } = await openAssignments({ app: { promisedCount: 50, waitingCount: 3 } })
    await select(/Pilot devices/)
    expect(await screen.findByText(/150 licenses available\. There is a license for each of them/)).toBeDefined()
    expect(screen.getByText(/3 devices already in line/)).toBeDefined()
  })

  test('of which there is no limit never speaks of waiting', async () => {
    const { select } = await openAssignments({ app: { isUnlimited: true, availableCount: 2_147_483_000 } })
    await select(/Sales iPads/)
    expect(await screen.findByText(/nobody has to wait/)).toBeDefined()
  })

  test('keeps settings per group', async () => {
    const { api, user, select } = await openAssignments()
    await select(/Sales iPads/)
    await user.click(await screen.findByRole('button', { name: 'Settings of Sales iPads' }))
    await user.click(screen.getByRole('checkbox', { name: 'Prevent automatic updates' }))
    await user.click(save())
    await waitFor(() =>
      expect(api.callsOf(putAssignments)[0]?.body.assignments[0]?.settings?.preventAutomaticUpdate).toBe(true),
    )
  })

  test('can leave groups out', async () => {
    const { api, user } = await openAssignments()
    await user.click(await screen.findByRole('button', { name: 'Exclude groups' }))
    await user.click(await screen.findByRole('checkbox', { name: /Pilot devices/ }))
    await user.click(screen.getByRole('button', { name: 'Select 1 group' }))
    expect(await screen.findByRole('region', { name: 'Excluded' })).toBeDefined()
    await user.click(save())
    await waitFor(() => expect(api.callsOf(putAssignments)).toHaveLength(1))
    expect(api.callsOf(putAssignments)[0]?.body.assignments).toEqual([
      { target: { kind: 'group', groupId: idOf(301), exclude: true } },
    ])
  })

  test('finds groups by name, and does not take one twice', async () => {
    const { user } = await openAssignments({ assignments: [anAssignment()] })
    await user.click(await screen.findByRole('button', { name: 'Select groups' }))
    const taken = await screen.findByRole('checkbox', { name: /Sales iPads.*Already in the list/ })
    expect(taken).toHaveProperty('disabled', true)
    await user.type(screen.getByRole('searchbox', { name: 'Search device groups' }), 'pilot')
    await waitFor(() => expect(screen.queryByRole('checkbox', { name: /Sales iPads/ })).toBeNull())
    expect(screen.getByRole('checkbox', { name: /Pilot devices/ })).toBeDefined()
  })

  test('removing a group says that its devices keep their licenses', async () => {
    const { user } = await openAssignments({ assignments: [anAssignment()] })
    await user.click(await screen.findByRole('button', { name: 'Remove Sales iPads' }))
    expect(await screen.findByText(/1 group no longer assigned\. Its devices keep their licenses/)).toBeDefined()
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
    await user.click(save())
    expect(await screen.findByText('Somebody else changed these assignments meanwhile')).toBeDefined()
    expect(screen.getByRole('group', { name: 'Pilot devices' })).toBeDefined()
    expect(isDisabled(save())).toBe(true)

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

test('the help desk sees the assignments and can change nothing', async () => {
  await openAssignments({ assignments: [anAssignment()], role: 'helpdesk' })
  const group = await screen.findByRole('group', { name: 'Sales iPads' })
  expect(within(group).getByLabelText('Type')).toHaveProperty('disabled', true)
  for (const name of ['Select groups', 'Save', 'Remove Sales iPads'])
    expect(screen.queryByRole('button', { name })).toBeNull()
})
