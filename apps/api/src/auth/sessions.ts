import { AppError } from '@pomona/domain'
import {
  endSession,
  findAccountByEmail,
  findSession,
  findSessionForUpdate,
  inTransaction,
  insertSession,
  rotateSession,
  type AccountRow,
  type Database,
} from '@pomona/db'
import { isPasswordOf } from './passwords.ts'
import { makeRefreshSecret, type RefreshToken } from './refresh-token.ts'

const dayMs = 86_400_000
/** A session ends when its browser stays away for a week, and after thirty days in any case. */
const idleMs = 7 * dayMs
const longestMs = 30 * dayMs
/** Tabs that refresh at the same moment: the later ones still carry the token that the first has just replaced. */
const graceMs = 10_000

export type OpenSession = {
  account: AccountRow
  sessionId: string
  /** The new refresh token, absent when another tab has just received it. */
  refresh: { token: string; expiresAt: Date } | undefined
}

type Deps = { database: Database; now: () => Date }

/** Checks e-mail and password and opens a session. */
export async function openSession(
  deps: Deps,
  input: { email: string; password: string; userAgent: string; ipAddress: string },
): Promise<OpenSession> {
  const account = await findAccountByEmail(deps.database.prisma, input.email)
  const matches = await isPasswordOf(account, input.password)
  if (account === undefined || !matches || account.disabledAt !== null) {
    throw new AppError('unauthenticated', 'E-mail or password is wrong.')
  }
  const now = deps.now()
  const secret = makeRefreshSecret()
  const expiresAt = new Date(now.getTime() + idleMs)
  const sessionId = await insertSession(deps.database.prisma, {
    accountId: account.id,
    refreshHash: secret.hash,
    userAgent: input.userAgent.slice(0, 300),
    ipAddress: input.ipAddress,
    now,
    expiresAt,
  })
  return { account, sessionId, refresh: { token: secret.text(sessionId), expiresAt } }
}

/** Continues a session and replaces its refresh token. A token that was replaced before was copied: the session ends. */
export async function continueSession(deps: Deps, token: RefreshToken): Promise<OpenSession | 'ended' | 'stolen'> {
  const now = deps.now()
  return inTransaction(deps.database, async (tx) => {
    const session = await findSessionForUpdate(tx, token.sessionId)
    if (session === undefined || session.endedAt !== null || session.expiresAt <= now) return 'ended'
    if (session.account.disabledAt !== null) {
      await endSession(tx, session.id, now)
      return 'ended'
    }
    const isRecent = now.getTime() - session.rotatedAt.getTime() <= graceMs
    if (!isSame(session.refreshHash, token.hash)) {
      if (isRecent && session.previousRefreshHash !== null && isSame(session.previousRefreshHash, token.hash)) {
        return { account: session.account, sessionId: session.id, refresh: undefined }
      }
      await endSession(tx, session.id, now)
      return 'stolen'
    }
    const secret = makeRefreshSecret()
    const expiresAt = new Date(Math.min(now.getTime() + idleMs, session.createdAt.getTime() + longestMs))
    await rotateSession(tx, session.id, { refreshHash: secret.hash, now, expiresAt })
    return {
      account: session.account,
      sessionId: session.id,
      refresh: { token: secret.text(session.id), expiresAt },
    }
  })
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b)

/** Whether the token is the session's own, or the one before it. */
export async function isRefreshTokenOf(deps: Deps, token: RefreshToken): Promise<boolean> {
  const session = await findSession(deps.database.prisma, token.sessionId)
  const hashes = session ? [session.refreshHash, session.previousRefreshHash] : []
  return hashes.some((hash) => hash !== null && isSame(hash, token.hash))
}
