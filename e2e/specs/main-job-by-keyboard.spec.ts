import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import { listOn } from '../pages/list.ts'
import { demoPassword } from '../programs.ts'

test('the main job needs no mouse', async ({
  page,
  api,
  mockApple,
  signInPage,
  createTokenPage,
  tokenBlade,
  assignmentsPage,
}) => {
  const adamId = '1800000011'
  const location = await mockApple.makeLocation({
    locationName: 'Keys and Daughters',
    assets: [{ adamId, name: 'Typewritten', totalCount: 2 }],
  })
  await api.makeGroup('Three devices', 3)
  const keyboard = keyboardOf(page)

  await test.step('signs in', async () => {
    await page.goto('/sign-in')
    await keyboard.type(signInPage.email, 'admin@pomona.example')
    await keyboard.type(signInPage.password, demoPassword)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeFocused()
  })

  await test.step('uploads the token', async () => {
    await keyboard.press(page.getByRole('link', { name: 'iOS VPP tokens' }))
    await keyboard.press(page.getByRole('link', { name: 'Create', exact: true }))
    await keyboard.tabTo(createTokenPage.file)
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (
      await chooser
    ).setFiles({
      name: 'keys.vpptoken',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(location.tokenFile),
    })
    await expect(createTokenPage.findings).toContainText('Keys and Daughters')
    await keyboard.type(createTokenPage.appleId, 'buyer@orchard.example')
    await keyboard.tabTo(createTokenPage.country)
    await page.keyboard.type('Germ')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(createTokenPage.country).toHaveValue('Germany')
    const education = createTokenPage.accountType.getByRole('radio', { name: 'Education' })
    await keyboard.tabTo(createTokenPage.accountType.getByRole('radio', { name: 'Business' }))
    await page.keyboard.press('ArrowRight')
    await expect(education).toBeChecked()
    await keyboard.press(createTokenPage.upload)
    await expect(tokenBlade.title).toHaveText('Keys and Daughters')
    await expect(listOn(page, 'Recent syncs').rows).toContainText(['Completed'])
  })

  await test.step('opens the app and its assignments', async () => {
    await keyboard.press(tokenBlade.tab('Apps'))
    await keyboard.press(listOn(page, 'Apps').rows.getByRole('link').first())
    await keyboard.press(page.getByRole('link', { name: 'Assignments', exact: true }))
  })

  await test.step('assigns the app to the group', async () => {
    await keyboard.press(assignmentsPage.selectGroups)
    const { drawer } = assignmentsPage
    await keyboard.type(drawer.getByRole('searchbox', { name: 'Search groups' }), 'Three devices')
    await expect(drawer.getByRole('checkbox')).toHaveCount(1)
    await keyboard.press(drawer.getByRole('checkbox', { name: 'Three devices' }), 'Space')
    await keyboard.press(drawer.getByRole('button', { name: 'Select 1 group' }))
    await expect(drawer).toBeHidden()
    await keyboard.type(assignmentsPage.type('Three devices'), 'Req')
    await expect(assignmentsPage.type('Three devices')).toHaveValue('required')
    await keyboard.tabTo(assignmentsPage.licenseType('Three devices'))
    await expect(assignmentsPage.save).toBeEnabled()
    await keyboard.press(assignmentsPage.save)
    await expect(assignmentsPage.heading('Holding a license (2)')).toBeVisible()
    await expect(assignmentsPage.heading('Waiting in line (1)')).toBeVisible()
    expect(await mockApple.holdersOf(location.uId, adamId)).toHaveLength(2)
  })
})
