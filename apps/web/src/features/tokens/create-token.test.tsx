import {
  createToken,
  getToken,
  inspectToken,
  listRevocations,
  listSyncRuns,
  listTokens,
  renewToken,
} from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aSyncRun, aToken, aTokenFile, anInspection, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const file = aTokenFile()
const aFile = (text = file) => new File([text], 'northwind.vpptoken')

async function openForm() {
  const { api, open } = setUpConsole()
  api.on(inspectToken, anInspection())
  api.on(createToken, aToken({ id: idOf(101) }))
  api.on(renewToken, aToken())
  api.on(getToken, ({ params }) => aToken({ id: params['id'] ?? '' }))
  api.on(listRevocations, { value: [], totalCount: 0 })
  api.on(listSyncRuns, { value: [aSyncRun()], totalCount: 1 })
  api.on(listTokens, { value: [aToken()], totalCount: 1 })
  const { router, user } = await open('/tokens/create')
  const choose = async (chosen = aFile()) => user.upload(await screen.findByLabelText('VPP token file'), chosen)
  return { api, router, user, choose }
}

describe('choosing a token file', () => {
  test('shows what it opens before anything is written, and fills in country and type', async () => {
    const { api, choose } = await openForm()
    api.on(inspectToken, anInspection({ accountType: 'education', countryOrRegion: 'JP' }))
    await choose()
    const findings = await screen.findByRole('region', { name: 'What this token opens' })
    for (const text of ['Northwind', 'Berlin', 'Japan', 'Education', '344 days'])
      expect(within(findings).getByText(text)).toBeDefined()
    expect(within(findings).getByText('15 apps and books, 600 licenses in use, 0 users')).toBeDefined()
    expect(screen.getByLabelText('Country/Region')).toHaveProperty('value', 'Japan')
    expect(screen.getByRole('radio', { name: 'Education' })).toHaveProperty('checked', true)
    expect(api.callsOf(inspectToken)[0]?.body).toEqual({ file })
    expect(api.callsOf(createToken)).toHaveLength(0)
  })

  test.each([
    ['', /The file is empty/],
    ['no token at all', /This is not a token file/],
    [atob(file), /decoded contents of a token/],
  ])('that is no token file says why, at the field, without asking anybody: %j', async (text, why) => {
    const { api, user, choose } = await openForm()
    await choose(aFile(text))
    expect(await screen.findByText(why)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    expect(api.callsOf(inspectToken)).toHaveLength(0)
    expect(api.callsOf(createToken)).toHaveLength(0)
  })

  test('that Apple does not accept says why, at the field, and cannot be uploaded', async () => {
    const { api, user, choose } = await openForm()
    api.on(inspectToken, () => refuse({ status: 400, code: 'token_revoked', message: 'Apple has revoked the token.' }))
    await choose()
    expect(await screen.findByText('Apple has revoked the token.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    expect(api.callsOf(createToken)).toHaveLength(0)
  })

  test('of a size that no token file has is refused without asking anybody', async () => {
    const { api, choose } = await openForm()
    await choose(aFile('x'.repeat(20_001)))
    expect(await screen.findByText(/too large to be a token file/)).toBeDefined()
    expect(api.callsOf(inspectToken)).toHaveLength(0)
  })

  test('of a location that is already here offers the renewal of that token instead', async () => {
    const { api, router, user, choose } = await openForm()
    api.on(inspectToken, anInspection({ existingToken: { id: idOf(100), displayName: 'Northwind Berlin' } }))
    await choose()
    await user.click(await screen.findByRole('button', { name: 'Renew “Northwind Berlin” with this file' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/tokens/${idOf(100)}`))
    expect(api.callsOf(renewToken)[0]).toMatchObject({ params: { id: idOf(100) }, body: { file } })
    expect(api.callsOf(createToken)).toHaveLength(0)
  })

  test('of a location that another MDM manages needs consent of its own', async () => {
    const { api, user, choose } = await openForm()
    api.on(inspectToken, anInspection({ claimedBy: { name: 'Jamf Pro', metadata: 'Building 7' } }))
    await choose()
    expect(await screen.findByText('Jamf Pro manages this location now')).toBeDefined()
    expect(screen.getByText('Jamf Pro · Building 7')).toBeDefined()
    await user.type(screen.getByLabelText('Apple ID'), 'vpp@northwind.example')
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    expect(await screen.findByText(/agree to take control of this token/)).toBeDefined()
    expect(api.callsOf(createToken)).toHaveLength(0)

    await user.click(screen.getByRole('checkbox', { name: 'Take control of this token' }))
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    await waitFor(() => expect(api.callsOf(createToken)[0]?.body.takeControl).toBe(true))
  })
})

describe('uploading', () => {
  test('sends what was entered and leads to the new token', async () => {
    const { api, router, user, choose } = await openForm()
    await choose()
    await screen.findByRole('region', { name: 'What this token opens' })
    await user.type(screen.getByLabelText('Apple ID'), 'vpp@northwind.example')
    await user.clear(screen.getByRole('combobox', { name: 'Country/Region' }))
    await user.type(screen.getByRole('combobox', { name: 'Country/Region' }), 'switz')
    await user.click(await screen.findByRole('option', { name: 'Switzerland' }))
    await user.click(screen.getByRole('radio', { name: 'Off' }))
    await user.type(screen.getByLabelText('Token name'), 'Main')
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`/tokens/${idOf(101)}`))
    expect(api.callsOf(createToken)[0]?.body).toEqual({
      file,
      appleId: 'vpp@northwind.example',
      countryOrRegion: 'CH',
      accountType: 'business',
      automaticAppUpdates: false,
      displayName: 'Main',
    })
  })

  test('without a file or an Apple ID says so at the fields', async () => {
    const { api, user } = await openForm()
    await user.click(await screen.findByRole('button', { name: 'Upload' }))
    expect(screen.getByText('Choose the token file.')).toBeDefined()
    expect(screen.getByText(/Enter the Apple ID/)).toBeDefined()
    expect(screen.getByText(/Choose a country or region/)).toBeDefined()
    expect(api.callsOf(createToken)).toHaveLength(0)
  })

  test('that the server refuses keeps everything and says why', async () => {
    const { api, user, choose } = await openForm()
    api.on(createToken, () =>
      refuse({ status: 409, code: 'token_limit_reached', message: 'There are 3,000 tokens already.' }),
    )
    await choose()
    await user.type(screen.getByLabelText('Apple ID'), 'vpp@northwind.example')
    await user.click(screen.getByRole('button', { name: 'Upload' }))
    expect(await screen.findByText(/There are 3,000 tokens already\./)).toBeDefined()
    expect(screen.getByLabelText('Apple ID')).toHaveProperty('value', 'vpp@northwind.example')
  })
})

test('leaving with something entered asks first', async () => {
  const { router, user, choose } = await openForm()
  await choose()
  await screen.findByRole('region', { name: 'What this token opens' })
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await screen.findByRole('button', { name: 'Stay here' }))
  expect(router.state.location.pathname).toBe('/tokens/create')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await screen.findByRole('button', { name: 'Leave without saving' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/tokens'))
})

test('an app manager is not offered to create a token', async () => {
  const { api, open } = setUpConsole('appManager')
  api.on(listTokens, { value: [aToken()], totalCount: 1 })
  await open('/tokens')
  await screen.findByRole('link', { name: 'Northwind Berlin' })
  expect(screen.queryByRole('link', { name: 'Create' })).toBeNull()
})
