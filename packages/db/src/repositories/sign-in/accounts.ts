import type { Role } from '@pomona/domain'
import type { Db } from '../../client.ts'

export type AccountRow = {
  id: string
  email: string
  displayName: string
  role: Role
  passwordHash: string
  disabledAt: Date | null
}

/** Every field of an account that the API works with. */
export const accountSelection = {
  id: true,
  email: true,
  displayName: true,
  role: true,
  passwordHash: true,
  disabledAt: true,
} as const

/** The account of an e-mail address in lower case. */
export async function findAccountByEmail(db: Db, email: string): Promise<AccountRow | undefined> {
  return (await db.account.findUnique({ where: { email }, select: accountSelection })) ?? undefined
}

/** Adds an account. The e-mail address is in lower case; an employee's account (`user`) names their person. */
export async function insertAccount(
  db: Db,
  account: { email: string; displayName: string; role: Role; passwordHash: string; personId?: string | undefined },
): Promise<AccountRow> {
  const { personId, ...fields } = account
  return db.account.create({ data: { ...fields, personId: personId ?? null }, select: accountSelection })
}

/** Stops an account: its sessions end, it cannot sign in again. */
export async function disableAccount(db: Db, id: string, now: Date): Promise<void> {
  await db.account.update({ where: { id }, data: { disabledAt: now } })
  await db.session.updateMany({ where: { accountId: id, endedAt: null }, data: { endedAt: now } })
}
