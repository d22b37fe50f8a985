import { expect, test } from '../fixtures.ts'
import { keyboardOf } from '../keyboard.ts'
import { listOn } from '../pages/list.ts'

const anAsset = { adamId: '1800000901', name: 'Peoplewise', totalCount: 3 }

test('a person is added, registered by keyboard alone, accepts at Apple, and the console shows it; removed, Apple retires them', async ({
  asAppManager: page,
  api,
  mockApple,
}) => {
  const name = 'Peregrine Press'
  const { tokenFile } = await mockApple.makeLocation({ locationName: name, assets: [anAsset] })
  const tokenId = await api.uploadToken(tokenFile)
  const keyboard = keyboardOf(page)
  const standing = listOn(page, 'Standing with each token')

  await test.step('added', async () => {
    await page.goto('/users')
    await keyboard.press(page.getByRole('button', { name: 'Add user' }))
    const panel = page.getByRole('dialog', { name: 'Add user' })
    await panel.getByLabel('Name').fill('Wilma Wren')
    await panel.getByLabel('Email').fill('wilma.wren@pomona.example')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Wilma Wren' })).toBeVisible()
    await expect(page.getByText('Not registered with any token')).toBeVisible()
  })

  await test.step('registered with a token', async () => {
    await keyboard.press(page.getByRole('button', { name: 'Register at Apple' }))
    const panel = page.getByRole('dialog', { name: 'Register at Apple' })
    const token = panel.getByRole('combobox', { name: 'Token' })
    await keyboard.tabTo(token)
    await page.keyboard.type(name)
    // Other tokens are listed until the search has its answer.
    await expect(page.getByRole('option')).toHaveText([new RegExp(name)])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(token).toHaveValue(name)
    await keyboard.press(panel.getByRole('button', { name: 'Register' }))
    await expect(standing.row('Invited')).toContainText('inviteCode=')
    await expect(standing.row('Invited')).toContainText(/can be sent again in \d+ min/)
  })

  await test.step('accepts on the page that the link leads to', async () => {
    const [address = ''] = /https?:\/\/\S+inviteCode=\w+\S*/.exec(await standing.row('Invited').innerText()) ?? []
    const invitation = await page.context().newPage()
    await invitation.goto(address)
    await expect(invitation.getByRole('heading', { name: `${name} wants to give you apps and books` })).toBeVisible()
    await invitation.getByLabel('Apple Account').fill('wilma@icloud.example')
    await invitation.getByRole('button', { name: 'Accept' }).click()
    await expect(invitation.getByRole('heading', { name: `You get apps and books from ${name}` })).toBeVisible()
    await invitation.close()
  })

  await test.step('and the console shows it', async () => {
    await api.call('POST', `/tokens/${tokenId}/sync`)
    await expect(standing.row(name).getByText('Accepted').first()).toBeVisible()
    await page.goto('/users?invitation=accepted')
    await expect(listOn(page, 'Users').row('Wilma Wren')).toContainText(`Accepted · ${name}`)
  })

  await test.step('removed, Apple retires them', async () => {
    await page.getByRole('link', { name: 'Wilma Wren' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('button', { name: 'Remove user' }).click()
    await expect(page.getByText('Wilma Wren was removed. Apple is being told.')).toBeVisible()
    await page.goto('/users?isRemoved=true')
    await expect(listOn(page, 'Users').row('Wilma Wren')).toContainText(`Retired · ${name}`)
    const { uId } = (await mockApple.locations()).find(({ locationName }) => locationName === name) ?? { uId: '' }
    await expect.poll(async () => (await mockApple.usersOf(uId)).map(({ status }) => status)).toEqual(['Retired'])
  })
})
