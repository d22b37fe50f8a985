import { expectAccessible, expectNoSidewaysScroll } from '../accessible.ts'
import { expect, test as base } from '../fixtures.ts'
import { openMockApple } from '../mock-apple.ts'
import { fillOrganization, type Organization } from '../organization.ts'
import { everyPage, untilSettled } from '../pages/every-page.ts'
import { signInToApi } from '../pomona-api.ts'
import { startPrograms } from '../programs.ts'

/** An installation of its own: empty at first, full from the first test that asks for the organization. */
const test = base.extend<object, { organization: Organization }>({
  programs: [
    async ({ browserName: _browserName }, use) => {
      const programs = await startPrograms({ workers: 1 })
      await use(programs)
      await programs.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  organization: [
    async ({ programs }, use) => {
      const api = await signInToApi(programs.consoleUrl)
      await use(await fillOrganization(api, openMockApple(programs.mockAppleUrl)))
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.describe('before the first token is there', () => {
  for (const path of ['/', '/tokens', '/apps']) {
    test(`${path} has no barriers`, async ({ asAdmin: page }) => {
      await page.goto(path)
      await untilSettled(page)
      await expect(page.getByRole('main')).toContainText(/first token|once a VPP token is uploaded/)
      await expectAccessible(page)
    })
  }
})

test('the sign-in page has no barriers, also when it refuses', async ({ page, silence }) => {
  silence.except.push(/status of 401/)
  await page.goto('/sign-in')
  await expectAccessible(page)
  await page.getByLabel('Email').fill('nobody@pomona.example')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('The email address or the password is not right.')).toBeVisible()
  await expectAccessible(page)
})

for (const { name, path } of everyPage) {
  test(`the page "${name}" has no barriers and does not scroll sideways`, async ({ asAdmin: page, organization }) => {
    await page.goto(path(organization))
    await untilSettled(page)
    await expectAccessible(page)
  })
}

test('menus have no barriers while they are open', async ({ asAdmin: page, organization }) => {
  await page.goto(`/tokens/${organization.businessTokenId}`)
  await untilSettled(page)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More commands' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test.describe('a page whose data cannot be loaded', () => {
  const refusal = { error: { code: 'not_ready', message: 'Pomona is starting.', requestId: 'request-1' } }
  for (const path of ['/', '/apps', '/devices/01a203b0-6bf9-70d2-bbab-5b8c59ade1a2']) {
    test(`${path} says so without barriers`, async ({ asAdmin: page, silence }) => {
      silence.except.push(/status of 503/)
      await page.route(/\/api\/v1\/(?!me)/, (route) => route.fulfill({ status: 503, json: refusal }))
      await page.goto(path)
      await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible()
      await expect(page.getByText('Pomona is starting.').first()).toBeVisible()
      await expectAccessible(page)
    })
  }
})

test.describe('a page that is still loading', () => {
  for (const path of ['/', '/apps', '/devices/01a203b0-6bf9-70d2-bbab-5b8c59ade1a2']) {
    test(`${path} has no barriers`, async ({ asAdmin: page }) => {
      const held = Promise.withResolvers<void>()
      await page.route(/\/api\/v1\/(?!me)/, async (route) => {
        await held.promise
        await route.abort()
      })
      await page.goto(path)
      await expect(page.locator('[role="progressbar"]').first()).toBeAttached()
      await expectAccessible(page)
      await page.goto('about:blank')
      held.resolve()
    })
  }
})
