import type { Location, MdmInfo } from '@pomona/apple-vpp'
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
    deps.vpp.count(credential, 'assets'),
    deps.vpp.count(credential, 'associations'),
    deps.vpp.count(credential, 'users'),
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
