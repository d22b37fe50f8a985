/** One serial number, the line on which it was pasted, and where in the text it stands. */
export type SerialLine = { serial: string; line: number; start: number; end: number }

// Spreadsheets put quotation marks around what they export.
const serialOrLineEnd = /[^\s,;"']+|\r\n|\r|\n/g

/** Reads pasted serial numbers, however they are separated. One that comes again is left out and counted. */
export function readSerials(text: string): { lines: SerialLine[]; repeatedCount: number } {
  const found = new Map<string, SerialLine>()
  let repeatedCount = 0
  let line = 1
  for (const { 0: part, index: start } of text.matchAll(serialOrLineEnd)) {
    const serial = part.trim().toUpperCase()
    if (serial === '') line += 1
    else if (found.has(serial)) repeatedCount += 1
    else found.set(serial, { serial, line, start, end: start + part.length })
  }
  return { lines: [...found.values()], repeatedCount }
}

/** Which of the serial numbers that were sent the server does not know. */
export function refusedSerials(sent: readonly string[], details: readonly { path: string }[]): ReadonlySet<string> {
  return new Set(
    details.flatMap(({ path }) => {
      const index = /(?:^|\.)addSerialNumbers\.(\d+)$/.exec(path)?.[1]
      return (index === undefined ? undefined : sent[Number(index)]) ?? []
    }),
  )
}
