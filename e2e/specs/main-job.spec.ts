import { expect, test } from '../fixtures.ts'
import { listOn } from '../pages/list.ts'
import { demoPassword } from '../programs.ts'

const admin = { email: 'admin@pomona.example', password: demoPassword }
const scarce = { adamId: '1800000001', name: 'Scarcely', totalCount: 5 }
const plenty = { adamId: '1800000002', name: 'Plentiful', totalCount: 1200 }
const apps = [scarce, plenty, { adamId: '1800000003', name: 'Ordinary', totalCount: 40 }]

test('an administrator uploads a token, sees its apps and gives them to a group', async ({
  page,
  api,
  mockApple,
  signInPage,
  createTokenPage,
  tokenBlade,
  assignmentsPage,
}) => {
  const location = await mockApple.makeLocation({ locationName: 'Mouse and Sons', assets: apps })
  const group = await api.makeGroup('Eight devices', 8)

  await test.step('signs in by typing', async () => {
    await page.goto('/sign-in')
    await signInPage.signIn(admin)
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  })

  await test.step('uploads the token once its findings are known', async () => {
    await page.getByRole('link', { name: 'iOS VPP tokens' }).click()
    await page.getByRole('link', { name: 'Create', exact: true }).click()
    await createTokenPage.chooseFile(location.tokenFile)
    await expect(createTokenPage.findings).toContainText('Mouse and Sons')
    await expect(createTokenPage.findings).toContainText('3 apps and books')
    await expect(createTokenPage.findings).toContainText('Nothing has been changed yet')
    await expect(createTokenPage.country).toHaveValue('United States')
    await createTokenPage.appleId.fill('buyer@orchard.example')
    await createTokenPage.accountType.getByRole('radio', { name: 'Business' }).check()
    await createTokenPage.automaticUpdates.getByRole('radio', { name: 'Off' }).check()
    await mockApple.fault(location.uId, { kind: 'latency', delayMs: 6000, path: '/lookup' })
    await createTokenPage.upload.click()
  })

  await test.step('follows the first sync as it runs', async () => {
    await expect(tokenBlade.title).toHaveText('Mouse and Sons')
    await expect(page.getByText('Getting names, texts and icons from the store')).toBeVisible()
    await expect(page.getByText('Step 6 of 6 · 0 of 3')).toBeVisible()
    await expect(tokenBlade.progress).toBeHidden()
    await expect(tokenBlade.syncNow).toHaveText('Sync now')
    await expect(listOn(page, 'Recent syncs').rows).toContainText(['After the upload'])
  })

  await test.step('sees every app with Apple’s counts', async () => {
    await tokenBlade.tab('Apps').click()
    const list = listOn(page, 'Apps')
    await expect(list.rows).toHaveCount(apps.length)
    const shown = (await list.read()).map(([name, ...counts]) => [name?.split('\n')[0], ...counts.slice(0, 4)])
    const theirs = (await mockApple.assetsOf(location.uId)).map((asset) => [
      apps.find(({ adamId }) => adamId === asset.adamId)?.name,
      ...[asset.totalCount, asset.assignedCount, asset.availableCount, asset.retiredCount].map((count) =>
        count.toLocaleString('en-US'),
      ),
    ])
    expect(shown).toEqual(theirs.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))))
    await list.row(scarce.name).getByRole('link', { name: scarce.name }).click()
  })

  await test.step('assigns the app to a group and sees the effect before saving', async () => {
    await page.getByRole('link', { name: 'Assignments', exact: true }).click()
    await assignmentsPage.select('Eight devices')
    await assignmentsPage.type('Eight devices').selectOption('Required')
    await assignmentsPage.licenseType('Eight devices').selectOption('Device licensing')
    await expect(assignmentsPage.outcome('5 get a license')).toBeVisible()
    await expect(assignmentsPage.outcome('3 have to wait')).toBeVisible()
    await assignmentsPage.save.click()
  })

  const line: string[] = []
  await test.step('watches holders appear, and who waits in which place', async () => {
    await expect(assignmentsPage.heading('Holding a license (5)')).toBeVisible()
    await expect(assignmentsPage.heading('Waiting in line (3)')).toBeVisible()
    await expect(assignmentsPage.plan).toContainText('5 held')
    await expect(assignmentsPage.plan).toContainText('3 waiting')
    const places = await assignmentsPage.waiting.read()
    expect(places.map(([place]) => place)).toEqual(['1', '2', '3'])
    line.push(...places.map(([, device]) => device?.split('\n').at(-1) ?? ''))
    const held = await mockApple.holdersOf(location.uId, scarce.adamId)
    expect([...held, ...line].toSorted()).toEqual(group.serialNumbers.toSorted())
  })

  await test.step('buys one more, and the first in line is served while the page is open', async () => {
    const [first = '', second = ''] = line
    await mockApple.purchase(location.uId, scarce.adamId, 1)
    await expect(assignmentsPage.held.row(first)).toBeVisible({ timeout: 40_000 })
    await expect(assignmentsPage.heading('Waiting in line (2)')).toBeVisible()
    await expect(assignmentsPage.waiting.rows.first()).toContainText(second)
    await expect(assignmentsPage.plan).toContainText('6 held')
    expect(await mockApple.holdersOf(location.uId, scarce.adamId)).toContain(first)
  })
})
