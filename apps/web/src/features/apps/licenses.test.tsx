import {
  getApp,
  getRevocation,
  getToken,
  listDrift,
  listLicenses,
  listRevocationItems,
  listRevocations,
  planRevokeAppLicenses,
  repairDrift,
  revokeLicenses,
} from '@pomona/contracts'
import type { DriftView } from '@pomona/contracts'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aLicense, aRevocation, aToken, anApp, idOf } from '../../testing/builders.ts'
import { aRevokePlan } from '../../testing/plan-builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const path = `/apps/${idOf(200)}/licenses`

function setUpLicenses(role: 'appManager' | 'helpdesk' = 'appManager') {
  const { api, open } = setUpConsole(role)
  api.on(getApp, anApp({ assignedCount: 2, availableCount: 198 }))
  api.on(listDrift, { value: [], totalCount: 0 })
  api.on(listLicenses, {
    value: [
      aLicense({ standing: 'waiting', place: 1, target: 'W1', deviceName: 'Waiting iPad' }),
      aLicense({
        standing: 'failed',
        target: 'F1',
        deviceName: 'Failed iPad',
        reason: 'Apple does not know the number.',
      }),
      aLicense({ standing: 'awaitingRemoval', target: 'R1', deviceName: 'Leaving iPad' }),
      aLicense({ target: 'H1', deviceName: 'First iPad' }),
      aLicense({ target: 'H2', deviceName: 'Second iPad', isUnassigned: true }),
      aLicense({ target: 'H3', deviceId: null, deviceName: null }),
    ],
    totalCount: 6,
  })
  return { api, open }
}

test('the list says how each device stands, with place and reason', async () => {
  const { open } = setUpLicenses()
  await open(path)
  expect(await screen.findByText('Waiting, 1st in line')).toBeDefined()
  expect(screen.getByText('Apple does not know the number.')).toBeDefined()
  expect(screen.getByText('No assignment asks for it any more')).toBeDefined()
  expect(screen.getByText('Not a device of this console')).toBeDefined()
})

test('only held licenses can be taken back, after their plan was shown, and the outcome is said for each', async () => {
  const { api, open } = setUpLicenses()
  api.on(revokeLicenses, {
    value: [
      { licenseType: 'device', target: 'H1', outcome: 'ordered', message: 'The license goes back now.' },
      { licenseType: 'device', target: 'H2', outcome: 'notHeld', message: 'No license of the app is held here.' },
    ],
    revocation: null,
  })
  const { user } = await open(path)
  await user.click(await screen.findByRole('checkbox', { name: 'Select First iPad' }))
  await user.click(screen.getByRole('checkbox', { name: 'Select Second iPad' }))
  expect(screen.queryByRole('checkbox', { name: 'Select Waiting iPad' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Take back license' }))
  expect(await screen.findByText('Take back 2 licenses of Keynote?')).toBeDefined()
  expect(screen.getByText('2 licenses go back to Apple.')).toBeDefined()
  expect(screen.getByText(/For 1 of them an assignment still asks: it joins the end of the line/)).toBeDefined()
  expect(api.callsOf(revokeLicenses)).toHaveLength(0)
  await user.click(screen.getByRole('button', { name: 'Take back 2 licenses' }))
  await waitFor(() => expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ serialNumbers: ['H1', 'H2'] }))
  expect(await screen.findByText('1 license is being taken back. Apple is being asked.')).toBeDefined()
  expect(screen.getByText('First iPad: The license goes back now.')).toBeDefined()
  expect(screen.getByText('Second iPad: No license of the app is held here.')).toBeDefined()
})

test('what is refused is said in the question, and nothing is lost', async () => {
  const { api, open } = setUpLicenses()
  api.on(revokeLicenses, () => refuse({ status: 422, code: 'token_expired', message: 'The token has expired.' }))
  const { user } = await open(path)
  await user.click(await screen.findByRole('checkbox', { name: 'Select First iPad' }))
  await user.click(screen.getByRole('button', { name: 'Take back license' }))
  await user.click(await screen.findByRole('button', { name: 'Take back 1 license' }))
  expect(await screen.findByText('Nothing was taken back')).toBeDefined()
  expect(screen.getByText(/The token has expired/)).toBeDefined()
  expect(screen.getByText('1 selected')).toBeDefined()
})

test('licenses of people are taken back too, those of another system among them', async () => {
  const { api, open } = setUpLicenses()
  const user = { licenseType: 'user', deviceId: null, deviceName: null } as const
  api.on(listLicenses, {
    value: [
      aLicense({ target: 'H1' }),
      aLicense({ ...user, target: 'ours', person: { id: idOf(900), displayName: 'Mia Berg' } }),
      aLicense({ ...user, target: 'theirs', isForeign: true }),
    ],
    totalCount: 3,
  })
  api.on(revokeLicenses, { value: [], revocation: null })
  const { user: admin } = await open(path)
  for (const name of ['Select Sales iPad 1', 'Select Mia Berg', 'Select theirs'])
    await admin.click(await screen.findByRole('checkbox', { name }))
  await admin.click(screen.getByRole('button', { name: 'Take back license' }))
  await admin.click(await screen.findByRole('button', { name: 'Take back 3 licenses' }))
  await waitFor(() =>
    expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ serialNumbers: ['H1'], clientUserIds: ['ours', 'theirs'] }),
  )
})

