import { expectAccessible } from '../accessible.ts'
import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import { listOn } from '../pages/list.ts'

test('licenses that no assignment gives any more are found, and go back one by one and all together', async ({
  asAppManager: page,
  api,
  mockApple,
}) => {
  const adamId = '1800000921'
  const location = await mockApple.makeLocation({
    locationName: 'Driftwood Dairy',
    assets: [{ adamId, name: 'Butterfat', totalCount: 3 }],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const appId = (await api.assetsOf(tokenId))[0]?.id ?? ''
  const group = await api.makeGroup('Three that drift', 3)
  await api.assign(appId, [{ target: { kind: 'group', groupId: group.id }, intent: 'required', licenseType: 'device' }])
  await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toHaveLength(3)
  await api.assign(appId, [])

  const keyboard = keyboardOf(page)
  const drift = listOn(page, 'Drift')
  const who = listOn(page, 'Who differs')

  await test.step('is listed with what it means and what a repair does', async () => {
    await page.goto('/drift')
    const row = drift.row('Butterfat')
    await expect(row).toContainText('Held without an assignment', { timeout: 30_000 })
    await expect(row.getByRole('button', { name: /^Repair all 3/ })).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await keyboard.press(row.getByRole('link', { name: 'Held without an assignment' }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Held without an assignment: Butterfat')
    await expect(who.rows).toHaveCount(3)
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('one goes back, after it was said what happens', async () => {
    await keyboard.press(who.rows.first().getByRole('button', { name: /^Repair / }))
    const dialog = page.getByRole('alertdialog', { name: 'Repair 1 difference of Butterfat?' })
    await expect(dialog).toContainText('What happens:')
    await keyboard.press(dialog.getByRole('button', { name: 'Repair 1 difference' }))
    await expect(page.getByText('The repair of 1 difference is on its way')).toBeVisible()
    await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toHaveLength(2)
    await expect(who.rows).toHaveCount(2, { timeout: 30_000 })
  })

  await test.step('the rest go back together, and nothing is left', async () => {
    await keyboard.press(page.getByRole('button', { name: 'Repair all 2' }))
    await keyboard.press(page.getByRole('alertdialog').getByRole('button', { name: 'Repair 2 differences' }))
    await expect.poll(() => mockApple.holdersOf(location.uId, adamId)).toHaveLength(0)
    await expect(page.getByText('Nothing differs here any more')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('the orders tell of it', async () => {
    await keyboard.press(page.getByRole('link', { name: 'Show the orders' }))
    const orders = listOn(page, 'Orders')
    await expect(orders.rows.filter({ hasText: 'Take a license back' }).filter({ hasText: 'Done' })).toHaveCount(3)
    await page.getByLabel('What').selectOption('Give a license')
    await expect(orders.rows).toHaveCount(3)
    await expectAccessible(page)
  })
})
