import type { LicenseType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { refusal, unpackCursor, writeCursor, type ListPage, type ListRequest } from '../keyset.ts'
import type { LicenseHolder } from './license-holders.ts'
import { countStandings, sections, sectionsOf, type SectionRow } from './license-sections.ts'
import type { LicenseStanding } from './license-standing.ts'

export type LicenseRow = {
  targetType: LicenseType
  target: string
  deviceId: string | null
  deviceName: string | null
  /** The person behind a clientUserId of ours. */
  person: { id: string; displayName: string } | null
  /** Held by a VPP user that another system made (P11). */
  isForeign: boolean
  standing: LicenseStanding
  place: number | null
  reason: string | null
  since: Date
}

/**
 * Who holds a license of the asset, who is promised one, who waits: first the line by place, then devices and people by name, last
 * those that Apple knows and Pomona does not, by serial number or user id.
 */
export async function listLicenses(
  db: Db,
  request: Omit<ListRequest, 'sort'> & {
    assetId: string
    standing?: LicenseStanding | undefined
    holder?: LicenseHolder | undefined
  },
): Promise<ListPage<LicenseRow>> {
  const [totalCount, rows] = await Promise.all([countStandings(db, request), readRows(db, request)])
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  const people = await findPeople(db, request.assetId, shown)
  return {
    items: shown.map((row) => ({
      ...row,
      person: people.get(row.target) ?? null,
      isForeign: row.targetType === 'user' && !people.has(row.target),
    })),
    nextCursor: last && writeCursor([last.section, ...last.key]),
    totalCount,
  }
}

/** Reads section after section until the page is full. */
async function readRows(db: Db, request: Parameters<typeof listLicenses>[1]): Promise<SectionRow[]> {
  const wanted = sectionsOf(request.standing)
  const start = request.cursor === undefined ? undefined : readPlace(request.cursor)
  if (start && !wanted.includes(start.section)) throw refusal()
  const rows: SectionRow[] = []
  for (const section of start ? wanted.slice(wanted.indexOf(start.section)) : wanted) {
    const missing = request.limit + 1 - rows.length
    if (missing <= 0) break
    const after = section === start?.section ? start.key : undefined
    rows.push(...(await sections[section].read(db, { ...request, after, limit: missing })))
  }
  return rows
}

function readPlace(cursor: string): { section: SectionRow['section']; key: (string | number)[] } {
  const [section, ...key] = unpackCursor(cursor)
  if (section !== 'line' && section !== 'named' && section !== 'nameless') throw refusal()
  if (!sections[section].isKey(key)) throw refusal()
  return { section, key }
}

/** The VPP users of the page that this console made, each with the person behind it. */
async function findPeople(
  db: Db,
  assetId: string,
  rows: SectionRow[],
): Promise<Map<string, { id: string; displayName: string } | null>> {
  const ids = rows.flatMap(({ targetType, target }) => (targetType === 'user' ? [target] : []))
  if (ids.length === 0) return new Map()
  const found = await db.$queryRaw<{ target: string; id: string | null; displayName: string | null }[]>(Prisma.sql`
    select distinct on (u.client_user_id) u.client_user_id as target, p.id, p.display_name as "displayName"
    from vpp_users u join assets a on a.token_id = u.token_id left join people p on p.id = u.person_id
    where a.id = ${assetId}::uuid and u.client_user_id = any(${ids})
    order by u.client_user_id, u.created_at desc`)
  return new Map(
    found.map(({ target, id, displayName }) => [target, id === null ? null : { id, displayName: displayName ?? '' }]),
  )
}
