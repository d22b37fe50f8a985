import { z } from 'zod'

const optionalText = z.string().optional().catch(undefined)
const textList = z.array(z.string()).default([]).catch([])
const numberOrText = z.union([z.number(), z.string()])

/** A list of pictures in one edition of the answer, one picture with `{w}x{h}bb.{f}` in its address in the other. */
const wirePicture = z.object({
  url: z.string(),
  width: z.number().optional().catch(undefined),
  height: z.number().optional().catch(undefined),
})
export type WirePicture = z.infer<typeof wirePicture>

const wireOffer = z.object({
  type: optionalText,
  price: z.number().optional().catch(undefined),
  priceFormatted: optionalText,
  version: z
    .object({ display: optionalText, externalId: numberOrText.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  assets: z
    .array(z.object({ flavor: optionalText, size: z.number().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
})

/** One app or book of the look-up (Apple's page `getting-app-and-book-information-legacy`). A part that cannot be read is left out. */
export const wireMetadataItem = z.object({
  id: numberOrText.optional(),
  name: z.string().min(1),
  kind: optionalText,
  bundleId: optionalText,
  artistName: optionalText,
  artwork: z
    .union([wirePicture, z.array(wirePicture)])
    .optional()
    .catch(undefined),
  deviceFamilies: textList,
  genreNames: textList,
  minimumOSVersion: optionalText,
  latestVersionReleaseDate: optionalText,
  releaseDate: optionalText,
  url: optionalText,
  isVppDeviceBasedLicensingEnabled: z.boolean().optional().catch(undefined),
  isB2BCustomApp: z.boolean().optional().catch(undefined),
  offers: z.array(wireOffer).default([]).catch([]),
  description: z.object({ standard: optionalText }).optional().catch(undefined),
  whatsNew: optionalText,
})
export type WireMetadataItem = z.infer<typeof wireMetadataItem>

/** The answer of the look-up. Nothing in `results` may mean: no such id, not in this store, no access, or a bad token. */
export const wireMetadataAnswer = z.object({
  results: z.record(z.string(), z.unknown()).default({}),
})
