import {
  deleteToken,
  getRevocation,
  getToken,
  listRevocationItems,
  listRevocations,
  listSyncRuns,
  listTokens,
  previewCountry,
  previewTokenDeletion,
  resumeToken,
  revokeTokenLicenses,
  testToken,
  updateToken,
} from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aRevocation, aRevocationItem, aToken, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/tokens/${idOf(100)}`
const preview = {
  displayName: 'Northwind Berlin',
  appCount: 12,
  bookCount: 3,
  assignmentCount: 7,
  openOrderCount: 2,
  waitingCount: 5,
  userCount: 40,
  associationCount: 600,
  revocableCount: 590,
  irrevocableCount: 10,
  foreignAssociationCount: 20,
  remainsClaimed: true,
  runningRevocationId: null,
}

function setUpToken(token: Partial<TokenView> = {}) {
  const { api, open } = setUpConsole()
  const state = { token: aToken(token) }
  api.on(getToken, () => state.token)
  api.on(listSyncRuns, { value: [], totalCount: 0 })
  api.on(listRevocations, { value: [], totalCount: 0 })
  api.on(previewTokenDeletion, preview)
  return { api, open, state }
}

describe('Test now', () => {
  test('says in place what Apple answered, and the state follows', async () => {
    const { api, open } = setUpToken()
    const message = 'Apple has revoked the token. Renew it with a new file.'
    api.on(testToken, { token: aToken({ state: 'revoked' }), isWorking: false, message, durationMs: 312 })
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Test now' }))
    expect(await screen.findByText('The token does not work')).toBeDefined()
    expect(screen.getByText(`${message} Apple answered in 312 ms.`)).toBeDefined()
    expect(screen.getAllByText('Revoked').length).toBeGreaterThan(0)
    expect(screen.getAllByRole('button', { name: 'Renew' })).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(screen.queryByText('The token does not work')).toBeNull()
  })
})

describe('the overview', () => {
  test('tells the owner, the freshness in a sentence, and what the country’s store lacks', async () => {
    const { open } = setUpToken({
      claimedBy: { name: 'Jamf Pro', metadata: 'Building 7', isThisConsole: false },
      freshness: {
        kind: 'polling',
        asOf: '2026-11-22T08:00:00Z',
        message: 'Apple cannot reach this console, so counts are read twice a day.',
        lastNotificationAt: null,
      },
      missingInStoreCount: 3,
      foreignUserCount: 9,
      foreignAssociationCount: 21,
    })
    await open(path)
    expect(await screen.findByText('Jamf Pro · Building 7')).toBeDefined()
    expect(screen.getByText(/Apple cannot reach this console/)).toBeDefined()
    expect(screen.getByText('None yet')).toBeDefined()
    const missing = screen.getByRole('link', { name: '3 apps and books not in its store' })
    expect(missing.getAttribute('href')).toBe(`${path}/apps?isMissingInStore=true`)
    expect(screen.getByRole('link', { name: '21' }).getAttribute('href')).toBe(`${path}/foreign`)
  })

  test('of a paused token says so, and Resume ends it', async () => {
    const { api, open, state } = setUpToken({ pausedAt: '2026-11-22T08:00:00Z' })
    api.on(resumeToken, () => {
      state.token = aToken()
      return state.token
    })
    const { user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Resume' }))
    await waitFor(() => expect(screen.queryByText('No licenses are given out')).toBeNull())
    expect(api.callsOf(resumeToken)).toHaveLength(1)
  })
})

describe('another country', () => {
  async function chooseJapan() {
    const set = setUpToken()
    set.api.on(updateToken, aToken({ countryOrRegion: 'JP' }))
    set.api.on(previewCountry, {
      countryOrRegion: 'JP',
      assetCount: 15,
      missingCount: 2,
      missing: [
        { appId: idOf(1), name: 'Roadbook', adamId: '1', productType: 'App' },
        { appId: idOf(2), name: 'Tallyhall', adamId: '2', productType: 'App' },
      ],
    })
    const { user } = await set.open(`${path}?panel=edit`)
    const country = await screen.findByRole('combobox', { name: 'Country/Region' })
    const choose = async () => {
      await user.clear(country)
      await user.type(country, 'japan')
      await user.click(await screen.findByRole('option', { name: 'Japan' }))
    }
    return { ...set, user, choose }
  }

  test('lists what its store lacks before it is saved', async () => {
    const { api, user, choose } = await chooseJapan()
    await choose()
    expect(await screen.findByText('2 of 15 apps and books are not in the store of Japan')).toBeDefined()
    const missing = screen.getByRole('list', { name: 'Not in the store of Japan' })
    expect(
      within(missing)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Roadbook', 'Tallyhall'])
    expect(api.callsOf(updateToken)).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(api.callsOf(updateToken)[0]?.body).toMatchObject({ countryOrRegion: 'JP' }))
  })

  test('whose store cannot be asked says why and can still be saved', async () => {
    const { api, user, choose } = await chooseJapan()
    api.on(previewCountry, () => refuse({ status: 503, code: 'apple_unavailable', message: 'The store is silent.' }))
    await choose()
    expect(await screen.findByText(/The store is silent/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(api.callsOf(updateToken)).toHaveLength(1))
  })

  test('is not asked about, nor sent, while it stays the same', async () => {
    const { api, user } = await chooseJapan()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(api.callsOf(updateToken)).toHaveLength(1))
    expect(api.callsOf(updateToken)[0]?.body).not.toHaveProperty('countryOrRegion')
    expect(api.callsOf(previewCountry)).toHaveLength(0)
  })
})

describe('deleting', () => {
  test('says what goes and what stays, wants the name typed, and ends at the list with a message', async () => {
    const { api, open } = setUpToken()
    api.on(deleteToken, {})
    api.on(listTokens, { value: [], totalCount: 0 })
    const { router, user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    expect(await screen.findByText('12 apps and 3 books of this token')).toBeDefined()
    expect(screen.getByText('7 assignments to groups')).toBeDefined()
    expect(screen.getByText(/600 licenses in use\. Once the token is deleted, they cannot be taken back/)).toBeDefined()
    expect(screen.getByText(/10 of them can never be taken back/)).toBeDefined()

    const name = screen.getByLabelText(/type the token’s name: Northwind Berlin/)
    await user.type(name, 'Northwind')
    await user.click(screen.getByRole('button', { name: 'Delete token' }))
    expect(await screen.findByText(/This is not the token’s name/)).toBeDefined()
    expect(api.callsOf(deleteToken)).toHaveLength(0)

    await user.type(name, ' Berlin')
    await user.click(screen.getByRole('button', { name: 'Delete token' }))
    expect(await screen.findByText('“Northwind Berlin” was deleted')).toBeDefined()
    expect(screen.getByText(/600 licenses stayed in use at Apple/)).toBeDefined()
    expect(api.callsOf(deleteToken)[0]?.body).toEqual({ displayName: 'Northwind Berlin' })
    expect(router.state.location.pathname).toBe('/tokens')
  })

  test('offers to revoke all licenses first, as its own step', async () => {
    const { api, open } = setUpToken()
    const { router, user } = await open(`${path}?panel=delete`)
    await user.click(await screen.findByRole('button', { name: 'Revoke all licenses first' }))
    expect(await screen.findByText('Revoke all licenses of “Northwind Berlin”?')).toBeDefined()
    expect(router.state.location.search).toBe('?panel=revoke')
    expect(api.callsOf(deleteToken)).toHaveLength(0)
  })

  test('that is refused says why and keeps the dialog', async () => {
    const { api, open } = setUpToken()
    api.on(deleteToken, () => refuse({ status: 409, code: 'conflict', message: 'A sync is being written.' }))
    const { user } = await open(`${path}?panel=delete`)
    await user.type(await screen.findByLabelText(/type the token’s name/), 'Northwind Berlin')
    await user.click(screen.getByRole('button', { name: 'Delete token' }))
    expect(await screen.findByText(/A sync is being written/)).toBeDefined()
  })
})

describe('revoking all licenses', () => {
  test('shows the plan, wants the name typed, and leads to the progress', async () => {
    const { api, open } = setUpToken()
    const run = aRevocation()
    api.on(revokeTokenLicenses, run)
    api.on(getRevocation, run)
    api.on(listRevocationItems, {
      value: [
        aRevocationItem(),
        aRevocationItem({ id: idOf(611), target: 'F1', deviceName: null, outcome: 'failed', reason: 'Not held.' }),
      ],
      totalCount: 2,
    })
    const { router, user } = await open(path)
    await user.click(await screen.findByRole('button', { name: 'Revoke all licenses' }))
    expect(await screen.findByText(/590 licenses will be taken back/)).toBeDefined()
    expect(screen.getByText(/Users that another system made hold 20 licenses/)).toBeDefined()
    expect(screen.getByText(/10 licenses never come back/)).toBeDefined()
    expect(screen.getByText(/No new licenses are given out until you resume/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Revoke 590 licenses' }))
    expect(api.callsOf(revokeTokenLicenses)).toHaveLength(0)
    await user.type(screen.getByLabelText(/type the token’s name/), 'Northwind Berlin')
    await user.click(screen.getByRole('button', { name: 'Revoke 590 licenses' }))

    await waitFor(() => expect(router.state.location.pathname).toBe(`${path}/revocations/${run.id}`))
    expect(await screen.findByText('200 of 600 licenses settled')).toBeDefined()
    expect(await screen.findByText('Not held.')).toBeDefined()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'failed')
    await waitFor(() => expect(api.callsOf(listRevocationItems).at(-1)?.query).toMatchObject({ outcome: 'failed' }))
  })

  test('is followed until it ends', async () => {
    const { api, open } = setUpToken()
    let run = aRevocation()
    api.on(getRevocation, () => run)
    api.on(listRevocationItems, { value: [], totalCount: 0 })
    await open(`${path}/revocations/${run.id}`)
    expect(await screen.findByText('200 of 600 licenses settled')).toBeDefined()
    run = aRevocation({ state: 'done', pendingCount: 0, returnedCount: 600, failedCount: 0, endedAt: run.requestedAt })
    expect(await screen.findByText('Completed')).toBeDefined()
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  test('of a token without any says so and offers nothing to confirm', async () => {
    const { api, open } = setUpToken()
    api.on(previewTokenDeletion, { ...preview, revocableCount: 0, associationCount: 10 })
    await open(`${path}?panel=revoke`)
    expect(await screen.findByText('No license of this token can be taken back.')).toBeDefined()
    expect(screen.queryByRole('button', { name: /^Revoke \d/ })).toBeNull()
  })
})
