import { getToken, inspectToken, listRevocations, listSyncRuns, renewToken, syncToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import type { Role } from '@pomona/domain'
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aSyncRun, aToken, aTokenFile, anInspection, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/tokens/${idOf(100)}`

function setUpToken(token: Partial<TokenView> = {}, role: Role = 'admin') {
  const { api, open } = setUpConsole(role)
  const state = { token: aToken(token) }
  api.on(getToken, () => state.token)
  api.on(listRevocations, { value: [], totalCount: 0 })
  api.on(listSyncRuns, { value: [aSyncRun({ assetsAdded: 2, countsChanged: 1 })], totalCount: 1 })
  return { api, open, state }
}

test('Sync now is followed until it ends, step by step', async () => {
  const { api, open, state } = setUpToken()
  const run = aSyncRun({ state: 'running', phase: 'assets', progressDone: 120, progressTotal: 3400, endedAt: null })
  api.on(syncToken, () => {
    state.token = aToken({ activeSync: run })
    return run
  })
  const { user } = await open(path)
  await user.click(await screen.findByRole('button', { name: 'Sync now' }))
  expect(await screen.findByText('Reading apps and books')).toBeDefined()
  expect(screen.getByText('Step 2 of 6 · 120 of 3,400')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Syncing…' }).getAttribute('aria-disabled')).toBe('true')

  state.token = aToken({ appCount: 14 })
  expect(await screen.findByRole('button', { name: 'Sync now' })).toBeDefined()
  expect(await screen.findByRole('link', { name: '14' })).toBeDefined()
})

test('the history says what each sync changed', async () => {
  const { open } = setUpToken()
  await open(path)
  expect(await screen.findByText('2 apps and books added, 1 count changed')).toBeDefined()
})

test('a token that cannot be used says why and offers the way out', async () => {
  const { open } = setUpToken({ state: 'expired', stateReason: 'The token ended on March 3.' })
  const { router, user } = await open(path)
  expect(await screen.findByText('The token ended on March 3.')).toBeDefined()
  await user.click(screen.getAllByRole('button', { name: 'Renew' })[0] ?? document.body)
  await waitFor(() => expect(router.state.location.search).toBe('?panel=renew'))
})

test('renewal refuses the file of another location before anything is sent', async () => {
  const { api, open } = setUpToken()
  api.on(inspectToken, anInspection({ uId: 'another', locationName: 'Hamburg' }))
  const { user } = await open(`${path}?panel=renew`)
  await user.upload(await screen.findByLabelText('VPP token file'), new File([aTokenFile('Other')], 'other.vpptoken'))
  expect(await screen.findByText(/belongs to another location, “Hamburg”/)).toBeDefined()
  await user.click(screen.getAllByRole('button', { name: 'Renew' }).at(-1) ?? document.body)
  expect(api.callsOf(renewToken)).toHaveLength(0)
})

test('renewal with a file of the same location closes the panel', async () => {
  const { api, open } = setUpToken()
  api.on(inspectToken, anInspection())
  api.on(renewToken, aToken())
  const { router, user } = await open(`${path}?panel=renew`)
  await user.upload(await screen.findByLabelText('VPP token file'), new File([aTokenFile('New')], 'new.vpptoken'))
  await screen.findByRole('region', { name: 'What this token opens' })
  await user.click(screen.getAllByRole('button', { name: 'Renew' }).at(-1) ?? document.body)
  await waitFor(() => expect(router.state.location.search).toBe(''))
  expect(api.callsOf(renewToken)[0]?.body).toEqual({ file: aTokenFile('New') })
})

test('a token that is gone says so, with a way to try again', async () => {
  const { api, open } = setUpToken()
  api.on(getToken, () => refuse({ status: 404, code: 'not_found', message: 'There is no such token.' }))
  await open(path)
  expect(await screen.findByText('There is no such token.')).toBeDefined()
})

test('the help desk sees the token and may test it, and is offered no other command', async () => {
  const { open } = setUpToken({}, 'helpdesk')
  await open(path)
  await screen.findByText('Recent syncs')
  for (const name of ['Sync now', 'Edit', 'Renew', 'Revoke all licenses', 'Delete'])
    expect(screen.queryByRole('button', { name })).toBeNull()
  expect(screen.getByRole('button', { name: 'Test now' })).toBeDefined()
})
