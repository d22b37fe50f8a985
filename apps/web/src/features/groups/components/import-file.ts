import type { GroupKind } from '@pomona/domain'
import { namesOfColumn, decodeText, guessColumn, isWorkbook, readCsv } from './read-csv.ts'
import type { CsvTable } from './read-csv.ts'

/** A file to import members from, and how it is read. */
export type ImportFile = {
  fileName: string
  /** Why it cannot be read at all. */
  problem?: 'tooLarge' | 'workbook' | 'empty'
  table?: CsvTable
  column: number
  hasHeader: boolean
  /** Names that nobody has and that were left out on purpose. */
  dropped: ReadonlySet<string>
}

// Two hundred thousand rows of a wide export.
const bytesMax = 50_000_000

/** Reads a CSV file and guesses which column names the members. */
export async function readImportFile(kind: GroupKind, file: File): Promise<ImportFile> {
  const asRead = { fileName: file.name, column: 0, hasHeader: false, dropped: new Set<string>() }
  if (file.size > bytesMax) return { ...asRead, problem: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isWorkbook(bytes)) return { ...asRead, problem: 'workbook' }
  const table = readCsv(decodeText(bytes))
  if (table.rows.length === 0) return { ...asRead, problem: 'empty' }
  return { ...asRead, table, ...guessColumn(kind, table) }
}

/** Whom the file names, without those that were left out on purpose; nobody as long as it has faults. */
export function namesOfFile(kind: GroupKind, file: ImportFile | null): ReturnType<typeof namesOfColumn> {
  const none = { lines: [], repeats: [], blankLines: [] }
  if (!file?.table || file.table.faults.length > 0) return none
  const names = namesOfColumn(kind, file.table, file)
  return { ...names, lines: names.lines.filter(({ name }) => !file.dropped.has(name)) }
}