test('all licenses of an app are taken back after their plan was shown, and their progress is followed', async () => {
  const { api, open } = setUpLicenses()
  const revocation = aRevocation({ app: { id: idOf(200), name: 'Keynote' } })
  api.on(revokeLicenses, { value: [], revocation })
  api.on(getToken, aToken())
  api.on(listRevocations, { value: [revocation], totalCount: 1 })
  api.on(getRevocation, revocation)
  api.on(listRevocationItems, { value: [], totalCount: 0 })
  const { router, user } = await open(path)
  api.on(planRevokeAppLicenses, aRevokePlan({ goingCount: 150, stillDueCount: 120, alreadyOrderedCount: 4 }))
  await user.click(await screen.findByRole('button', { name: 'Take back all licenses' }))
  expect(await screen.findByText('150 licenses go back to Apple.')).toBeDefined()
  expect(screen.getByText(/For 120 licenses an assignment still asks/)).toBeDefined()
  expect(screen.getByText('4 licenses are on their way back already.')).toBeDefined()
  expect(api.callsOf(revokeLicenses)).toHaveLength(0)
  await user.click(screen.getByRole('button', { name: 'Take back 150 licenses' }))
  await waitFor(() => expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ all: true }))
  expect(await screen.findByText('Taking back all licenses of Keynote')).toBeDefined()
  expect(router.state.location.pathname).toBe(`/tokens/${idOf(100)}/revocations/${revocation.id}`)
})

test('the help desk reads licenses and is not offered to take them back', async () => {
  const { open } = setUpLicenses('helpdesk')
  await open(path)
  await screen.findByText('First iPad')
  expect(screen.queryByRole('button', { name: 'Take back license' })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
})

const drift: DriftView = {
  appId: idOf(200),
  appName: 'Keynote',
  productType: 'App',
  tokenId: idOf(100),
  tokenName: 'Northwind Berlin',
  kind: 'heldWithoutAssignment',
  count: 12,
  explanation: 'These hold a license and no assignment gives it to them any more.',
  repair: 'Taking them back frees 12 licenses.',
  foundAt: '2026-11-22T08:00:00Z',
  checkedAt: '2026-11-22T08:00:00Z',
}

test('what is held without an assignment is counted, and goes back by one button, after a question', async () => {
  const { api, open } = setUpLicenses()
  api.on(listDrift, { value: [drift], totalCount: 1 })
  api.on(repairDrift, () => {
    api.on(listDrift, { value: [], totalCount: 0 })
    return { repairedCount: 12, message: '12 licenses are on their way back.' }
  })
  const { user } = await open(path)
  expect(await screen.findByText('12 licenses are held without an assignment')).toBeDefined()
  expect(api.callsOf(listDrift)[0]?.query).toMatchObject({ appId: idOf(200), kind: 'heldWithoutAssignment' })
  await user.click(screen.getByRole('button', { name: 'Take back these 12' }))
  const question = within(await screen.findByRole('alertdialog'))
  expect(question.getByText('Taking them back frees 12 licenses.')).toBeDefined()
  expect(api.callsOf(repairDrift)).toHaveLength(0)
  await user.click(question.getByRole('button', { name: 'Take back these 12' }))
  expect(await screen.findByText('12 licenses are on their way back.')).toBeDefined()
  expect(api.callsOf(repairDrift)[0]).toMatchObject({ params: { appId: idOf(200), kind: 'heldWithoutAssignment' } })
  await waitFor(() => expect(screen.queryByText('12 licenses are held without an assignment')).toBeNull())
})

test('people who have yet to accept, and why devices and people stand as they do', async () => {
  const { api, open } = setUpLicenses()
  api.on(listLicenses, {
    value: [
      aLicense({
        licenseType: 'user',
        target: 'client-1',
        deviceId: null,
        deviceName: null,
        person: { id: idOf(900), displayName: 'Mia Berg' },
        standing: 'awaitingAcceptance',
        reason: 'Apple’s invitation has not been accepted yet.',
      }),
      aLicense({ licenseType: 'user', target: 'theirs', deviceId: null, deviceName: null, isForeign: true }),
    ],
    totalCount: 2,
  })
  await open(path)
  const mia = within(await screen.findByRole('row', { name: /Mia Berg/ }))
  expect(mia.getByText('Waiting for the invitation')).toBeDefined()
  expect(mia.getByText('Apple’s invitation has not been accepted yet.')).toBeDefined()
  expect(screen.getAllByRole('link', { name: /^Explain Keynote/ }).map((link) => link.getAttribute('href'))).toEqual([
    `/explain?userId=${idOf(900)}&appId=${idOf(200)}`,
  ])
})
