import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import type { MockApple } from '../mock-apple.ts'
import { untilSettled } from '../pages/every-page.ts'
import { listOn } from '../pages/list.ts'
import type { PomonaApi } from '../pomona-api.ts'
import { demoPassword } from '../programs.ts'

const required = (groupId: string) => ({
  target: { kind: 'group', groupId },
  intent: 'required',
  licenseType: 'device',
})

// The store knows an app by one name only, so every test has its own.
let lastAdamId = 1_800_000_100

/** A token with one app, and a group of two devices, under names of their own. */
async function prepare(api: PomonaApi, mockApple: MockApple, name: string) {
  lastAdamId += 1
  const assets = [{ adamId: String(lastAdamId), name: `${name} app`, totalCount: 10 }]
  const location = await mockApple.makeLocation({ locationName: name, assets })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const appId = (await api.assetsOf(tokenId))[0]?.id ?? ''
  const group = await api.makeGroup(`${name} group`, 2)
  return { tokenId, appId, groupId: group.id, app: `${name} app`, group: `${name} group` }
}

test.describe('addresses', () => {
  test('a link leads to exactly what it says, and Back undoes step by step', async ({
    asAdmin: page,
    api,
    mockApple,
  }) => {
    const { appId, app } = await prepare(api, mockApple, 'Deep link')
    await page.goto(`/apps?search=${encodeURIComponent(app)}`)
    const apps = listOn(page, 'Apps')
    await expect(apps.rows).toHaveCount(1)
    await page.getByRole('link', { name: app }).click()
    await expect(page).toHaveURL(new RegExp(`/apps/${appId}$`))
    await page.getByRole('link', { name: 'Assignments', exact: true }).click()
    await page.getByRole('button', { name: 'Select groups' }).click()
    const drawer = page.getByRole('dialog', { name: 'Select groups' })
    await expect(drawer).toBeVisible()
    await expect(page).toHaveURL(/\/assignments\?panel=groups$/)

    await page.reload()
    await expect(drawer).toBeVisible()
    await page.goBack()
    await expect(drawer).toBeHidden()
    await page.goBack()
    await expect(page).toHaveURL(new RegExp(`/apps/${appId}$`))
    await page.goBack()
    await expect(page.getByRole('searchbox', { name: 'Search apps' })).toHaveValue(app)
    await expect(apps.rows).toHaveCount(1)
  })

  test('search, filters and sort are in the address and survive loading it again', async ({ asAdmin: page }) => {
    await page.goto('/devices')
    const devices = listOn(page, 'Devices')
    await page.getByRole('searchbox').fill('iPhone')
    await page.getByLabel('Ownership').selectOption('Personal')
    await devices.sortBy('Device')
    await expect(page).toHaveURL(/search=iPhone/)
    await expect(page).toHaveURL(/ownership=personal/)
    await expect(page).toHaveURL(/sort=-name/)
    await expect(devices.rows.first()).toContainText('iPhone')
    const range = await devices.range.textContent()

    await page.reload()
    await expect(page.getByRole('searchbox')).toHaveValue('iPhone')
    await expect(page.getByLabel('Ownership')).toHaveValue('personal')
    await expect(devices.table.getByRole('columnheader', { name: 'Device' })).toHaveAttribute('aria-sort', 'descending')
    await expect(devices.range).toHaveText(range ?? '')

    await page.goBack()
    await expect(page).not.toHaveURL(/sort=/)
    await page.goBack()
    await expect(page.getByLabel('Ownership')).toHaveValue('')
  })

  test('a long list is turned page by page, and Back turns back', async ({ asAdmin: page }) => {
    await page.goto('/devices')
    const devices = listOn(page, 'Devices')
    await expect(devices.range).toHaveText('1–50 of 300')
    const first = await devices.read()
    await devices.next.click()
    await expect(devices.range).toHaveText('51–100 of 300')
    await devices.next.click()
    await expect(devices.range).toHaveText('101–150 of 300')
    await page.reload()
    await expect(devices.range).toHaveText('101–150 of 300')
    await page.goBack()
    await expect(devices.range).toHaveText('51–100 of 300')
    await devices.previous.click()
    await expect(devices.range).toHaveText('1–50 of 300')
    expect(await devices.read()).toEqual(first)
  })

  test('an address that does not exist says so and leads on', async ({ asAdmin: page, silence }) => {
    silence.except.push(/status of 40[04]/)
    await page.goto('/nowhere/at/all')
    await expect(page.getByText('There is nothing at this address')).toBeVisible()
    await page.goto('/tokens/00000000-0000-4000-8000-000000000000')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The token could not be loaded')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  })
})

test.describe('changes that are not saved', () => {
  test('are not lost by leaving without a question', async ({ asAdmin: page, api, mockApple, assignmentsPage }) => {
    const { appId, group } = await prepare(api, mockApple, 'Unsaved')
    await assignmentsPage.open(appId)
    await assignmentsPage.select(group)
    const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' })
    const toGroups = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' })

    await toGroups.click()
    await dialog.getByRole('button', { name: 'Stay here' }).click()
    await expect(dialog).toBeHidden()
    await expect(assignmentsPage.group(group)).toContainText('Not saved yet')

    await toGroups.click()
    await dialog.getByRole('button', { name: 'Leave without saving' }).click()
    await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
    const { body } = await api.call<{ assignments: unknown[] }>('GET', `/apps/${appId}/assignments`)
    expect(body.assignments).toEqual([])
  })

  test('do not overwrite what somebody else saved meanwhile', async ({
    asAdmin: page,
    api,
    mockApple,
    assignmentsPage,
    silence,
  }) => {
    silence.except.push(/status of 412/)
    const { appId, group } = await prepare(api, mockApple, 'Rival')
    const theirs = await api.makeGroup('Group of the other one', 1)
    await assignmentsPage.open(appId)
    await assignmentsPage.select(group)
    await expect(assignmentsPage.save).toBeEnabled()
    await api.assign(appId, [required(theirs.id)])

    await assignmentsPage.save.click()
    await expect(page.getByText('Somebody else changed these assignments meanwhile')).toBeVisible()
    await expect(assignmentsPage.group(group)).toBeVisible()
    await page.getByRole('button', { name: 'Drop my changes and load theirs' }).click()
    await expect(assignmentsPage.group('Group of the other one')).toBeVisible()
    await expect(assignmentsPage.group(group)).toBeHidden()
    await assignmentsPage.select(group)
    await assignmentsPage.save.click()
    await expect(page.getByText(/Rival app now has 2 assignments/)).toBeVisible()
  })
})

test.describe('what somebody may not do is not shown', () => {
  const commands = (page: Page) =>
    page.getByRole('main').getByRole('button', {
      name: /^(Sync now|Edit|Renew|Delete|Select groups|Exclude groups|Save|Create group|Add members|Take back .*|Remove .*)$/,
    })

  test('the help desk reads everything and changes nothing', async ({ asHelpdesk: page, api, mockApple }) => {
    const { tokenId, appId, groupId, group } = await prepare(api, mockApple, 'Read only')
    await api.assign(appId, [required(groupId)])
    const pages = [
      ['/tokens', 'iOS VPP tokens'],
      [`/tokens/${tokenId}`, 'Read only'],
      [`/apps/${appId}`, 'Read only app'],
      [`/apps/${appId}/assignments`, 'Read only app'],
      [`/apps/${appId}/licenses`, 'Read only app'],
      ['/groups', 'Groups'],
      [`/groups/${groupId}`, group],
    ] as const
    for (const [path, title] of pages) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      await untilSettled(page)
      await expect(commands(page), path).toHaveCount(0)
      await expect(page.getByRole('main').getByRole('checkbox', { name: /^Select/ }), path).toHaveCount(0)
      await expect(page.getByRole('main').getByRole('link', { name: 'Create', exact: true }), path).toHaveCount(0)
    }
    await page.goto('/tokens/create')
    await expect(page).toHaveURL(/\/tokens$/)
    await page.goto(`/groups/${groupId}?panel=delete`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(group)
    await expect(page.getByRole('alertdialog')).toBeHidden()
  })

  test('an app manager assigns apps and keeps groups, and leaves tokens alone', async ({
    asAppManager: page,
    api,
    mockApple,
    assignmentsPage,
  }) => {
    const { tokenId, appId, group } = await prepare(api, mockApple, 'Managed')
    await page.goto(`/tokens/${tokenId}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Managed')
    await expect(listOn(page, 'Recent syncs').rows).not.toHaveCount(0)
    await expect(commands(page)).toHaveCount(0)
    await assignmentsPage.open(appId)
    await assignmentsPage.select(group)
    await assignmentsPage.save.click()
    await expect(assignmentsPage.heading('Holding a license (2)')).toBeVisible()
  })
})

test.describe('a session that ended', () => {
  const admin = { email: 'admin@pomona.example', password: demoPassword }

  test('leads to sign-in and back to where one wanted to go', async ({ page, signInPage, silence }) => {
    silence.except.push(/status of 401/)
    await page.goto('/devices?ownership=personal')
    await expect(signInPage.heading).toBeVisible()
    await signInPage.signIn({ ...admin, password: 'wrong' })
    await expect(page.getByText('The email address or the password is not right.')).toBeVisible()
    await signInPage.signIn(admin)
    await expect(page).toHaveURL(/\/devices\?ownership=personal$/)
    await expect(page.getByLabel('Ownership')).toHaveValue('personal')
  })

  test('while something is being edited is taken up in place', async ({
    asAdmin: page,
    api,
    mockApple,
    signInPage,
    assignmentsPage,
    silence,
  }) => {
    silence.except.push(/status of 401/)
    const { appId, group } = await prepare(api, mockApple, 'Long lunch')
    await assignmentsPage.open(appId)
    await assignmentsPage.select(group)
    await expect(assignmentsPage.save).toBeEnabled()
    await page.context().clearCookies()
    await assignmentsPage.save.click()
    const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
    await expect(dialog).toBeVisible()
    await signInPage.signIn(admin)
    await expect(dialog).toBeHidden()
    await expect(assignmentsPage.group(group)).toContainText('Not saved yet')
    await assignmentsPage.save.click()
    await expect(assignmentsPage.heading('Holding a license (2)')).toBeVisible()
  })

  test('by signing out shows nothing any more', async ({ asAdmin: page, signInPage, silence }) => {
    silence.except.push(/status of 401/)
    await page.goto('/')
    await page.getByRole('button', { name: 'Account: Avery Admin' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(signInPage.heading).toBeVisible()
    await page.goBack()
    await expect(signInPage.heading).toBeVisible()
  })
})

test('the dark theme is chosen once and stays', async ({ asAdmin: page }) => {
  const ground = () => page.locator('html').evaluate((html) => getComputedStyle(html).colorScheme)
  await page.goto('/')
  expect(await ground()).toBe('light')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(ground).toBe('dark')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  expect(await ground()).toBe('dark')
})

test('on a phone the navigation opens over the page and closes behind one', async ({ asAdmin: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Devices' }).click()
  await expect(page.getByRole('heading', { name: 'Devices', level: 1 })).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('list', { name: 'Devices' }).getByRole('listitem')).not.toHaveCount(0)
})
