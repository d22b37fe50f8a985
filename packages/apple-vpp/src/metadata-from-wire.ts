import type { AppleMetadata } from './vpp-client.ts'
import { wireMetadataItem, type WireMetadataItem, type WirePicture } from './wire/metadata.ts'

/** The picture that lists and blades show. */
export const iconSize = 128

/** Reads the look-up's answer. An entry without a name says nothing and is left out. */
export function toMetadata(results: Record<string, unknown>): Map<string, AppleMetadata> {
  const items = new Map<string, AppleMetadata>()
  for (const [adamId, value] of Object.entries(results)) {
    const parsed = wireMetadataItem.safeParse(value)
    if (parsed.success) items.set(adamId, toItem(adamId, parsed.data))
  }
  return items
}

function toItem(adamId: string, wire: WireMetadataItem): AppleMetadata {
  const offer = wire.offers[0]
  const sizes = (offer?.assets ?? []).flatMap(({ size }) => (size === undefined ? [] : [size]))
  return {
    adamId,
    name: clean(wire.name) ?? `App ${adamId}`,
    bundleId: clean(wire.bundleId),
    publisher: clean(wire.artistName),
    description: clean(wire.description?.standard),
    genres: wire.genreNames.flatMap((genre) => clean(genre) ?? []),
    deviceFamilies: wire.deviceFamilies,
    minimumOsVersion: clean(wire.minimumOSVersion),
    latestVersion: clean(offer?.version?.display),
    externalVersionId: toBigInt(offer?.version?.externalId),
    sizeBytes: sizes.length === 0 ? undefined : toBigInt(Math.max(...sizes)),
    priceFormatted: clean(offer?.priceFormatted),
    releasedOn: /^\d{4}-\d{2}-\d{2}/.exec(wire.releaseDate ?? '')?.[0],
    storeUrl: webAddress(wire.url),
    isCustomApp: wire.isB2BCustomApp ?? false,
    iconUrl: webAddress(pictureAddress(wire.artwork)),
  }
}

/** A NUL is text to JSON but not to the database. */
function clean(text: string | undefined): string | undefined {
  const cleaned = text?.replaceAll('\u0000', '').trim()
  return cleaned === '' ? undefined : cleaned
}

function toBigInt(value: number | string | undefined): bigint | undefined {
  const text = typeof value === 'number' ? String(Math.trunc(value)) : (value ?? '')
  return /^\d{1,18}$/.test(text) ? BigInt(text) : undefined
}

/** Anything but a web address (`javascript:` for one) must not become a link. */
function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) ? text : undefined
}

function pictureAddress(artwork: WirePicture | WirePicture[] | undefined): string | undefined {
  const pictures = (Array.isArray(artwork) ? artwork : artwork ? [artwork] : []).toSorted(
    (a, b) => (a.width ?? 0) - (b.width ?? 0),
  )
  const picture = pictures.find(({ width = 0 }) => width >= iconSize) ?? pictures.at(-1)
  return picture?.url.replace('{w}', String(iconSize)).replace('{h}', String(iconSize)).replace('{f}', 'png')
}
