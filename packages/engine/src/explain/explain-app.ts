import { explainAppleError } from '@pomona/apple-vpp'
import { findExplainRecord, type ExplainRecord, type ExplainSubject, type LicenseRecord } from '@pomona/db'
import { explain, type ExplainFacts, type Explained, type LicenseFacts } from '@pomona/domain'
import type { Deps } from '../deps.ts'

/** The answer, and whom and what it is about. */
export type AppExplanation = Explained & {
  app: { id: string; name: string; tokenId: string; tokenName: string; iconVersion: string | null }
} & Pick<ExplainRecord, 'device' | 'person'>

/**
 * Why a device or a person has or lacks one app or book of one token (P36): every check in the order in which Pomona decides, with what shows
 * it. Absent when there is no such device, person or app.
 */
export async function explainApp(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { subject: ExplainSubject; assetId: string },
): Promise<AppExplanation | undefined> {
  const record = await findExplainRecord(deps.database.prisma, input.subject, input.assetId)
  if (record === undefined) return undefined
  const { app, token, device, person, tokenId, iconVersion } = record
  return {
    ...explain(toFacts(record, deps.now())),
    app: { id: app.id, name: app.name, tokenId, tokenName: token.name, iconVersion },
    device,
    person,
  }
}

function toFacts(
  { tokenId: _tokenId, iconVersion: _iconVersion, deviceLicense, userLicense, ...facts }: ExplainRecord,
  now: Date,
): ExplainFacts {
  return { ...facts, now, deviceLicense: toLicense(deviceLicense), userLicense: toLicense(userLicense) }
}

function toLicense(license: LicenseRecord | null): LicenseFacts | null {
  if (license === null || license.order === null) return license && { ...license, order: null }
  const { errorNumber, ...order } = license.order
  return { ...license, order: { ...order, error: errorNumber === null ? null : inWords(errorNumber) } }
}

function inWords(errorNumber: number) {
  const { title, nextStep } = explainAppleError(errorNumber)
  return { number: errorNumber, message: `${title} ${nextStep}` }
}
