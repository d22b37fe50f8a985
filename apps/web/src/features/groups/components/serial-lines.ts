/** One serial number and the line on which it was pasted. */
export type SerialLine = { serial: string; line: number }

/** Reads pasted serial numbers, however they are separated. One that comes again is left out and counted. */
export function readSerials(text: string): { lines: SerialLine[]; repeatedCount: number } {
  const found = new Map<string, SerialLine>()
  let repeatedCount = 0
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    // Spreadsheets put quotation marks around what they export.
    for (const part of content.split(/[\s,;"']+/)) {
      const serial = part.toUpperCase()
      if (serial && found.has(serial)) repeatedCount += 1
      else if (serial) found.set(serial, { serial, line: index + 1 })
    }
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
