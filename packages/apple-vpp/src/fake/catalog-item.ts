/** How an item's icon is drawn: a shape and two colors, white on color, color on white, or color on near black. */
export type CatalogArt = { glyph: string; from: string; to: string; style?: 'vivid' | 'light' | 'dark' | undefined }

/** What Apple's stores know of one app or book, wherever it is sold. */
export type CatalogItem = {
  adamId: string
  name: string
  publisher: string
  kind: 'iosSoftware' | 'desktopApp' | 'ebook'
  bundleId?: string | undefined
  deviceFamilies: string[]
  genres: string[]
  version: string
  /** The number to compare with a device's `ExternalVersionIdentifier`. */
  externalId: number
  minimumOsVersion?: string | undefined
  sizeBytes: number
  /** In dollars; other stores ask the same number in their currency. */
  price: number
  /** `YYYY-MM-DD`. */
  releaseDate: string
  latestVersionReleaseDate: string
  description: string
  whatsNew?: string | undefined
  /** Seen only with the token of a location that owns it. */
  isCustomApp?: boolean | undefined
  deviceLicensing?: boolean | undefined
  /** Countries whose store does not have it. */
  missingIn?: string[] | undefined
  art?: CatalogArt | undefined
}

/** What may be changed of an item; members that are undefined change nothing. */
export type CatalogEdit = { [K in keyof Omit<CatalogItem, 'adamId' | 'art'>]?: CatalogItem[K] }
