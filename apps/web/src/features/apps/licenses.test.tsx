import {
  getApp,
  getRevocation,
  getToken,
  listLicenses,
  listRevocationItems,
  listRevocations,
  revokeLicenses,
} from '@pomona/contracts'
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aLicense, aRevocation, aToken, anApp, idOf } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'

const path = `/apps/${idOf(200)}/licenses`

function setUpLicenses(role: 'appManager' | 'helpdesk' = 'appManager') {
  const { api, open } = setUpConsole(role)
  api.on(getApp, anApp({ assignedCount: 2, availableCount: 198 }))
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

test('only held licenses can be released, after a question, and the outcome is said per device', async () => {
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
  await user.click(screen.getByRole('button', { name: 'Release license' }))
  expect(await screen.findByText(/Apple takes 2 licenses of Keynote back at once/)).toBeDefined()
  expect(api.callsOf(revokeLicenses)).toHaveLength(0)
  await user.click(screen.getByRole('button', { name: 'Release 2 licenses' }))
  await waitFor(() => expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ serialNumbers: ['H1', 'H2'] }))
  expect(await screen.findByText('1 license on the way back')).toBeDefined()
  expect(screen.getByText('H2: No license of the app is held here.')).toBeDefined()
})

test('licenses of people are released too, those of another system among them', async () => {
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
  await admin.click(screen.getByRole('button', { name: 'Release license' }))
  await admin.click(await screen.findByRole('button', { name: 'Release 3 licenses' }))
  await waitFor(() =>
    expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ serialNumbers: ['H1'], clientUserIds: ['ours', 'theirs'] }),
  )
})

test('all licenses of an app are released after a question, and their progress is shown', async () => {
  const { api, open } = setUpLicenses()
  const revocation = aRevocation({ app: { id: idOf(200), name: 'Keynote' } })
  api.on(revokeLicenses, { value: [], revocation })
  api.on(getToken, aToken())
  api.on(listRevocations, { value: [revocation], totalCount: 1 })
  api.on(getRevocation, revocation)
  api.on(listRevocationItems, { value: [], totalCount: 0 })
  const { router, user } = await open(path)
  await user.click(await screen.findByRole('button', { name: 'Release all licenses' }))
  await user.click(await screen.findByRole('button', { name: 'Release 2 licenses' }))
  await waitFor(() => expect(api.callsOf(revokeLicenses)[0]?.body).toEqual({ all: true }))
  expect(await screen.findByText('Taking back all licenses of Keynote')).toBeDefined()
  expect(router.state.location.pathname).toBe(`/tokens/${idOf(100)}/revocations/${revocation.id}`)
})

test('the help desk reads licenses and is not offered to release them', async () => {
  const { open } = setUpLicenses('helpdesk')
  await open(path)
  await screen.findByText('First iPad')
  expect(screen.queryByRole('button', { name: 'Release license' })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
})
