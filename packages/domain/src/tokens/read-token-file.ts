/** What a `.vpptoken` file says of itself. `contentToken` is the file's own text, trimmed: it is the credential, byte for byte. */
export type TokenFile = { contentToken: string; organizationName: string; expiresAt: Date }

/** What can be wrong with a file, and what to tell the person who chose it. */
export const tokenFileProblems = {
  empty: 'The file is empty. Download the token again from Apple Business Manager or Apple School Manager.',
  tooLarge:
    'The file is too large to be a token. A token file has a few hundred characters: choose the .vpptoken file.',
  notBase64:
    'This is not a token file: it holds characters that no token has. Choose the .vpptoken file exactly as Apple gave it.',
  decoded:
    'The file holds the decoded contents of a token. Upload the .vpptoken file exactly as Apple gave it, without decoding it.',
  encodedTwice: 'The token in this file was encoded a second time. Upload the .vpptoken file exactly as Apple gave it.',
  notJson: 'This is not a token file: what it encodes is not what Apple writes into a token. Download the token again.',
  missingField:
    'The token is incomplete: it must hold token, expDate and orgName as texts. Download it again from Apple.',
  badDate: 'The token’s expiry date cannot be read. Download it again from Apple.',
} as const
export type TokenFileProblem = keyof typeof tokenFileProblems

export type TokenFileResult = { ok: true; file: TokenFile } | { ok: false; problem: TokenFileProblem }

const lengthMax = 20_000

/** Reads a `.vpptoken` file. The text itself is the credential: it is kept byte for byte and never encoded anew. */
export function readTokenFile(text: string): TokenFileResult {
  const contentToken = text.replace(/^\uFEFF/, '').trim()
  if (contentToken === '') return wrong('empty')
  if (contentToken.length > lengthMax) return wrong('tooLarge')
  if (isRecord(parseJson(contentToken))) return wrong('decoded')
  const decoded = decodeBase64(contentToken)
  if (decoded === undefined) return wrong('notBase64')
  const content = parseJson(decoded)
  if (!isRecord(content))
    return wrong(isRecord(parseJson(decodeBase64(decoded.trim()) ?? '')) ? 'encodedTwice' : 'notJson')

  const { token, expDate, orgName } = content
  if (!isText(token) || !isText(expDate) || !isText(orgName)) return wrong('missingField')
  const expiresAt = parseAppleDate(expDate)
  if (expiresAt === undefined) return wrong('badDate')
  return { ok: true, file: { contentToken, organizationName: orgName, expiresAt } }
}

/** Apple writes the offset without a colon (`2030-11-08T22:33:22+0000`), which not every engine reads. */
export function parseAppleDate(text: string): Date | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})$/.exec(text.trim())
  if (parts === null) return undefined
  const offset = parts[2]?.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')
  const date = new Date(`${parts[1]}${offset}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Both are part of every JavaScript platform, but not of the language's own library. */
declare function atob(text: string): string
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

function decodeBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return undefined
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const wrong = (problem: TokenFileProblem): TokenFileResult => ({ ok: false, problem })
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
