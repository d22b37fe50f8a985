import type { z } from 'zod'
import type { MdmInfo } from '../vpp-client.ts'
import { wireNotificationTypes, type WireNotificationType } from '../wire/notifications.ts'
import { wireClientConfigRequest } from '../wire/requests.ts'
import { parse } from './check-requests.ts'
import type { FakeLimits } from './limits.ts'
import type { LocationState } from './location-state.ts'
import { AppleRefusal } from './refusal.ts'

/** What a client sets; what it leaves out stays as it is. An empty address ends all notifications. */
export type ClientConfigChange = {
  mdmInfo: MdmInfo | undefined
  address: { url: string; authToken: string } | 'none' | undefined
  types: WireNotificationType[] | undefined
}

/** Checks what a client wants to set. Whether the address answers is not known yet. */
export function checkClientConfig(
  body: unknown,
  { limits, allowHttpNotifications }: { limits: FakeLimits; allowHttpNotifications: boolean },
): ClientConfigChange {
  const request = parse(wireClientConfigRequest, body)
  return {
    mdmInfo: request.mdmInfo && checkMdmInfo(request.mdmInfo, limits),
    address: checkAddress(request, { limits, allowHttpNotifications }),
    types: request.notificationTypes?.map((name) => {
      const type = wireNotificationTypes.find((each) => each === name)
      if (!type) throw new AppleRefusal(9602)
      return type
    }),
  }
}

export function applyClientConfig(location: LocationState, { mdmInfo, address, types }: ClientConfigChange): void {
  const { subscription } = location
  if (mdmInfo) location.mdmInfo = mdmInfo
  if (types) subscription.types = [...new Set(types)]
  if (address === 'none') {
    location.subscription = { ...subscription, url: undefined, authToken: undefined }
    location.outbox = []
  } else if (address) {
    location.subscription = { ...subscription, ...address }
  }
}

type Request = z.output<typeof wireClientConfigRequest>

function checkMdmInfo({ id = '', name = '', metadata = '' }: NonNullable<Request['mdmInfo']>, limits: FakeLimits) {
  if (id === '' || name === '' || metadata === '') throw new AppleRefusal(9723)
  if (id.length > limits.maxMdmIdLength) throw new AppleRefusal(9724)
  if (name.length > limits.maxMdmNameLength) throw new AppleRefusal(9725)
  if (metadata.length > limits.maxMdmMetadataLength) throw new AppleRefusal(9713)
  return { id, name, metadata }
}

function checkAddress(
  { notificationUrl: url, notificationAuthToken: authToken }: Request,
  { limits, allowHttpNotifications }: { limits: FakeLimits; allowHttpNotifications: boolean },
): ClientConfigChange['address'] {
  if (url === undefined && authToken === undefined) return undefined
  if (url === '' && authToken === '') return 'none'
  if (url === undefined || url === '' || authToken === undefined || authToken === '') throw new AppleRefusal(9710)
  if (Math.max(url.length, authToken.length) > limits.maxNotificationLength) throw new AppleRefusal(9711)
  if (!isPostable(url, allowHttpNotifications)) throw new AppleRefusal(9712)
  return { url, authToken }
}

/** Https, a host and a path; plain http to this machine when that is let through. */
function isPostable(text: string, allowHttp: boolean): boolean {
  const url = URL.parse(text)
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return false
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  return url.protocol === 'https:' || (allowHttp && url.protocol === 'http:' && isLoopback)
}
