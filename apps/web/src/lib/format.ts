const locale = 'en-US'
const integer = new Intl.NumberFormat(locale)
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const regionNames = new Intl.DisplayNames(locale, { type: 'region' })

export function formatCount(value: number): string {
  return integer.format(value)
}

const ordinals = new Intl.PluralRules(locale, { type: 'ordinal' })
const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' }

/** "1st", "22nd", "1,013th". */
export function formatOrdinal(value: number): string {
  return `${formatCount(value)}${suffixes[ordinals.select(value)] ?? 'th'}`
}

/** "1 device", "214 devices". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

export function formatExactTime(iso: string): string {
  return exact.format(new Date(iso))
}

export function formatDay(iso: string): string {
  return day.format(new Date(iso))
}

const steps = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const

/** "3 hours ago", "in 12 days", "just now". */
export function formatRelative(iso: string, now: Date): string {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000)
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds)
  if (!step) return 'just now'
  return relative.format(Math.trunc(seconds / step.seconds), step.unit)
}

/** "United States" for "US"; the code itself where it has no name. */
export function regionName(code: string): string {
  return regionNames.of(code) ?? code
}

export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** power
  return `${value.toLocaleString(locale, { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${units[power]}`
}
