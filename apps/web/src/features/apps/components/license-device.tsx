import type { LicenseView } from '@pomona/contracts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

/** Whose license it is: the device or the person by name where they are known here, else what Apple calls them. */
export function LicenseDevice({ license }: { license: LicenseView }) {
  const { licenseType, target, person, deviceId, deviceName } = license
  if (license.isForeign) return <NameCell name={target} second={texts.foreign} />
  if (licenseType === 'user') {
    if (person === null) return <NameCell name={target} second={texts.user} />
    return <NameCell name={person.displayName} second={texts.user} to={`/users/${person.id}`} />
  }
  if (deviceId === null) return <NameCell name={target} second={texts.unknownDevice} />
  return <NameCell name={deviceName ?? target} second={target} to={`/devices/${deviceId}`} />
}
