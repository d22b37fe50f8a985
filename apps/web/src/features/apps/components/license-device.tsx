import type { LicenseView } from '@pomona/contracts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { texts } from '../texts.ts'

/** Whose license it is: the device by name where it is known here, else what Apple calls it. */
export function LicenseDevice({ license }: { license: LicenseView }) {
  if (license.licenseType === 'user') return <NameCell name={license.target} second={texts.licenses.user} />
  if (license.deviceId === null) return <NameCell name={license.target} second={texts.licenses.unknownDevice} />
  return (
    <NameCell name={license.deviceName ?? license.target} second={license.target} to={`/devices/${license.deviceId}`} />
  )
}
