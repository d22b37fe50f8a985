import { getMe, getOverview, listTokens, openSession, refreshSession, signIn } from '@pomona/contracts'
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { aToken, anAccount, anOverview } from '../../testing/builders.ts'
import { setUpConsole } from '../../testing/render-console.tsx'
import { refuse } from '../../testing/stub-api.ts'

const unauthenticated = () => refuse({ status: 401, code: 'unauthenticated', message: 'Sign in first.' })

function setUpSignedOut() {
  const { api, open } = setUpConsole()
  let isSignedIn = false
  api.on(openSession, () => ({ user: isSignedIn ? anAccount() : null }))
  api.on(refreshSession, unauthenticated)
  api.on(signIn, ({ body }) => {
    if (body.password !== 'right') return unauthenticated()
    isSignedIn = true
    return { accessToken: 't', user: anAccount() }
  })
  return { api, open }
}

describe('signing in', () => {
  test('leads back to where one wanted to go', async () => {
    const { api, open } = setUpSignedOut()
    const { router, user } = await open('/somewhere?search=key')
    // Each would be refused, and the browser would report that as an error.
    expect([...api.callsOf(getMe), ...api.callsOf(refreshSession)]).toEqual([])
    await user.type(await screen.findByLabelText('Email'), 'admin@pomona.example')
    await user.type(screen.getByLabelText('Password'), 'right')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await screen.findByRole('navigation', { name: 'Main' })
    expect(router.state.location.pathname + router.state.location.search).toBe('/somewhere?search=key')
    expect(api.callsOf(signIn)[0]?.body).toEqual({ email: 'admin@pomona.example', password: 'right' })
  })

  test('says in words that the password is wrong, and keeps what was typed', async () => {
    const { open } = setUpSignedOut()
    const { user } = await open('/sign-in')
    await user.type(screen.getByLabelText('Email'), 'admin@pomona.example')
    await user.type(screen.getByLabelText('Password'), 'wrong')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText(/is not right/)).toBeDefined()
    expect(screen.getByLabelText('Email')).toHaveProperty('value', 'admin@pomona.example')
  })

  test('says how long to wait after too many attempts', async () => {
    const { api, open } = setUpSignedOut()
    api.on(signIn, () =>
      refuse({ status: 429, code: 'too_many_requests', message: 'Too many.', headers: { 'retry-after': '290' } }),
    )
    const { user } = await open('/sign-in')
    await user.type(screen.getByLabelText('Email'), 'a@b.example')
    await user.type(screen.getByLabelText('Password'), 'x')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText(/try again in 5 minutes/)).toBeDefined()
  })

  test('asks for both fields before anything is sent', async () => {
    const { api, open } = setUpSignedOut()
    const { user } = await open('/sign-in')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByText('Enter your email address.')).toBeDefined()
    expect(screen.getByText('Enter your password.')).toBeDefined()
    expect(api.callsOf(signIn)).toHaveLength(0)
  })

  test('never leads to another site', async () => {
    const { open } = setUpSignedOut()
    const { router, user } = await open('/sign-in?to=//evil.example/x')
    await user.type(screen.getByLabelText('Email'), 'admin@pomona.example')
    await user.type(screen.getByLabelText('Password'), 'right')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await screen.findByRole('navigation', { name: 'Main' })
    expect(router.state.location.pathname).toBe('/')
  })
})

describe('a session', () => {
  test('that ran out is renewed without the person noticing', async () => {
    const { api, open } = setUpConsole()
    let isRenewed = false
    api.on(getOverview, () => (isRenewed ? anOverview() : unauthenticated()))
    api.on(refreshSession, () => {
      isRenewed = true
      return { accessToken: 't', user: anAccount() }
    })
    await open('/')
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeDefined()
    await waitFor(() => expect(api.callsOf(refreshSession)).toHaveLength(1))
  })

  test('of an employee shows that the console is not for them', async () => {
    const { open } = setUpConsole('user')
    await open('/')
    expect(await screen.findByText('This account has no access to the console')).toBeDefined()
  })
})

test('a session that ends while a page is open can be taken up again in place', async () => {
  const { api, open } = setUpConsole()
  let isSignedIn = true
  api.on(listTokens, () => (isSignedIn ? { value: [aToken()], totalCount: 1 } : unauthenticated()))
  api.on(refreshSession, unauthenticated)
  api.on(signIn, () => {
    isSignedIn = true
    return { accessToken: 't', user: anAccount() }
  })
  const { router, user } = await open('/tokens')
  await screen.findByRole('link', { name: 'Northwind Berlin' })
  isSignedIn = false
  await user.selectOptions(screen.getByLabelText('State'), 'Expired')
  await screen.findByText('Your session has ended')
  await user.type(screen.getByLabelText('Email'), 'admin@pomona.example')
  await user.type(screen.getByLabelText('Password'), 'right')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  await waitFor(() => expect(screen.queryByText('Your session has ended')).toBeNull())
  expect(await screen.findByRole('link', { name: 'Northwind Berlin' })).toBeDefined()
  expect(router.state.location.pathname + router.state.location.search).toBe('/tokens?state=expired')
})
