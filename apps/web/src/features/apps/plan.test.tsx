import {
  getApp,
  getAssignments,
  getBook,
  getBookAssignments,
  listBookLicenses,
  listGroups,
  listLicenses,
  listPlanItems,
  planAssignments,
  planBookAssignments,
  putAssignments,
} from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aGroup, anApp, anAssignment, idOf } from '../../testing/builders.ts'
import { aPlan, aPlanItem } from '../../testing/plan-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

function setUpPlan() {
  const { api, open } = setUpConsole('appManager')
  api.on(getApp, anApp())
  api.on(getAssignments, { assignments: [anAssignment()] }, { etag: '"1"' })
  api.on(listLicenses, { value: [], totalCount: 0 })
  api.on(planAssignments, aPlan())
  return { api, open: (search = '') => open(`/apps/${idOf(200)}/assignments${search}`) }
}

const type = async () => within(await screen.findByRole('group', { name: 'Sales iPads' })).getByLabelText('Type')
const plan = () => screen.findByRole('region', { name: /What saving does|How it stands/ })
const saveButton = (name = 'Save') => screen.getByRole('button', { name })
const isDisabled = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true'
const untilSaveable = (name?: string) => waitFor(() => expect(isDisabled(saveButton(name))).toBe(false))

describe('the plan beside the assignments', () => {
  test('says who gets, who waits, what is left in each token, and what saving would do beside the button', async () => {
    const { open } = setUpPlan()
    const { user } = await open()
    await user.selectOptions(await type(), 'Available')
    await untilSaveable()
    const region = within(await plan())
    expect(region.getByRole('button', { name: '200 get a license' })).toBeDefined()
    expect(region.getByRole('button', { name: '14 have to wait' })).toBeDefined()
    expect(region.getByRole('row', { name: /Northwind Berlin.*14 wait in line 200 0/ })).toBeDefined()
    expect(screen.getByText('200 get a license, 14 have to wait.')).toBeDefined()
  })

  test('follows the list as it is edited, asks once the editing pauses, and sends the hash of what it shows', async () => {
    const { api, open } = setUpPlan()
    api.on(planAssignments, ({ body }) =>
      body.assignments[0]?.intent === 'uninstall'
        ? aPlan({ hash: 'plan-2', outcomes: [{ outcome: 'loses', count: 200 }] })
        : aPlan(),
    )
    api.on(putAssignments, { assignments: [anAssignment({ intent: 'uninstall' })] }, { etag: '"2"' })
    const { user } = await open()
    await user.selectOptions(await type(), 'Available')
    await user.selectOptions(await type(), 'Uninstall')
    expect(isDisabled(saveButton())).toBe(true)
    await screen.findByRole('button', { name: '200 lose the license' })
    expect(api.callsOf(planAssignments).map(({ body }) => body.assignments[0]?.intent)).not.toContain('available')
    await untilSaveable()
    await user.click(saveButton())
    await waitFor(() => expect(api.callsOf(putAssignments)[0]?.body.planHash).toBe('plan-2'))
    expect(await screen.findByText(/By the plan: 200 lose the license/)).toBeDefined()
  })

  test('tells conflicts, warnings with who is refused, and what people will be asked', async () => {
    const { api, open } = setUpPlan()
    api.on(
      planAssignments,
      aPlan({
        outcomes: [{ outcome: 'refused', count: 3 }],
        refusals: [{ reason: 'noPrimaryUser', message: 'User licensing needs a primary user.', count: 3 }],
        conflictCount: 12,
        warnings: ['3 devices get nothing by User licensing, because there is no primary user.'],
        prompts: [
          {
            scenario: 'personalUserLicense',
            invitation: true,
            installPrompt: true,
            appleIdPrompt: true,
            count: 40,
          },
          {
            scenario: 'supervisedDeviceLicense',
            invitation: false,
            installPrompt: false,
            appleIdPrompt: false,
            count: 160,
          },
        ],
      }),
    )
    await open()
    const region = within(await plan())
    expect(await region.findByRole('button', { name: '3 cannot get it' })).toBeDefined()
    expect(region.getByText(/12 are reached by assignments that ask for different things/)).toBeDefined()
    expect(region.getByText(/3 devices get nothing by User licensing/)).toBeDefined()
    expect(
      region.getByText('To accept the invitation, to allow the install and for their Apple Account.'),
    ).toBeDefined()
    expect(region.getByText('Nothing: it arrives by itself.')).toBeDefined()
  })

  test('of unlimited licenses counts none', async () => {
    const { api, open } = setUpPlan()
    const [token] = aPlan().tokens
    api.on(planAssignments, aPlan({ tokens: token ? [{ ...token, isUnlimited: true, shortCount: 0 }] : [] }))
    await open()
    expect(await within(await plan()).findByRole('row', { name: 'Northwind Berlin Unlimited' })).toBeDefined()
  })

  test('that cannot be worked out says why, is tried again, and does not keep anybody from saving', async () => {
    const { api, open } = setUpPlan()
    const { user } = await open()
    await screen.findByRole('button', { name: '200 get a license' })
    api.on(planAssignments, () => refuse({ status: 400, code: 'invalid_input', message: 'This group is gone.' }))
    api.on(putAssignments, { assignments: [anAssignment()] }, { etag: '"2"' })
    await user.selectOptions(await type(), 'Available')
    expect(await screen.findByText('The plan could not be worked out')).toBeDefined()
    expect(screen.getByText(/This group is gone/)).toBeDefined()
    expect(screen.queryByRole('button', { name: '200 get a license' })).toBeNull()
    api.on(planAssignments, aPlan())
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: '200 get a license' })).toBeDefined()
    await untilSaveable()

    api.on(planAssignments, () => refuse({ status: 503, code: 'not_ready', message: 'Pomona is starting.' }))
    await user.click(screen.getByRole('button', { name: 'Work out again' }))
    await user.click(await screen.findByRole('button', { name: 'Save without a plan' }))
    await waitFor(() => expect(api.callsOf(putAssignments)[0]?.body).not.toHaveProperty('planHash'))
  })
})

