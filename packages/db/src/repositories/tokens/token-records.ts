import type { AccountType, TokenState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type TokenRecord = {
  id: string
  uId: string
  displayName: string
  organizationName: string
  locationName: string
  appleId: string
  countryOrRegion: string
  accountType: AccountType
  defaultPlatform: string
  automaticAppUpdates: boolean
  sealedContentToken: Uint8Array<ArrayBuffer>
  expiresAt: Date
  state: TokenState
  stateReason: string | null
  assetsVersionId: string | null
  associationsVersionId: string | null
  usersVersionId: string | null
  syncMinute: number
  pausedAt: Date | null
}
export type NewToken = Omit<
  TokenRecord,
  'id' | 'pausedAt' | 'assetsVersionId' | 'associationsVersionId' | 'usersVersionId'
>

export async function findToken(db: Db, id: string): Promise<TokenRecord | null> {
  return db.token.findFirst({ where: { id, deletedAt: null } })
}

export async function findTokenByUid(db: Db, uId: string): Promise<TokenRecord | null> {
  return db.token.findUnique({ where: { uId } })
}

export async function countTokens(db: Db): Promise<number> {
  return db.token.count({ where: { deletedAt: null } })
}

/** Inserts a token; absent when another one of the same location was faster. */
export async function insertToken(db: Db, token: NewToken): Promise<TokenRecord | undefined> {
  const [created] = await db.token.createManyAndReturn({ data: [token], skipDuplicates: true })
  return created
}

export async function updateToken(
  db: Db,
  id: string,
  changes: Partial<Omit<NewToken, 'uId' | 'state' | 'stateReason'>> & {
    assetsVersionId?: string | null
    associationsVersionId?: string | null
    usersVersionId?: string | null
    lastSyncedAt?: Date
    nextSyncAt?: Date
  },
): Promise<void> {
  await db.token.update({ where: { id }, data: changes })
}

/** Takes note of who claims the location by Apple's latest answer; `null` for nobody. Writes only what is new. */
export async function noteClaim(
  db: Db,
  id: string,
  claimedBy: { id: string; name: string; metadata: string } | null,
): Promise<void> {
  const [by, name, metadata] = [claimedBy?.id ?? null, claimedBy?.name ?? null, claimedBy?.metadata ?? null]
  await db.$executeRaw(Prisma.sql`
    update tokens set claimed_by_id = ${by}, claimed_by_name = ${name}, claimed_by_metadata = ${metadata}
    where id = ${id}::uuid and (claimed_by_id, claimed_by_name, claimed_by_metadata)
      is distinct from (${by}::text, ${name}::text, ${metadata}::text)`)
}

/** Sets the state when it differs from what is stored; says whether it did. */
export async function setTokenState(
  db: Db,
  id: string,
  standing: { state: TokenState; reason: string | null },
  now: Date,
): Promise<boolean> {
  const changed = await db.$executeRaw(Prisma.sql`
    update tokens
    set state = ${standing.state}::token_state, state_reason = ${standing.reason},
        state_changed_at = case when state = ${standing.state}::token_state then state_changed_at else ${now} end
    where id = ${id}::uuid
      and (state, state_reason) is distinct from (${standing.state}::token_state, ${standing.reason}::text)`)
  return changed > 0
}

/** Tokens whose state depends on the calendar alone. */
export async function listTokensByDate(
  db: Db,
): Promise<{ id: string; state: TokenState; stateReason: string | null; expiresAt: Date }[]> {
  return db.token.findMany({
    where: { deletedAt: null, state: { in: ['valid', 'expiring', 'readOnly', 'assignedToExternalMdm'] } },
    select: { id: true, state: true, stateReason: true, expiresAt: true },
  })
}

/** Tokens whose scheduled sync is due, and those that have no time for it yet. */
export async function listTokensToSchedule(
  db: Db,
  now: Date,
): Promise<{ id: string; syncMinute: number; isDue: boolean }[]> {
  const tokens = await db.token.findMany({
    where: { deletedAt: null, OR: [{ nextSyncAt: null }, { nextSyncAt: { lte: now } }] },
    select: { id: true, syncMinute: true, nextSyncAt: true },
  })
  return tokens.map(({ id, syncMinute, nextSyncAt }) => ({ id, syncMinute, isDue: nextSyncAt !== null }))
}

/** Tokens that may write and have somebody in line. */
export async function listTokensWithWaiting(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from tokens t
    where state in ('valid', 'expiring') and deleted_at is null and paused_at is null
      and exists (select 1 from license_orders o where o.token_id = t.id and o.state = 'waiting')`)
  return rows.map((row) => row.id)
}
