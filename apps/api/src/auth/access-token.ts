import jwt from 'jsonwebtoken'

/** Ten minutes: how long a copied token is worth something at most. */
export const accessTokenSeconds = 600

const issuer = 'pomona'

/** What an access token says: which session of which account. What they may do is read from the database, where it is true. */
export type AccessClaims = { accountId: string; sessionId: string }

export function signAccessToken(claims: AccessClaims, secret: string, now: Date): string {
  return jwt.sign({ sid: claims.sessionId, iat: Math.floor(now.getTime() / 1000) }, secret, {
    algorithm: 'HS256',
    expiresIn: accessTokenSeconds,
    subject: claims.accountId,
    issuer,
  })
}

/** The claims of a token that we signed and that has not ended; undefined for anything else. */
export function readAccessToken(token: string, secret: string, now: Date): AccessClaims | undefined {
  try {
    const claims = jwt.verify(token, secret, {
      algorithms: ['HS256'],
      issuer,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    })
    if (typeof claims === 'string' || claims.sub === undefined || typeof claims['sid'] !== 'string') return undefined
    return { accountId: claims.sub, sessionId: claims['sid'] }
  } catch {
    return undefined
  }
}