describe('the world moved between the plan and Save', () => {
  test('nothing is saved, the draft stays, what moved is said, and the next Save sends the new plan', async () => {
    const { api, open } = setUpPlan()
    api.on(putAssignments, () =>
      refuse({ status: 409, code: 'plan_changed', message: 'Licenses of Keynote were given out meanwhile.' }),
    )
    const { user } = await open()
    await user.selectOptions(await type(), 'Available')
    await untilSaveable()
    const moved = aPlan({
      hash: 'plan-2',
      outcomes: [
        { outcome: 'gets', count: 195 },
        { outcome: 'short', count: 19 },
      ],
    })
    api.on(planAssignments, moved)
    await user.click(saveButton())
    expect(await screen.findByText('The plan has moved since you saw it')).toBeDefined()
    expect(screen.getByText(/Licenses of Keynote were given out meanwhile/)).toBeDefined()
    expect(await screen.findByText('Gets a license: 200 before, 195 now')).toBeDefined()
    expect(screen.getByText('Has to wait: 14 before, 19 now')).toBeDefined()
    expect(await type()).toHaveProperty('value', 'available')

    api.on(putAssignments, { assignments: [anAssignment({ intent: 'available' })] }, { etag: '"2"' })
    await untilSaveable()
    await user.click(saveButton())
    await waitFor(() =>
      expect(api.callsOf(putAssignments).map(({ body }) => body.planHash)).toEqual(['plan-1', 'plan-2']),
    )
    expect(await screen.findByText(/By the plan: 195 get a license, 19 have to wait/)).toBeDefined()
    expect(screen.queryByText('The plan has moved since you saw it')).toBeNull()
  })
})

