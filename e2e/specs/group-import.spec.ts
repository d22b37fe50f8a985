import { expectAccessible } from '../accessible.ts'
import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import { listOn } from '../pages/list.ts'
import type { ListOf } from '../pomona-api.ts'

test('people join a group from a CSV file: every fault by its line, nothing half, and only after the plan was shown', async ({
  asAppManager: page,
  api,
  mockApple,
  silence,
}) => {
  silence.except.push(/status of 400/)
  const location = await mockApple.makeLocation({
    locationName: 'Listed Lumber',
    assets: [{ adamId: '1800000931', name: 'Timberline', totalCount: 9 }],
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  const appId = (await api.assetsOf(tokenId))[0]?.id ?? ''
  const { body: group } = await api.call<{ id: string }>('POST', '/groups', { displayName: 'Sawyers', kind: 'user' })
  await api.assign(appId, [{ target: { kind: 'group', groupId: group.id }, intent: 'required', licenseType: 'user' }])
  const emails = ['sawyer.one@pomona.example', 'sawyer.two@pomona.example']
  for (const email of emails) await api.call('POST', '/users', { displayName: email.split('@')[0], email })
  const csv = `Name;Email\r\nOne;${emails[0]}\r\nNobody;nobody@pomona.example\r\nTwo;${emails[1]?.toUpperCase()}\r\nOne again;${emails[0]}\r\n`

  const keyboard = keyboardOf(page)
  const panel = page.getByRole('dialog', { name: 'Add members' })
  const members = async () => (await api.call<ListOf<unknown>>('GET', `/groups/${group.id}/members`)).body.totalCount

  await test.step('chosen by keyboard', async () => {
    await page.goto(`/groups/${group.id}`)
    await keyboard.press(page.getByRole('button', { name: 'Add members' }).first())
    await keyboard.tabTo(panel.getByRole('radio', { name: 'Search' }))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(panel.getByRole('radio', { name: 'CSV file' })).toBeChecked()
    await keyboard.tabTo(panel.getByRole('button', { name: 'Choose a CSV file' }))
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await chooser).setFiles({ name: 'sawyers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await expect(panel).toContainText('3 addresses · 1 repeat left out')
    await expect(panel).toContainText('line 5, sawyer.one@pomona.example (as in line 2)')
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('one is unknown: nothing is imported', async () => {
    await keyboard.press(panel.getByRole('button', { name: 'Continue with 3 people' }))
    await expect(panel.getByRole('list', { name: 'Unknown addresses' }).getByRole('listitem')).toHaveText([
      'Line 3: nobody@pomona.example',
    ])
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(await members()).toBe(0)
    await keyboard.press(panel.getByRole('button', { name: 'Take it out' }))
  })

  await test.step('the plan says who is invited, and then exactly that is done', async () => {
    await keyboard.press(panel.getByRole('button', { name: 'Continue with 2 people' }))
    await expect(panel).toContainText('2 people join the group.')
    await expect(panel).toContainText('Timberline')
    await expect(panel).toContainText('2 are invited first')
    expect(await members()).toBe(0)
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await keyboard.press(panel.getByRole('button', { name: 'Add 2 people' }))
    await expect(page.getByText('2 people added to the group.')).toBeVisible()
    await expect(listOn(page, 'Members').rows).toHaveCount(2)
    await expect.poll(async () => (await mockApple.usersOf(location.uId)).length).toBe(2)
  })
})

test('devices join a group by pasted serial numbers, with every unknown one by its line', async ({
  asAppManager: page,
  api,
  silence,
}) => {
  silence.except.push(/status of 400/)
  const { serialNumbers } = await api.makeGroup('Where they are', 2)
  const { body: group } = await api.call<{ id: string }>('POST', '/groups', { displayName: 'Pasted', kind: 'device' })
  await page.goto(`/groups/${group.id}?panel=add`)
  const panel = page.getByRole('dialog', { name: 'Add members' })
  await panel.getByRole('radio', { name: 'Paste' }).check()
  const box = panel.getByRole('textbox', { name: 'Serial numbers' })
  await box.fill(`${serialNumbers[0]?.toLowerCase()}\nNOSUCH1\n${serialNumbers[1]}`)
  await panel.getByRole('button', { name: 'Continue with 3 devices' }).click()
  await panel.getByRole('button', { name: 'Line 2: NOSUCH1' }).click()
  await expect(box).toBeFocused()
  await page.keyboard.press('Delete')
  await panel.getByRole('button', { name: 'Continue with 2 devices' }).click()
  await panel.getByRole('button', { name: 'Add 2 devices' }).click()
  await expect(page.getByText('2 devices added to the group.')).toBeVisible()
})
