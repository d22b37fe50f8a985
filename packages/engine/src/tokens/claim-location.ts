import { AppleError, type MdmInfo } from '@pomona/apple-vpp'
import { readOrMakeMdmId } from '@pomona/db'
import { AppError, Secret, standingAfter, standingByDate, type TokenStanding } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { ReadToken } from './inspect-token.ts'

export type Claim = { standing: TokenStanding; claimedBy: MdmInfo | undefined }

/**
 * Claims the location at Apple with this installation's id (P3) and answers how the token and the claim stand. Taking it from another MDM needs explicit
 * consent (P2). A token that may only read cannot claim; it is kept as `readOnly`.
 */
export async function claimLocation(
  deps: Pick<Deps, 'database' | 'vpp' | 'mdm' | 'now' | 'newId'>,
  read: ReadToken,
  options: { takeControl: boolean },
): Promise<Claim> {
  if (read.claimedBy !== undefined && !options.takeControl) {
    throw new AppError(
      'token_claimed_elsewhere',
      `${read.location.locationName} is managed by ${read.claimedBy.name} (${read.claimedBy.metadata}). Two systems on one location give unpredictable licenses. To move it here, agree to take control of this token.`,
    )
  }
  const credential = { contentToken: new Secret(read.file.contentToken) }
  const mdmId = await readOrMakeMdmId(deps.database.prisma, deps.newId)
  const dates = { expiresAt: read.expiresAt, now: deps.now() }
  try {
    const claimed = await deps.vpp.claimLocation(credential, { id: mdmId, ...deps.mdm })
    return { standing: standingByDate(dates.expiresAt, dates.now), claimedBy: claimed.mdmInfo }
  } catch (error) {
    if (!(error instanceof AppleError) || error.code !== 'token_read_only') throw error
    const standing = standingAfter('valid', { kind: 'refused', code: error.code }, dates)
    return { standing, claimedBy: read.location.mdmInfo }
  }
}
