import { expectAccessible } from '../accessible.ts'
import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import type { MockApple } from '../mock-apple.ts'
import { licensesPage } from '../pages/licenses-page.ts'
import type { Asset, ListOf, PomonaApi } from '../pomona-api.ts'

async function makeAsset(api: PomonaApi, mockApple: MockApple, asset: { name: string } & Record<string, unknown>) {
  const { tokenFile } = await mockApple.makeLocation({
    locationName: asset.name,
    assets: [asset],
    managedDomains: ['appleaccount.pomona.example'],
  })
  const tokenId = await api.uploadToken(tokenFile)
  const found: Asset[] = []
  await expect.poll(async () => found.push(...(await api.assetsOf(tokenId)))).toBeGreaterThan(0)
  return found[0]?.id ?? ''
}

/** Until Apple has answered everything: how many hold a license, and how many wait. */
async function untilSettled(api: PomonaApi, appId: string, counts: { assignedCount: number; waitingCount: number }) {
  await expect
    .poll(async () => (await api.call('GET', `/apps/${appId}`)).body, { timeout: 40_000 })
    .toMatchObject({ ...counts, promisedCount: 0 })
}

const required = (groupId: string) => ({
  target: { kind: 'group', groupId },
  intent: 'required',
  licenseType: 'device',
})

