import {
  isConflict,
  refusalReasons,
  type Effective,
  type Intent,
  type LicenseType,
  type LosingAssignment,
} from '@pomona/domain'

const intentNames: Record<Intent, string> = { required: 'Required', available: 'Available', uninstall: 'Uninstall' }
const licenseNames: Record<LicenseType, string> = { device: 'Device licensing', user: 'User licensing' }

/** Why a device or person comes out as it does, where that is not plain: what is refused, or which assignments lose and to what. */
export function reasonOf(effective: Effective, nameOf: (assignmentId: string) => string): string | null {
  if (effective.kind === 'nothing') return null
  const sentences: string[] = effective.kind === 'refused' ? [refusalReasons[effective.reason]] : []
  if (isConflict(effective)) {
    const differing = effective.losing.filter(
      ({ intent, licenseType }) => intent !== effective.intent || licenseType !== effective.licenseType,
    )
    const asks = (one: Pick<LosingAssignment, 'assignmentId' | 'intent' | 'licenseType'>) =>
      `${intentNames[one.intent]} with ${licenseNames[one.licenseType]} for ${nameOf(one.assignmentId)}`
    sentences.push(`${asks(effective)} wins over ${listed(differing.map(asks))}: ${causesOf(differing).join(' ')}`)
  }
  return sentences.length === 0 ? null : sentences.join(' ')
}

function causesOf(losing: readonly LosingAssignment[]): string[] {
  const causes = losing.map(({ lostBy, refusal }) => {
    if (lostBy === 'refusal' && refusal !== null) return refusalReasons[refusal]
    if (lostBy === 'licenseType') return 'A device license goes before a user license.'
    return 'Required goes before Uninstall, and Uninstall before Available.'
  })
  return [...new Set(causes)]
}

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
