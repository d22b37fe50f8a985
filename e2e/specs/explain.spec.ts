import { expectAccessible } from '../accessible.ts'
import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import { listOn } from '../pages/list.ts'
import type { ListOf } from '../pomona-api.ts'

type Device = { id: string; name: string }

test('the help desk opens Explain from a device and reads the one line that matters, with its remedy', async ({
  asHelpdesk: page,
  api,
  mockApple,
}) => {
  const [scarce, excluded] = ['1800000911', '1800000912']
  const location = await mockApple.makeLocation({
    locationName: 'Whyever Works',
    assets: [
      { adamId: scarce, name: 'Scarcely', totalCount: 1 },
      { adamId: excluded, name: 'Left Out', totalCount: 9 },
    ],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  const two = await api.makeGroup('Two to explain', 2)
  const { body: devices } = await api.call<ListOf<Device>>('GET', `/devices?groupId=${two.id}`)
  const { body: none } = await api.call<{ id: string }>('POST', '/groups', {
    displayName: 'Nobody gets it',
    kind: 'device',
  })
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(2)
  const assets = await api.assetsOf(tokenId)
  const idOf = (adamId: string) => assets.find((asset) => asset.adamId === adamId)?.id ?? ''
  const required = { target: { kind: 'group', groupId: two.id }, intent: 'required', licenseType: 'device' }
  await api.assign(idOf(scarce), [required])
  const waiting = async () =>
    (await api.call<ListOf<{ deviceId: string }>>('GET', `/apps/${idOf(scarce)}/licenses?standing=waiting`)).body
  await expect.poll(async () => (await waiting()).totalCount).toBe(1)
  const waiter = (await waiting()).value[0]?.deviceId ?? ''
  const name = devices.value.find(({ id }) => id === waiter)?.name ?? ''
  await api.call('PUT', `/groups/${none.id}/members`, { ids: [waiter] })
  await api.assign(idOf(excluded), [required, { target: { kind: 'group', groupId: none.id, exclude: true } }])

  const keyboard = keyboardOf(page)
  const verdict = page.getByRole('region', { name: 'In short' })
  const checks = page.getByRole('list', { name: 'Every check in order' }).getByRole('listitem')
  const check = (checkName: string) =>
    checks.filter({ has: page.getByRole('heading', { name: checkName, exact: true }) })

  await test.step('from the row of the app for which it waits', async () => {
    await page.goto(`/devices/${waiter}`)
    await expect(listOn(page, 'Apps and licenses').row('Scarcely')).toContainText('Waiting, 1st in line')
    await keyboard.press(page.getByRole('link', { name: `Explain Scarcely, ${name}` }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Scarcely: ${name}`)
    await expect(verdict).toContainText('Waiting')
    await expect(verdict).toContainText('Next step: Buy more licenses')
    await expect(checks.filter({ hasText: 'Waiting' })).toHaveCount(1)
    await expect(checks.filter({ hasText: 'Failed' })).toHaveCount(0)
    await expect(check('License')).toContainText('0 of 1')
    await expectAccessible(page)
  })

  await test.step('another app, found by typing: the one red line says why not, and what to do', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const app = page.getByRole('combobox', { name: 'App' })
    await keyboard.tabTo(app)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('Left Out')
    await expect(page.getByRole('option')).toHaveText([/Left Out/])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Left Out: ${name}`)
    await expect(checks.filter({ hasText: 'Failed' })).toHaveCount(1)
    await expect(check('Exclusion')).toContainText('Failed')
    await expect(check('Exclusion')).toContainText('Nobody gets it')
    await expect(check('Exclusion')).toContainText('Next step:')
    await expect(verdict).toContainText('Stopped')
    await expectAccessible(page)
  })

  await test.step('the page follows: once a license is bought, nothing waits any more', async () => {
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Scarcely: ${name}`)
    await mockApple.purchase(location.uId, scarce, 1)
    await api.call('POST', `/tokens/${tokenId}/sync`)
    await expect(check('License')).toContainText('Passed', { timeout: 30_000 })
    await expect(verdict).not.toContainText('Buy more licenses')
  })
})
