import { expect, test } from '../fixtures.ts'
import { listOn } from '../pages/list.ts'

const base64 = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64')
const anAsset = { adamId: '1800000021', name: 'Tokenwise', totalCount: 3 }

const brokenFiles = [
  ['is empty', '', /The file is empty/],
  ['is binary', Buffer.from([0x00, 0xff, 0xfe, 0x80]), /not a token file/],
  ['encodes something else', Buffer.from('just a text').toString('base64'), /what it encodes is not/],
  [
    'was decoded',
    JSON.stringify({ token: 't', expDate: '2030-01-01T00:00:00+0000', orgName: 'O' }),
    /decoded contents/,
  ],
  ['lacks a field', base64({ token: 't', orgName: 'O' }), /incomplete/],
  ['has a date that nobody can read', base64({ token: 't', expDate: 'soon', orgName: 'O' }), /expiry date/],
  ['has expired', base64({ token: 't', expDate: '2020-01-01T00:00:00+0000', orgName: 'O' }), /expired on 2020-01-01/],
  ['is far too large', 'A'.repeat(30_000), /too large/],
  ['is unknown to Apple', base64({ token: 't', expDate: '2099-01-01T00:00:00+0000', orgName: 'O' }), /Apple/],
] as const

test('a broken token file is refused in words at the field, and nothing is stored', async ({
  asAdmin: page,
  api,
  createTokenPage,
  silence,
}) => {
  silence.except.push(/status of 4\d\d/)
  const before = await api.call<{ totalCount: number }>('GET', '/tokens')
  await createTokenPage.open()
  for (const [fault, file, words] of brokenFiles) {
    await test.step(`a file that ${fault}`, async () => {
      await createTokenPage.chooseFile(file)
      await expect(createTokenPage.file).toHaveAccessibleDescription(words)
      await expect(createTokenPage.file).toHaveAttribute('aria-invalid', 'true')
      await expect(createTokenPage.findings).toBeHidden()
      await createTokenPage.upload.click()
      await expect(page).toHaveURL(/\/tokens\/create$/)
    })
  }
  const after = await api.call<{ totalCount: number }>('GET', '/tokens')
  expect(after.body.totalCount).toBe(before.body.totalCount)
})

test('fields that are not filled in say so, each at its place', async ({
  asAdmin: page,
  mockApple,
  createTokenPage,
}) => {
  await createTokenPage.open()
  await createTokenPage.upload.click()
  await expect(createTokenPage.file).toHaveAccessibleDescription(/Choose the token file/)
  const { tokenFile } = await mockApple.makeLocation({ locationName: 'No name given', assets: [anAsset] })
  await createTokenPage.chooseFile(tokenFile)
  await expect(createTokenPage.findings).toBeVisible()
  await createTokenPage.upload.click()
  await expect(createTokenPage.appleId).toHaveAccessibleDescription(/Enter the Apple ID/)
  await expect(page).toHaveURL(/\/tokens\/create$/)
})

test('a location that is already here is renewed and not added again', async ({
  asAdmin: page,
  api,
  mockApple,
  createTokenPage,
  tokenBlade,
}) => {
  const location = await mockApple.makeLocation({ locationName: 'Twice Shy', assets: [anAsset] })
  const tokenId = await api.uploadToken(location.tokenFile)
  await createTokenPage.open()
  await createTokenPage.chooseFile(await mockApple.renewToken(location.uId))
  await expect(page.getByText('This location is already here')).toBeVisible()
  await expect(createTokenPage.upload).toBeHidden()
  await page.getByRole('button', { name: 'Renew “Twice Shy” with this file' }).click()
  await expect(page).toHaveURL(new RegExp(`/tokens/${tokenId}$`))
  await tokenBlade.tab('Sync history').click()
  await expect(listOn(page, 'Syncs').rows.first()).toContainText('After the renewal')
  const { body } = await api.call<{ totalCount: number }>('GET', '/tokens?search=Twice%20Shy')
  expect(body.totalCount).toBe(1)
})

