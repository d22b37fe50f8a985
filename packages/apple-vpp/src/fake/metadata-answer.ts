import type { CatalogItem } from './catalog-item.ts'

/** Apple's number of a country's store, and its money. */
const storefronts: Readonly<Record<string, readonly [id: string, currency: string, locale: string]>> = {
  AT: ['143445', 'EUR', 'de-AT'],
  CA: ['143455', 'CAD', 'en-CA'],
  CH: ['143459', 'CHF', 'de-CH'],
  DE: ['143443', 'EUR', 'de-DE'],
  ES: ['143454', 'EUR', 'es-ES'],
  FR: ['143442', 'EUR', 'fr-FR'],
  GB: ['143444', 'GBP', 'en-GB'],
  IE: ['143449', 'EUR', 'en-IE'],
  IT: ['143450', 'EUR', 'it-IT'],
  JP: ['143462', 'JPY', 'ja-JP'],
  NL: ['143452', 'EUR', 'nl-NL'],
  US: ['143441', 'USD', 'en-US'],
}

/** Writes the look-up's answer for those of the ids that may be seen. */
export function metadataAnswer(
  items: CatalogItem[],
  { country, language, origin }: { country: string; language: string; origin: string },
): Record<string, unknown> {
  const [id = '143441'] = storefronts[country] ?? []
  return {
    results: Object.fromEntries(items.map((item) => [item.adamId, result(item, country, origin)])),
    version: 2,
    // Apple says so even when the cookie was accepted.
    isAuthenticated: false,
    meta: { storefront: { id, cc: country }, language: { tag: language } },
  }
}

function result(item: CatalogItem, country: string, origin: string): Record<string, unknown> {
  const slug = item.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const [, currency = 'USD', locale = 'en-US'] = storefronts[country] ?? []
  return {
    id: item.adamId,
    name: item.name,
    nameRaw: item.name,
    kind: item.kind,
    bundleId: item.bundleId,
    artistName: item.publisher,
    artwork: { width: 1024, height: 1024, url: `${origin}/artwork/${item.adamId}/{w}x{h}bb.{f}` },
    deviceFamilies: item.deviceFamilies,
    genreNames: item.genres,
    minimumOSVersion: item.minimumOsVersion,
    latestVersionReleaseDate: displayDate(item.latestVersionReleaseDate),
    releaseDate: item.releaseDate,
    url: `${origin}/${country.toLowerCase()}/${item.kind === 'ebook' ? 'book' : 'app'}/${slug}/id${item.adamId}`,
    isVppDeviceBasedLicensingEnabled: item.deviceLicensing ?? item.kind !== 'ebook',
    isB2BCustomApp: item.isCustomApp ?? false,
    offers: [
      {
        type: item.price === 0 ? 'get' : 'buy',
        price: item.price,
        priceFormatted: new Intl.NumberFormat(locale, { style: 'currency', currency }).format(item.price),
        version: { display: item.version, externalId: item.externalId },
        assets: [{ flavor: item.kind, size: item.sizeBytes }],
      },
    ],
    description: { standard: item.description },
    whatsNew: item.whatsNew,
  }
}

/** Apple writes this date for people: `Feb 3, 2030`. */
function displayDate(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  })
}
