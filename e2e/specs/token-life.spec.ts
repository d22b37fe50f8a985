import { expect, test } from '../fixtures.ts'
import { listOn } from '../pages/list.ts'

// The store knows an app by one name only, so every test has its own.
const asset = (number: number, name: string, more: object = {}) => ({
  adamId: String(1_800_000_500 + number),
  name,
  totalCount: 5,
  ...more,
})

test('Test now says in place what Apple answers, and the conversation tells of it', async ({
  asAdmin: page,
  api,
  mockApple,
  tokenBlade,
}) => {
  const location = await mockApple.makeLocation({ locationName: 'Put to the test', assets: [asset(1, 'Touchstone')] })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  await tokenBlade.open(tokenId)
  await tokenBlade.testNow.click()
  await expect(page.getByText('The token works')).toBeVisible()

  await mockApple.setTokenState(location.uId, 'revoked')
  await tokenBlade.testNow.click()
  await expect(page.getByText('The token does not work')).toBeVisible()
  await expect(tokenBlade.banner).toContainText('Revoked')
  await tokenBlade.tab('From Apple').click()
  await page.getByRole('button', { name: 'Failed only' }).click()
  const newest = listOn(page, 'Requests to Apple').rows.first()
  await expect(newest).toContainText('Refused')
  await expect(newest).toContainText(/Number \d{4}/)
})

test('another country lists what its store lacks before it is saved, and marks it after', async ({
  asAdmin: page,
  api,
  mockApple,
  tokenBlade,
}) => {
  const assets = [asset(2, 'Everywhere'), asset(3, 'Not in France', { missingIn: ['FR'] })]
  const location = await mockApple.makeLocation({ locationName: 'Traveler', assets })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(2)
  await tokenBlade.open(tokenId)
  await tokenBlade.edit.click()
  const drawer = page.getByRole('dialog', { name: 'Edit token' })
  await drawer.getByRole('combobox', { name: 'Country/Region' }).press('ControlOrMeta+a')
  await drawer.getByRole('combobox', { name: 'Country/Region' }).pressSequentially('france')
  await page.getByRole('option', { name: 'France', exact: true }).click()
  await expect(drawer.getByText('1 of 2 apps and books is not in the store of France')).toBeVisible()
  await expect(drawer.getByRole('list', { name: 'Not in the store of France' })).toHaveText('Not in France')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()

  await page.getByRole('link', { name: '1 app or book not in its store' }).click()
  await expect(listOn(page, 'Apps').rows).toHaveCount(1)
  await expect(listOn(page, 'Apps').rows).toContainText('Not in France')
})

test('all licenses are revoked with progress and a result per license; then the token is deleted by its name', async ({
  asAdmin: page,
  api,
  mockApple,
  tokenBlade,
}) => {
  const given = asset(4, 'Called back')
  const location = await mockApple.makeLocation({ locationName: 'Farewell', assets: [given] })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const [app] = await api.assetsOf(tokenId)
  const group = await api.makeGroup('Farewell group', 3)
  const required = { target: { kind: 'group', groupId: group.id }, intent: 'required', licenseType: 'device' }
  await api.assign(app?.id ?? '', [required])
  await expect.poll(() => mockApple.holdersOf(location.uId, given.adamId)).toHaveLength(3)
  await expect.poll(async () => (await api.assetsOf(tokenId))[0]?.assignedCount).toBe(3)

  await tokenBlade.open(tokenId)
  await tokenBlade.delete.click()
  await expect(tokenBlade.dialog).toContainText('3 licenses in use')
  await tokenBlade.dialog.getByRole('button', { name: 'Revoke all licenses first' }).click()
  await expect(tokenBlade.dialog).toContainText('No new licenses are given out until you resume')
  await tokenBlade.dialog.getByRole('button', { name: 'Revoke 3 licenses' }).click()
  await expect(tokenBlade.typedName).toHaveAccessibleDescription(/This is not the token’s name/)
  await tokenBlade.typedName.fill('Farewell')
  await tokenBlade.dialog.getByRole('button', { name: 'Revoke 3 licenses' }).click()

  await expect(page).toHaveURL(/\/revocations\//)
  const items = listOn(page, 'Licenses')
  await expect(items.rows).toHaveCount(3)
  await expect(items.rows.filter({ hasText: 'Taken back' })).toHaveCount(3)
  await expect(page.getByText('Completed', { exact: true })).toBeVisible()
  expect(await mockApple.holdersOf(location.uId, given.adamId)).toEqual([])
  await expect(page.getByText('No licenses are given out')).toBeVisible()

  await tokenBlade.delete.click()
  await expect(tokenBlade.dialog).toContainText('No license is in use.')
  await tokenBlade.typedName.fill('Farewell')
  await tokenBlade.dialog.getByRole('button', { name: 'Delete token' }).click()
  await expect(page.getByText('“Farewell” was deleted')).toBeVisible()
  await expect(listOn(page, 'iOS VPP tokens').row('Farewell')).toHaveCount(0)
  expect((await api.call('GET', `/tokens/${tokenId}`)).status).toBe(404)
})
