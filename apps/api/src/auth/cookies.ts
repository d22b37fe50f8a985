import type { CookieOptions, Request, Response } from 'express'
import { accessTokenSeconds } from './access-token.ts'

const accessCookie = 'pomona_access'
const refreshCookie = 'pomona_refresh'

/** Sets, reads and clears the two cookies of a signed-in browser. Scripts in the page can read neither. */
export type SessionCookies = ReturnType<typeof sessionCookies>

export function sessionCookies(publicUrl: URL) {
  const common: CookieOptions = { httpOnly: true, sameSite: 'strict', secure: publicUrl.protocol === 'https:' }
  const access: CookieOptions = { ...common, path: '/api' }
  const refresh: CookieOptions = { ...common, path: '/api/v1/auth' }
  return {
    setAccess(response: Response, token: string) {
      response.cookie(accessCookie, token, { ...access, maxAge: accessTokenSeconds * 1000 })
    },
    setRefresh(response: Response, token: string, expiresAt: Date) {
      response.cookie(refreshCookie, token, { ...refresh, expires: expiresAt })
    },
    clear(response: Response) {
      response.clearCookie(accessCookie, access)
      response.clearCookie(refreshCookie, refresh)
    },
    readAccess: (request: Request) => readCookie(request, accessCookie),
    readRefresh: (request: Request) => readCookie(request, refreshCookie),
  }
}

function readCookie(request: Request, name: string): string | undefined {
  const value = (request.cookies as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}