test('a location of another MDM is taken over only with a consent of its own', async ({
  asAdmin: page,
  mockApple,
  createTokenPage,
  tokenBlade,
}) => {
  const mdmInfo = { id: 'other-mdm', name: 'Elder MDM', metadata: 'Building 7' }
  const location = await mockApple.makeLocation({ locationName: 'Contested', assets: [anAsset], mdmInfo })
  await createTokenPage.open()
  await createTokenPage.chooseFile(location.tokenFile)
  await expect(page.getByText('Elder MDM manages this location now')).toBeVisible()
  await createTokenPage.appleId.fill('buyer@orchard.example')
  await createTokenPage.upload.click()
  await expect(createTokenPage.consent).toHaveAccessibleDescription(/agree to take control/)
  expect((await mockApple.location(location.uId)).mdmInfo).toEqual(mdmInfo)

  await createTokenPage.consent.check()
  await createTokenPage.upload.click()
  await expect(tokenBlade.title).toHaveText('Contested')
  expect((await mockApple.location(location.uId)).mdmInfo?.id).not.toBe(mdmInfo.id)
})

const brokenStates = [
  { state: 'revoked', word: 'Revoked', whatToDo: /Apple has revoked the token/ },
  { state: 'expired', word: 'Expired', whatToDo: /the token has expired/ },
] as const
for (const { state, word, whatToDo } of brokenStates) {
  test(`a token that Apple calls ${state} says what to do, and a new file heals it`, async ({
    asAdmin: page,
    api,
    mockApple,
    tokenBlade,
  }) => {
    const location = await mockApple.makeLocation({ locationName: `Once ${state}`, assets: [anAsset] })
    const tokenId = await api.uploadToken(location.tokenFile)
    await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
    await mockApple.setTokenState(location.uId, state)
    await tokenBlade.open(tokenId)
    await expect(tokenBlade.banner).toContainText('Active')
    await tokenBlade.syncNow.click()
    await expect(tokenBlade.banner).toContainText(word)
    const notice = page.getByRole('group').filter({ hasText: whatToDo })
    await notice.getByRole('button', { name: 'Renew' }).click()

    const drawer = page.getByRole('dialog', { name: 'Renew' })
    await drawer.getByLabel('VPP token file').setInputFiles({
      name: 'newer.vpptoken',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(await mockApple.renewToken(location.uId)),
    })
    await expect(drawer.getByText(location.locationName).first()).toBeVisible()
    await drawer.getByRole('button', { name: 'Renew' }).click()
    await expect(drawer).toBeHidden()
    await expect(tokenBlade.banner).toContainText('Active')
    await expect(notice).toBeHidden()
  })
}

test('a file of another location cannot renew a token', async ({ asAdmin: page, api, mockApple, tokenBlade }) => {
  const location = await mockApple.makeLocation({ locationName: 'Rightful', assets: [anAsset] })
  const other = await mockApple.makeLocation({ locationName: 'Wrongful', assets: [anAsset] })
  await tokenBlade.open(await api.uploadToken(location.tokenFile))
  await tokenBlade.renew.click()
  const drawer = page.getByRole('dialog', { name: 'Renew' })
  const file = drawer.getByLabel('VPP token file')
  await file.setInputFiles({ name: 'wrong.vpptoken', mimeType: 'text/plain', buffer: Buffer.from(other.tokenFile) })
  await expect(file).toHaveAccessibleDescription(/belongs to another location, “Wrongful”/)
  await drawer.getByRole('button', { name: 'Renew' }).click()
  await expect(drawer).toBeVisible()
})

test('Sync now shows how far it is, then what it changed', async ({ asAdmin: page, api, mockApple, tokenBlade }) => {
  const location = await mockApple.makeLocation({ locationName: 'In step', assets: [anAsset] })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(1)
  await tokenBlade.open(tokenId)
  await expect(tokenBlade.syncNow).toHaveText('Sync now')
  await mockApple.purchase(location.uId, anAsset.adamId, 4)
  await mockApple.fault(location.uId, { kind: 'latency', delayMs: 3000, path: '/assets' })

  await tokenBlade.syncNow.click()
  await expect(tokenBlade.syncNow).toHaveText('Syncing…')
  await expect(tokenBlade.progress).toBeVisible()
  await expect(page.getByText(/^Step \d of 6/)).toBeVisible()
  await expect(tokenBlade.syncNow).toHaveText('Sync now')
  await tokenBlade.tab('Sync history').click()
  const newest = listOn(page, 'Syncs').rows.first()
  await expect(newest).toContainText('By hand')
  await expect(newest).toContainText('Completed')
  await expect(newest).toContainText('1 count changed')
  expect(await api.assetsOf(tokenId)).toMatchObject([{ totalCount: 7 }])
})
