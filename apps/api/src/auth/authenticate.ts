import { AppError, roles, type Role } from '@pomona/domain'
import { findSignedIn, type Db, type SignedIn } from '@pomona/db'
import type { Request } from 'express'
import { readAccessToken, type AccessClaims } from './access-token.ts'
import type { SessionCookies } from './cookies.ts'

/** What it takes to know who is asking. */
export type Authentication = { jwtSecret: string; cookies: SessionCookies; db: Db; now: () => Date }

/** The claims that a request carries, as a bearer token or as a cookie. A bearer token that is wrong is not made good by a cookie. */
export function readClaims(request: Request, authentication: Authentication): AccessClaims | undefined {
  const header = request.get('Authorization')
  const token = header === undefined ? authentication.cookies.readAccess(request) : /^Bearer +(\S+)$/i.exec(header)?.[1]
  return token === undefined ? undefined : readAccessToken(token, authentication.jwtSecret, authentication.now())
}

/** Who is asking, if anybody is known to. The session is looked up every time, so that an ended session and a disabled account stop at once. */
export async function findAsking(request: Request, authentication: Authentication): Promise<SignedIn | undefined> {
  const claims = readClaims(request, authentication)
  const signedIn = claims && (await findSignedIn(authentication.db, claims.sessionId, authentication.now()))
  return signedIn?.accountId === claims?.accountId ? signedIn : undefined
}

/** Who is asking; nobody is refused. */
export async function authenticate(request: Request, authentication: Authentication): Promise<SignedIn> {
  const signedIn = await findAsking(request, authentication)
  if (signedIn === undefined) {
    throw new AppError('unauthenticated', 'You are not signed in, or your session has ended. Sign in again.')
  }
  return signedIn
}

/** From the least to the most; a higher role may do what a lower one may (P1). */
const ladder: readonly Role[] = roles.toReversed()

export function refuseLesserRole(role: Role, least: Role): void {
  if (ladder.indexOf(role) < ladder.indexOf(least)) {
    throw new AppError('forbidden', `This needs the role ${least}, and you have the role ${role}. Ask an admin.`)
  }
}
