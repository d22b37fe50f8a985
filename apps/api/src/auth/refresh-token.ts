import { createHash, randomBytes } from 'node:crypto'

/** What the browser keeps between access tokens: the session's id and a secret of 256 bits, of which we keep the hash alone. */
export type RefreshToken = { sessionId: string; hash: Uint8Array<ArrayBuffer> }

/** A new secret for a session; `hash` is what is stored, `text(id)` what the browser gets. */
export function makeRefreshSecret(): { hash: Uint8Array<ArrayBuffer>; text(sessionId: string): string } {
  const secret = randomBytes(32).toString('base64url')
  return { hash: hashOf(secret), text: (sessionId) => `${sessionId}.${secret}` }
}

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/

export function readRefreshToken(text: unknown): RefreshToken | undefined {
  const [, sessionId, secret] = (typeof text === 'string' && shape.exec(text)) || []
  return sessionId === undefined || secret === undefined ? undefined : { sessionId, hash: hashOf(secret) }
}

const hashOf = (secret: string) => new Uint8Array(createHash('sha256').update(secret).digest())
