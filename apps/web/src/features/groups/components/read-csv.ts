import type { GroupKind } from '@pomona/domain'
import Papa from 'papaparse'
import { normalName, withoutRepeats } from './member-lines.ts'
import type { MemberLines } from './member-lines.ts'

export type CsvRow = { cells: readonly string[]; line: number }

export type CsvTable = {
  rows: readonly CsvRow[]
  columnCount: number
  /** What keeps it from being read, by line. */
  faults: readonly { line: number; reason: 'quotes' }[]
}

/** The text of a file, in whichever encoding spreadsheets save it. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

/** Whether a file is an Excel workbook (a ZIP archive) in spite of its name. */
export const isWorkbook = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

const isBlank = ({ cells }: CsvRow) => cells.every((cell) => cell.trim() === '')

/** Reads comma-, semicolon- or tab-separated values, each row with the line on which it begins. */
export function readCsv(text: string): CsvTable {
  const rows: CsvRow[] = []
  const faults: CsvTable['faults'][number][] = []
  let [line, end] = [1, 0]
  // Blank lines would mislead the guess.
  const { delimiter } = Papa.parse(text, { preview: 20, skipEmptyLines: 'greedy' }).meta
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      rows.push({ cells: data, line })
      if (errors.some(({ type }) => type === 'Quotes')) faults.push({ line, reason: 'quotes' })
      line += text.slice(end, meta.cursor).match(/\r\n|\r|\n/g)?.length ?? 0
      end = meta.cursor
    },
  })
  const filled = rows.filter((row) => !isBlank(row))
  return { rows: filled, columnCount: Math.max(0, ...filled.map(({ cells }) => cells.length)), faults }
}

const headers: Record<GroupKind, readonly RegExp[]> = {
  device: [/serial/i, /^s\/?n$/i],
  user: [/e-?mail/i, /managed.*apple|apple.*(id|account)/i, /user ?principal|^upn$/i, /account|address|user/i],
}
const looks: Record<GroupKind, RegExp> = { device: /^[a-z0-9]{8,14}$/i, user: /^\S+@\S+$/ }

/** Which column names the members, and whether the first row is a header; as good a guess as the file allows. */
export function guessColumn(kind: GroupKind, { rows, columnCount }: CsvTable): { column: number; hasHeader: boolean } {
  const first = rows[0]?.cells ?? []
  const fits = (cell: string | undefined) => looks[kind].test(cell?.trim() ?? '')
  for (const header of headers[kind]) {
    const column = first.findIndex((cell) => header.test(cell.trim()) && !fits(cell))
    if (column >= 0) return { column, hasHeader: true }
  }
  const sample = rows.slice(0, 200)
  const scores = Array.from(
    { length: columnCount },
    (_, column) => sample.filter(({ cells }) => fits(cells[column])).length,
  )
  const best = Math.max(0, ...scores)
  const column = best === 0 ? 0 : scores.indexOf(best)
  return { column, hasHeader: best > 0 && rows.length > 1 && !fits(first[column]) && best >= sample.length - 1 }
}

/** The members that a column names; rows without one are counted. */
export function namesOfColumn(
  kind: GroupKind,
  table: CsvTable,
  { column, hasHeader }: { column: number; hasHeader: boolean },
): MemberLines & { blankLines: number[] } {
  const named = table.rows
    .slice(hasHeader ? 1 : 0)
    .map(({ cells, line }) => ({ name: normalName(kind, cells[column] ?? ''), line }))
  return {
    ...withoutRepeats(named.filter(({ name }) => name !== '')),
    blankLines: named.filter(({ name }) => name === '').map(({ line }) => line),
  }
}
