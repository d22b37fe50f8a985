import { wireClientConfigRequest } from '../wire/requests.ts'
import { parse } from './check-requests.ts'
import type { FakeLimits } from './limits.ts'
import type { LocationState } from './location-state.ts'
import { AppleRefusal } from './refusal.ts'

/** Takes over what a client sets; what it leaves out stays as it is. */
export function applyClientConfig(location: LocationState, body: unknown, limits: FakeLimits): void {
  const { mdmInfo, notificationUrl, notificationAuthToken } = parse(wireClientConfigRequest, body)
  if (mdmInfo) {
    const { id = '', name = '', metadata = '' } = mdmInfo
    if (id === '' || name === '' || metadata === '') throw new AppleRefusal(9723)
    if (id.length > limits.maxMdmIdLength) throw new AppleRefusal(9724)
    if (name.length > limits.maxMdmNameLength) throw new AppleRefusal(9725)
    if (metadata.length > limits.maxMdmMetadataLength) throw new AppleRefusal(9713)
  }
  if ((notificationUrl === undefined) !== (notificationAuthToken === undefined)) throw new AppleRefusal(9710)
  if (notificationUrl !== undefined && notificationAuthToken !== undefined) {
    const longest = Math.max(notificationUrl.length, notificationAuthToken.length)
    if (longest > limits.maxNotificationLength) throw new AppleRefusal(9711)
    if (URL.parse(notificationUrl)?.protocol !== 'https:') throw new AppleRefusal(9712)
    // No notification leaves this Apple: to say that it could not be delivered is true, to accept the address would not be.
    throw new AppleRefusal(9728)
  }
  if (mdmInfo) {
    const { id = '', name = '', metadata = '' } = mdmInfo
    location.mdmInfo = { id, name, metadata }
  }
}