describe('the names behind a number', () => {
  test('are listed page by page for the draft, with place and reason', async () => {
    const { api, open } = setUpPlan()
    api.on(listPlanItems, ({ body }) =>
      body.cursor === 'second'
        ? { value: [aPlanItem({ id: idOf(2), outcome: 'short', place: 51 })], totalCount: 51 }
        : {
            value: [
              aPlanItem({ outcome: 'short', place: 3, reason: 'Sellers asks for User licensing, and loses.' }),
              aPlanItem({
                id: idOf(601),
                outcome: 'short',
                licenseType: 'user',
                device: null,
                person: { id: idOf(601), displayName: 'Mia Berg', email: 'mia@northwind.example' },
              }),
            ],
            nextCursor: 'second',
            totalCount: 51,
          },
    )
    const { user } = await open()
    await user.selectOptions(await type(), 'Available')
    await untilSaveable()
    await user.click(screen.getByRole('button', { name: '14 have to wait' }))
    const panel = within(await screen.findByRole('dialog', { name: 'Who is behind the plan' }))
    expect(await panel.findByText('3rd in line')).toBeDefined()
    expect(panel.getByText('Sellers asks for User licensing, and loses.')).toBeDefined()
    expect(panel.getByRole('link', { name: 'Mia Berg' }).getAttribute('href')).toBe(`/users/${idOf(601)}`)
    expect(api.callsOf(listPlanItems)[0]?.body).toMatchObject({
      show: 'short',
      assignments: [{ intent: 'available' }],
    })
    await user.click(panel.getByRole('button', { name: 'Next' }))
    expect(await panel.findByText('51st in line')).toBeDefined()

    await user.selectOptions(panel.getByLabelText('Show'), 'Gets a license (200)')
    await waitFor(() => expect(api.callsOf(listPlanItems).at(-1)?.body).toMatchObject({ show: 'gets' }))
    expect(api.callsOf(listPlanItems).at(-1)?.body.cursor).toBeUndefined()
    await user.type(panel.getByRole('searchbox'), 'mia')
    await waitFor(() => expect(api.callsOf(listPlanItems).at(-1)?.body.search).toBe('mia'))
  })

  test('say of a conflict what each gets in the end', async () => {
    const { api, open } = setUpPlan()
    api.on(planAssignments, aPlan({ conflictCount: 1 }))
    api.on(listPlanItems, {
      value: [aPlanItem({ reason: 'Required wins over Available of Sellers.' })],
      totalCount: 1,
    })
    const { user } = await open()
    await user.click(await screen.findByRole('button', { name: 'Show who, and which wins' }))
    const panel = within(await screen.findByRole('dialog', { name: 'Who is behind the plan' }))
    expect(await panel.findByText('Required wins over Available of Sellers.')).toBeDefined()
    expect(panel.getByText('Gets a license')).toBeDefined()
  })
})

test('a book is assigned to people only, Available or Required, under the warning that its license never comes back', async () => {
  const { api, open } = setUpConsole('appManager')
  api.on(getBook, anApp({ productType: 'Book', name: 'Gardens', deviceAssignable: false, revocable: false }))
  api.on(getBookAssignments, { assignments: [] }, { etag: '"1"' })
  api.on(planBookAssignments, aPlan({ outcomes: [{ outcome: 'invites', count: 1 }] }))
  api.on(listBookLicenses, { value: [], totalCount: 0 })
  api.on(listGroups, { value: [aGroup({ displayName: 'Readers', kind: 'user' })], totalCount: 1 })
  const { user } = await open(`/books/${idOf(200)}/assignments`)
  expect(await screen.findByText('A license of a book never comes back')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Select groups' }))
  await user.click(await screen.findByRole('checkbox', { name: /Readers/ }))
  expect(screen.queryByRole('checkbox', { name: /All devices/ })).toBeNull()
  expect(api.callsOf(listGroups)[0]?.query['kind']).toBe('user')
  await user.click(screen.getByRole('button', { name: 'Select 1 group' }))
  const readers = within(await screen.findByRole('group', { name: 'Readers' }))
  expect([...readers.getByLabelText('Type').children].map(({ textContent }) => textContent)).toEqual([
    'Available',
    'Required',
  ])
  expect(readers.getByLabelText('License type')).toHaveProperty('value', 'user')
  expect(readers.queryByRole('button', { name: /Settings/ })).toBeNull()
  expect(await screen.findByRole('button', { name: '1 is invited first' })).toBeDefined()
})
