import { AppleError, type Location, type MdmInfo } from '@pomona/apple-vpp'
import { findTokenByUid, readOrMakeMdmId, type TokenRecord } from '@pomona/db'
import { AppError, daysLeft, readTokenFile, Secret, tokenFileProblems, type TokenFile } from '@pomona/domain'
import type { Deps } from '../deps.ts'

/** What a token file opens, learned from reads alone. */
export type ReadToken = {
  file: TokenFile
  location: Location
  expiresAt: Date
  existing: TokenRecord | null
  /** Another MDM than this installation, if one claims the location. */
  claimedBy: MdmInfo | undefined
}

export type TokenInspection = {
  uId: string
  organizationName: string
  locationName: string
  countryOrRegion: string
  accountType: 'business' | 'education'
  expiresAt: Date
  daysLeft: number
  owns: { assets: number; associations: number; users: number }
  existingToken: { id: string; displayName: string } | null
  claimedBy: { name: string; metadata: string } | null
}

/** P2: says what a token file opens. Writes nothing, here or at Apple. */
export async function inspectToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'now' | 'newId'>,
  input: { file: string },
): Promise<TokenInspection> {
  const { file, location, expiresAt, existing, claimedBy } = await readToken(deps, input.file)
  const credential = { contentToken: new Secret(file.contentToken) }
  const [assets, associations, users] = await Promise.all([
    countRecords(deps.vpp.readAssets(credential)),
    countRecords(deps.vpp.readAssociations(credential)),
    deps.vpp.countUsers(credential),
  ])
  return {
    uId: location.uId,
    organizationName: file.organizationName,
    locationName: location.locationName,
    countryOrRegion: location.countryOrRegion,
    accountType: location.accountType,
    expiresAt,
    daysLeft: daysLeft(expiresAt, deps.now()),
    owns: { assets, associations, users },
    existingToken: existing && { id: existing.id, displayName: existing.displayName },
    claimedBy: claimedBy ? { name: claimedBy.name, metadata: claimedBy.metadata } : null,
  }
}

/** Reads a token file and asks Apple which location it opens; refuses what cannot be used, each fault in words. */
export async function readToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'now' | 'newId'>,
  text: string,
): Promise<ReadToken> {
  const read = readTokenFile(text)
  if (!read.ok) {
    const message = tokenFileProblems[read.problem]
    throw new AppError('invalid_token_file', message, { details: [{ path: 'body.file', message }] })
  }
  const { file } = read
  if (file.expiresAt <= deps.now()) {
    throw new AppError(
      'token_expired',
      `This token expired on ${file.expiresAt.toISOString().slice(0, 10)}. Download a new one from Apple and choose that file.`,
    )
  }
  const location = await deps.vpp.getLocation({ contentToken: new Secret(file.contentToken) })
  const mdmId = await readOrMakeMdmId(deps.database.prisma, deps.newId)
  return {
    file,
    location,
    expiresAt: location.expiresAt ?? file.expiresAt,
    existing: await findTokenByUid(deps.database.prisma, location.uId),
    claimedBy: location.mdmInfo?.id === mdmId ? undefined : location.mdmInfo,
  }
}

/**
 * How many records a data set has, from two pages at most where pages are equal in size. Data that moves under the count is
 * counted as it was on the first page: the number informs, nothing depends on it.
 */
async function countRecords(pages: AsyncIterable<{ items: unknown[]; totalPages: number }>): Promise<number> {
  let count = 0
  try {
    for await (const { items } of pages) count += items.length
  } catch (error) {
    if (!(error instanceof AppleError) || error.code !== 'apple_changed_mid_walk') throw error
  }
  return count
}
