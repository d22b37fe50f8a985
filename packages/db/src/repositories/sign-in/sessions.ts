import type { Role } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { accountSelection, type AccountRow } from './accounts.ts'

/** Who is behind a live session. */
export type SignedIn = { sessionId: string; accountId: string; email: string; displayName: string; role: Role }

export type SessionRow = {
  id: string
  account: AccountRow
  refreshHash: Uint8Array
  previousRefreshHash: Uint8Array | null
  rotatedAt: Date
  createdAt: Date
  expiresAt: Date
  endedAt: Date | null
}

const sessionSelection = {
  id: true,
  refreshHash: true,
  previousRefreshHash: true,
  rotatedAt: true,
  createdAt: true,
  expiresAt: true,
  endedAt: true,
  account: { select: accountSelection },
} as const

/** The account of a session that has neither ended nor run out, when the account may still sign in. */
export async function findSignedIn(db: Db, sessionId: string, now: Date): Promise<SignedIn | undefined> {
  const [row] = await db.$queryRaw<SignedIn[]>(Prisma.sql`
    select s.id as "sessionId", a.id as "accountId", a.email, a.display_name as "displayName", a.role::text as role
    from sessions s join accounts a on a.id = s.account_id
    where s.id = ${sessionId}::uuid and s.ended_at is null and s.expires_at > ${now} and a.disabled_at is null`)
  return row
}

/** Opens a session and returns its id. What is left of the account's sessions that ran out long ago goes. */
export async function insertSession(
  db: Db,
  session: {
    accountId: string
    refreshHash: Uint8Array<ArrayBuffer>
    userAgent: string
    ipAddress: string
    now: Date
    expiresAt: Date
  },
): Promise<string> {
  const { now, ...fields } = session
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000)
  await db.session.deleteMany({ where: { accountId: session.accountId, expiresAt: { lt: monthAgo } } })
  const data = { ...fields, createdAt: now, rotatedAt: now }
  const { id } = await db.session.create({ data, select: { id: true } })
  return id
}

/** A session with its account, locked until the transaction ends. */
export async function findSessionForUpdate(tx: Db, id: string): Promise<SessionRow | undefined> {
  await tx.$queryRaw(Prisma.sql`select id from sessions where id = ${id}::uuid for update`)
  return findSession(tx, id)
}

/** Replaces a session's refresh token; the former one is kept to notice when it comes back. */
export async function rotateSession(
  db: Db,
  id: string,
  change: { refreshHash: Uint8Array<ArrayBuffer>; now: Date; expiresAt: Date },
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update sessions
    set previous_refresh_hash = refresh_hash, refresh_hash = ${change.refreshHash},
      rotated_at = ${change.now}, expires_at = ${change.expiresAt}
    where id = ${id}::uuid`)
}

/** Ends a session; one that has ended stays ended as it was. */
export async function endSession(db: Db, id: string, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } })
}

/** A session with its account. */
export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  return (await db.session.findUnique({ where: { id }, select: sessionSelection })) ?? undefined
}
