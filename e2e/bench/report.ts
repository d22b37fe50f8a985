/** One line of a bench. What does not apply to a case is absent. */
export type BenchResult = {
  bench: string
  case: string
  seconds: number
  /** The bare limit, measured in the same run right before and right after. */
  bareSeconds?: number
  /** `seconds` as a multiple of the bare limit. */
  ratio?: number
  /** `seconds` as a share of the first sync of the same location. */
  shareOfFirst?: number
  requests?: number
  /** The program's memory at its highest, and how much that is above what it had before. */
  peakRssMb?: number
  growthMb?: number
  /** 95 of 100 were faster. */
  p95Ms?: number
  /** The most that is allowed, in words, and whether it was kept. */
  target?: string
  isMet?: boolean
}

const columns: [title: string, text: (result: BenchResult) => string][] = [
  ['case', (result) => result.case],
  ['seconds', ({ seconds }) => seconds.toFixed(2)],
  ['bare limit', ({ bareSeconds }) => bareSeconds?.toFixed(2) ?? ''],
  ['ratio', ({ ratio }) => ratio?.toFixed(2) ?? ''],
  ['of first', ({ shareOfFirst }) => (shareOfFirst === undefined ? '' : `${(shareOfFirst * 100).toFixed(1)} %`)],
  ['p95', ({ p95Ms }) => (p95Ms === undefined ? '' : `${Math.round(p95Ms)} ms`)],
  ['requests', ({ requests }) => requests?.toString() ?? ''],
  ['peak memory', ({ peakRssMb }) => (peakRssMb === undefined ? '' : `${Math.round(peakRssMb)} MB`)],
  ['growth', ({ growthMb }) => (growthMb === undefined ? '' : `${Math.round(growthMb)} MB`)],
  ['target', ({ target, isMet }) => (target === undefined ? '' : `${target}: ${isMet === true ? 'kept' : 'MISSED'}`)],
]

/** The results as a table of text. */
export function formatTable(results: readonly BenchResult[]): string {
  const used = columns.filter(([, text]) => results.some((result) => text(result) !== ''))
  const rows = [used.map(([title]) => title), ...results.map((result) => used.map(([, text]) => text(result)))]
  const widths = used.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row.map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))),
    )
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n')
}
