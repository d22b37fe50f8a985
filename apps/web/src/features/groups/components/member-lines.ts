import type { GroupKind } from '@pomona/domain'

/** Somebody named in a list: a serial number, or an address of a person. */
export type MemberLine = {
  name: string
  line: number
  /** Where in the text it stands, if it was pasted. */
  start?: number
  end?: number
}

export type MemberLines = {
  lines: MemberLine[]
  /** Those that came again, each with the line on which they stand first; they are left out. */
  repeats: { name: string; line: number; firstLine: number }[]
}

/** As the server compares them: serial numbers in capitals, addresses in small letters. */
export function normalName(kind: GroupKind, text: string): string {
  const trimmed = text.trim()
  return kind === 'device' ? trimmed.toUpperCase() : trimmed.toLowerCase()
}

/** Leaves out whoever is named again, and says so. */
export function withoutRepeats(named: Iterable<MemberLine>): MemberLines {
  const found = new Map<string, MemberLine>()
  const repeats: MemberLines['repeats'] = []
  for (const member of named) {
    const first = found.get(member.name)
    if (first) repeats.push({ name: member.name, line: member.line, firstLine: first.line })
    else found.set(member.name, member)
  }
  return { lines: [...found.values()], repeats }
}

// Spreadsheets put quotation marks around what they export, mail programs angle brackets around addresses.
const nameOrLineEnd = /[^\s,;"'<>]+|\r\n|\r|\n/g

/** Reads pasted serial numbers or addresses, however they are separated. */
export function readNames(kind: GroupKind, text: string): MemberLines {
  const named: MemberLine[] = []
  let line = 1
  for (const { 0: part, index: start } of text.matchAll(nameOrLineEnd)) {
    if (part.trim() === '') line += 1
    else named.push({ name: normalName(kind, part), line, start, end: start + part.length })
  }
  return withoutRepeats(named)
}

type SentNames = { addSerialNumbers?: string[] | undefined; addEmails?: string[] | undefined }

/** Which of the names that were sent the server does not know. */
export function refusedNames(sent: SentNames, details: readonly { path: string }[]): ReadonlySet<string> {
  const names = sent.addSerialNumbers ?? sent.addEmails ?? []
  return new Set(
    details.flatMap(({ path }) => {
      const index = /(?:^|\.)add(?:SerialNumbers|Emails)\.(\d+)$/.exec(path)?.[1]
      return (index === undefined ? undefined : names[Number(index)]) ?? []
    }),
  )
}
