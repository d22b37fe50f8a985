/** One serial number and the line on which it was pasted. */
export type SerialLine = { serial: string; line: number }

/** Reads pasted serial numbers: by line, comma, semicolon, tab or space; each counted once. */
export function readSerialLines(text: string): SerialLine[] {
  const found = new Map<string, SerialLine>()
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    for (const part of content.split(/[\s,;]+/)) {
      const serial = part.trim().toUpperCase()
      if (serial && !found.has(serial)) found.set(serial, { serial, line: index + 1 })
    }
  }
  return [...found.values()]
}

/** Which of the sent serial numbers the server complained about, with its reason. */
export function faultsOf(
  sent: readonly SerialLine[],
  details: readonly { path: string; message: string }[],
): { serial: string; line: number; message: string }[] {
  return details.flatMap(({ path, message }) => {
    const index = /(?:^|\.)addSerialNumbers\.(\d+)$/.exec(path)?.[1]
    const entry = index === undefined ? undefined : sent[Number(index)]
    return entry ? [{ ...entry, message }] : []
  })
}

/** The pasted text without these serial numbers. */
export function withoutSerials(text: string, serials: ReadonlySet<string>): string {
  return readSerialLines(text)
    .filter(({ serial }) => !serials.has(serial))
    .map(({ serial }) => serial)
    .join('\n')
}
