import {
  getSyncRun,
  getToken,
  listConversation,
  listForeignHoldings,
  listNotifications,
  listRevocations,
  listSyncRuns,
  listTokens,
} from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aRevocation, aSyncRun, aToken, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'

const path = `/tokens/${idOf(100)}`
const at = '2026-11-22T08:00:00Z'

function setUpToken(token: Partial<TokenView> = {}) {
  const { api, open } = setUpConsole('helpdesk')
  api.on(getToken, aToken(token))
  api.on(listRevocations, { value: [], totalCount: 0 })
  api.on(listSyncRuns, { value: [aSyncRun()], totalCount: 1 })
  return { api, open }
}

describe('one sync', () => {
  test('says app by app what was different, before and after, and what it took', async () => {
    const { api, open } = setUpToken()
    const before = { totalCount: 1000, assignedCount: 600, availableCount: 400, retiredCount: 0 }
    api.on(getSyncRun, {
      ...aSyncRun({ walkRestarts: 2, requestCount: 1234, countsChanged: 1, assetsAdded: 1 }),
      changes: [
        {
          appId: idOf(200),
          name: 'Keynote',
          kind: 'countsChanged',
          before,
          after: { ...before, totalCount: 1200, availableCount: 600 },
        },
        { appId: null, name: 'Gone since', kind: 'vanished', before, after: null },
      ],
    })
    const { user } = await open(`${path}/syncs`)
    await user.click(within(await screen.findByRole('table', { name: 'Syncs' })).getByRole('link'))
    const row = await screen.findByRole('row', { name: /Keynote/ })
    expect(within(row).getByText('1,000 before, 1,200 after')).toBeDefined()
    expect(within(row).getByText('400 before, 600 after')).toBeDefined()
    expect(screen.getByText('2 times, because Apple’s data moved')).toBeDefined()
    expect(screen.getByText('1,234')).toBeDefined()
    expect(within(screen.getByRole('row', { name: /Gone since/ })).queryByRole('link')).toBeNull()
  })

  test('that failed says why', async () => {
    const { api, open } = setUpToken()
    const error = { code: 'token_revoked', message: 'Apple has revoked the token.' }
    api.on(getSyncRun, { ...aSyncRun({ state: 'failed', error }), changes: [] })
    await open(`${path}/syncs/${idOf(50)}`)
    expect(await screen.findByText('Apple has revoked the token.')).toBeDefined()
    expect(screen.getByText('The sync ended before anything was taken over.')).toBeDefined()
  })
})

describe('what was said between Apple and this console', () => {
  const exchange = {
    id: idOf(700),
    at,
    method: 'POST',
    path: '/mdm/v2/assets/associate',
    attempt: 2,
    status: 400,
    errorNumber: 9709,
    meaning: 'Not enough licenses. Buy more or release some.',
    durationMs: 120,
  }

  test('shows requests with attempts and meaning, filtered by failure and number in the address', async () => {
    const { api, open } = setUpToken()
    api.on(listConversation, { value: [exchange], totalCount: 1 })
    const { router, user } = await open(`${path}/apple`)
    const row = await screen.findByRole('row', { name: /associate/ })
    for (const text of ['Attempt 2', 'Refused', 'Number 9709', exchange.meaning])
      expect(within(row).getByText(text)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Failed only' }))
    await user.type(screen.getByRole('textbox', { name: 'Error number' }), '9709{Enter}')
    await waitFor(() =>
      expect(api.callsOf(listConversation).at(-1)?.query).toMatchObject({ isFailed: 'true', errorNumber: '9709' }),
    )
    expect(router.state.location.search).toBe('?isFailed=true&errorNumber=9709')
  })

  test('shows what Apple told by itself, and what came of it', async () => {
    const { api, open } = setUpToken()
    api.on(listConversation, { value: [], totalCount: 0 })
    const told = { notificationId: 'n-1', type: 'ASSET_COUNT', summary: 'Keynote: 5 more licenses.', receivedAt: at }
    api.on(listNotifications, {
      value: [
        { ...told, appliedAt: at, outcome: 'The counts were taken over.' },
        { ...told, notificationId: 'n-2', type: 'SOMETHING_NEW', appliedAt: null, outcome: null },
      ],
      totalCount: 2,
    })
    const { user } = await open(`${path}/apple`)
    await user.click(await screen.findByRole('link', { name: 'Notifications from Apple' }))
    expect(await screen.findByText('The counts were taken over.')).toBeDefined()
    expect(screen.getByText('Waiting to be applied')).toBeDefined()
    expect(screen.getByText('SOMETHING_NEW')).toBeDefined()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'USER_ASSOCIATED')
    await waitFor(() => expect(api.callsOf(listNotifications).at(-1)?.query).toMatchObject({ type: 'USER_ASSOCIATED' }))
  })
})

describe('foreign holdings', () => {
  test('are listed by user, with their sum', async () => {
    const { api, open } = setUpToken({ foreignUserCount: 9, foreignAssociationCount: 21 })
    api.on(listForeignHoldings, {
      value: [{ clientUserId: 'jamf-1', appId: idOf(200), appName: 'Keynote', since: at }],
      totalCount: 21,
    })
    await open(`${path}/foreign`)
    expect(await screen.findByText(/9 users hold 21 licenses/)).toBeDefined()
    const row = screen.getByRole('row', { name: /jamf-1/ })
    expect(within(row).getByRole('link', { name: 'Keynote' }).getAttribute('href')).toBe(`/apps/${idOf(200)}`)
  })

  test('that there are none say why', async () => {
    const { api, open } = setUpToken({ foreignUserCount: 2 })
    api.on(listForeignHoldings, { value: [], totalCount: 0 })
    await open(`${path}/foreign`)
    expect(
      await screen.findByText(/2 users of another system are at this location; none holds a license/),
    ).toBeDefined()
  })
})

test('revocations have a tab once there are any', async () => {
  const { api, open } = setUpToken()
  api.on(listRevocations, { value: [aRevocation()], totalCount: 1 })
  const { user } = await open(path)
  await user.click(await screen.findByRole('link', { name: 'Revocations' }))
  expect(await screen.findByText('190 of 600 taken back')).toBeDefined()
})

test('the list tells the owner that is not us, how fresh each token is, and which is paused', async () => {
  const { api, open } = setUpConsole()
  const claimedBy = { name: 'Jamf Pro', metadata: '', isThisConsole: false }
  api.on(listTokens, {
    value: [
      aToken({ state: 'assignedToExternalMdm', claimedBy }),
      aToken({ id: idOf(101), displayName: 'Vienna', pausedAt: at }),
    ],
    totalCount: 2,
  })
  await open('/tokens')
  const taken = await screen.findByRole('row', { name: /Northwind Berlin/ })
  expect(within(taken).getByText('Managed by Jamf Pro')).toBeDefined()
  const ours = screen.getByRole('row', { name: /Vienna/ })
  expect(within(ours).getByText('Live')).toBeDefined()
  expect(within(ours).getByText('No licenses are given out')).toBeDefined()
})
