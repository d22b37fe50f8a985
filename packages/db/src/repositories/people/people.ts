import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type PersonRow = {
  id: string
  displayName: string
  email: string
  managedAppleId: string | null
  removedAt: Date | null
}

/** Reads a person and holds them until the transaction ends. */
export async function lockPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  const [person] = await db.$queryRaw<PersonRow[]>(Prisma.sql`
    select id, display_name as "displayName", email, managed_apple_id as "managedAppleId", removed_at as "removedAt"
    from people where id = ${id}::uuid for no key update`)
  return person
}

/** Who has this e-mail address or this Managed Apple Account, other than `exceptId`; one who has left comes last. */
export async function findRivals(
  db: Db,
  given: { email?: string | undefined; managedAppleId?: string | null | undefined; exceptId?: string },
): Promise<PersonRow[]> {
  const { email, managedAppleId, exceptId } = given
  const claims = [
    ...(email === undefined ? [] : [{ email }]),
    ...(managedAppleId === undefined || managedAppleId === null ? [] : [{ managedAppleId }]),
  ]
  if (claims.length === 0) return []
  return db.person.findMany({
    where: { OR: claims, ...(exceptId !== undefined && { id: { not: exceptId } }) },
    orderBy: { removedAt: { sort: 'asc', nulls: 'first' } },
    omit: { createdAt: true },
  })
}

/** Inserts a person; absent when e-mail address or account were taken a moment ago. */
export async function insertPerson(
  db: Db,
  person: Pick<PersonRow, 'displayName' | 'email' | 'managedAppleId'>,
): Promise<PersonRow | undefined> {
  const [created] = await db.person.createManyAndReturn({ data: [person], skipDuplicates: true })
  return created
}

export async function updatePerson(db: Db, id: string, changes: Partial<Omit<PersonRow, 'id'>>): Promise<void> {
  await db.person.update({ where: { id }, data: changes })
}

/** Takes a person out of every group. */
export async function endMemberships(db: Db, personId: string): Promise<void> {
  await db.userGroupMember.deleteMany({ where: { personId } })
}

/** Bars the portal account of a person who has left and ends its sessions; `null` lets one who is back in again. */
export async function barPortalAccount(db: Db, personId: string, disabledAt: Date | null): Promise<void> {
  await db.account.updateMany({ where: { personId }, data: { disabledAt } })
  if (disabledAt !== null) await db.session.deleteMany({ where: { account: { personId } } })
}