test('an administrator sees a shortage before saving, by name, and gets what was shown or hears that the world has moved', async ({
  asAppManager: page,
  api,
  mockApple,
  assignmentsPage,
  silence,
}) => {
  silence.except.push(/status of 409/)
  const appId = await makeAsset(api, mockApple, { adamId: '1800000951', name: 'Plannery', totalCount: 5 })
  const group = await api.makeGroup('Eight to plan for', 8)
  const { body: devices } = await api.call<ListOf<{ id: string }>>('GET', '/devices?limit=9&sort=-serialNumber')
  const ninth = devices.value.at(-1)?.id

  await test.step('sees who gets a license, who waits, and what is left', async () => {
    await assignmentsPage.open(appId)
    await assignmentsPage.select('Eight to plan for')
    await expect(assignmentsPage.outcome('5 get a license')).toBeVisible()
    await expect(assignmentsPage.outcome('3 have to wait')).toBeVisible()
    await expect(assignmentsPage.plan.getByRole('row', { name: 'Plannery 3 wait in line 5 0' })).toBeVisible()
    await expect(page.getByText('5 get a license, 3 have to wait.')).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('reads the names behind the number', async () => {
    await assignmentsPage.outcome('3 have to wait').click()
    await expect(assignmentsPage.names.getByRole('listitem')).toHaveCount(3)
    for (const place of ['1st', '2nd', '3rd'])
      await expect(assignmentsPage.names.getByText(`${place} in line`)).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await assignmentsPage.names.getByLabel('Show').selectOption('Gets a license (5)')
    await expect(assignmentsPage.names.getByRole('listitem')).toHaveCount(5)
    await assignmentsPage.names.getByRole('button', { name: 'Close' }).click()
    await expect(assignmentsPage.names).toBeHidden()
    await expect(assignmentsPage.group('Eight to plan for')).toContainText('Not saved yet')
  })

  await test.step('hears that the group has grown meanwhile, and keeps the changes', async () => {
    await api.call('PATCH', `/groups/${group.id}/members`, { addIds: [ninth] })
    await assignmentsPage.save.click()
    await expect(page.getByText('The plan has moved since you saw it')).toBeVisible()
    await expect(page.getByText('Has to wait: 3 before, 4 now')).toBeVisible()
    await expect(assignmentsPage.outcome('4 have to wait')).toBeVisible()
    await expect(assignmentsPage.group('Eight to plan for')).toContainText('Not saved yet')
  })

  await test.step('saves the new plan, and exactly that happens', async () => {
    await assignmentsPage.save.click()
    await expect(page.getByText(/By the plan: 5 get a license, 4 have to wait/)).toBeVisible()
    await expect(assignmentsPage.heading('Holding a license (5)')).toBeVisible({ timeout: 40_000 })
    await expect(assignmentsPage.heading('Waiting in line (4)')).toBeVisible()
  })
})

test('a license is taken back by keyboard after its plan was shown, and goes to the first in line while the page is open', async ({
  asAppManager: page,
  api,
  mockApple,
}) => {
  const appId = await makeAsset(api, mockApple, { adamId: '1800000952', name: 'Handback', totalCount: 2 })
  const group = await api.makeGroup('Three for two', 3)
  await api.assign(appId, [required(group.id)])
  await untilSettled(api, appId, { assignedCount: 2, waitingCount: 1 })
  const licenses = licensesPage(page)
  const keyboard = keyboardOf(page)

  await licenses.open('apps', appId)
  await expect(licenses.list.rows).toHaveCount(3)
  const waiting = licenses.list.rows.filter({ hasText: 'Waiting, 1st in line' })
  const first = await waiting.getByRole('link').first().innerText()
  const checkbox = licenses.list.rows.getByRole('checkbox').first()
  const name = ((await checkbox.getAttribute('aria-label')) ?? '').replace('Select ', '')

  await keyboard.press(checkbox, 'Space')
  await keyboard.press(licenses.takeBack)
  await expect(licenses.dialog).toContainText('Take back 1 license of Handback?')
  await expect(licenses.dialog).toContainText('For 1 of them an assignment still asks: it joins the end of the line')
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await keyboard.press(licenses.dialog.getByRole('button', { name: 'Take back 1 license' }))
  await expect(page.getByText('1 license is being taken back. Apple is being asked.')).toBeVisible()
  await expect(licenses.result).toContainText(name)

  const row = (holder: string) =>
    licenses.list.rows.filter({ has: page.getByRole('link', { name: holder, exact: true }) })
  await expect(row(first)).toContainText('Held', { timeout: 40_000 })
  await expect(row(name)).toContainText('Waiting, 1st in line')
})

test('a book goes to people: those with a Managed Apple Account at once, the others once they accept, and it never comes back', async ({
  asAppManager: page,
  api,
  mockApple,
  assignmentsPage,
}) => {
  const bookId = await makeAsset(api, mockApple, {
    adamId: '1800000953',
    name: 'Gardens of Pomona',
    totalCount: 10,
    productType: 'Book',
    deviceAssignable: false,
    revocable: false,
  })
  const { body: people } = await api.call<ListOf<{ id: string; displayName: string; managedAppleId: string | null }>>(
    'GET',
    '/users?limit=200',
  )
  const managed = people.value.find(({ managedAppleId }) => managedAppleId !== null)
  const personal = people.value.find(({ managedAppleId }) => managedAppleId === null)
  const { body: group } = await api.call<{ id: string }>('POST', '/groups', {
    displayName: 'Two readers',
    kind: 'user',
  })
  await api.call('PUT', `/groups/${group.id}/members`, { ids: [managed?.id, personal?.id] })

  await assignmentsPage.openBook(bookId)
  await expect(page.getByText('A license of a book never comes back')).toBeVisible()
  await assignmentsPage.selectGroups.click()
  await expect(assignmentsPage.drawer.getByRole('checkbox', { name: 'All devices' })).toBeHidden()
  await assignmentsPage.drawer.getByRole('searchbox', { name: 'Search groups' }).fill('Two readers')
  await assignmentsPage.drawer.getByRole('checkbox', { name: 'Two readers' }).check()
  await assignmentsPage.drawer.getByRole('button', { name: 'Select 1 group' }).click()
  await expect(assignmentsPage.licenseType('Two readers')).toHaveValue('user')
  await expect(assignmentsPage.plan.getByRole('button', { name: /invited first/ })).toBeVisible()
  await assignmentsPage.save.click()
  await expect(assignmentsPage.heading('Holding a license (1)')).toBeVisible({ timeout: 40_000 })

  const licenses = licensesPage(page)
  await licenses.open('books', bookId)
  const rowOf = (name: string | undefined) =>
    licenses.list.rows.filter({ has: page.getByRole('link', { name: name ?? '', exact: true }) })
  await expect(rowOf(managed?.displayName)).toContainText('Held')
  await expect(rowOf(personal?.displayName)).toContainText('Waiting for the invitation', { timeout: 40_000 })
  await expect(licenses.list.rows.getByRole('checkbox')).toHaveCount(0)
  await licenses.standing.selectOption('Waiting for the invitation')
  await expect(licenses.list.rows).toHaveCount(1)
})
