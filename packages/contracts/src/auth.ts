import { roles } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id } from './endpoint.ts'

export const accountView = z.object({ id, email: z.string(), displayName: z.string(), role: z.enum(roles) })
export type AccountView = z.infer<typeof accountView>

const signedIn = z.object({
  /** Valid for ten minutes; scripts send it as `Authorization: Bearer`. Browsers use the cookie set beside it. */
  accessToken: z.string(),
  user: accountView,
})

export const signIn = endpoint({
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in',
  tag: 'Session',
  access: 'public',
  body: z.object({ email: z.string().trim().toLowerCase().max(320), password: z.string().min(1).max(1000) }),
  response: signedIn,
})

export const refreshSession = endpoint({
  method: 'POST',
  path: '/api/v1/auth/refresh',
  summary: 'Get a new access token for the session of the cookie',
  tag: 'Session',
  access: 'public',
  response: signedIn,
})

export const openSession = endpoint({
  method: 'POST',
  path: '/api/v1/auth/session',
  summary: 'Who is signed in by the cookies of this browser, nobody perhaps; continues the session where it can',
  tag: 'Session',
  access: 'public',
  response: z.object({ user: accountView.nullable() }),
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  summary: 'End the session',
  tag: 'Session',
  access: 'public',
  response: z.object({}),
  status: 204,
})

export const getMe = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in',
  tag: 'Session',
  access: 'user',
  response: accountView,
})
