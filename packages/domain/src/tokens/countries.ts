const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Codes that have a name and are no country: unions, pseudo-locales, parts that have no code of their own in ISO 3166-1. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA', 'HV'])

/** Whether two upper-case letters are the code of a country or region (ISO 3166-1, and Kosovo's XK, which has a store). */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !noCountries.has(code) && nameOf(code) !== undefined
}

/** A country's English name; of a code that is none, the code. */
export function countryName(code: string): string {
  return nameOf(code) ?? code
}

/** Former codes are given the name of the country that followed, which is no reason to accept them. */
function nameOf(code: string): string | undefined {
  const isCurrent = new Intl.Locale('und', { region: code }).region === code && canonical(code) === code
  return isCurrent ? names.of(code) : undefined
}

const canonical = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0]?.slice(4)
