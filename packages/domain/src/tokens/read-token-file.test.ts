import { describe, expect, it } from 'vitest'
import { parseAppleDate, readTokenFile } from './read-token-file.ts'

declare function btoa(text: string): string
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

const encode = (value: unknown) => btoa(typeof value === 'string' ? value : JSON.stringify(value))
const content = { token: 'c2VjcmV0', expDate: '2031-03-04T05:06:07+0000', orgName: 'ORG.0000000001' }

describe('reading a token file', () => {
  it('keeps the text of the file as the credential, byte for byte', () => {
    const text = btoa(JSON.stringify(content, null, 4))
    expect(readTokenFile(`\uFEFF${text}\r\n`)).toEqual({
      ok: true,
      file: { contentToken: text, organizationName: 'ORG.0000000001', expiresAt: new Date('2031-03-04T05:06:07Z') },
    })
  })

  it('reads a name outside ASCII', () => {
    const utf8 = btoa(
      String.fromCharCode(...new TextEncoder().encode(JSON.stringify({ ...content, orgName: 'Obstgärten' }))),
    )
    expect(readTokenFile(utf8)).toMatchObject({ ok: true, file: { organizationName: 'Obstgärten' } })
  })

  it.each([
    ['nothing', '', 'empty'],
    ['white space alone', ' \n\t ', 'empty'],
    ['a huge text', 'A'.repeat(20_001), 'tooLarge'],
    ['binary', '\u0000\u0001PK\u0003', 'notBase64'],
    ['plain text', 'Dear administrator, here is your token!', 'notBase64'],
    ['a web page', '<!doctype html><html></html>', 'notBase64'],
    ['base64 in the wrong place', 'AAA=BBB=', 'notBase64'],
    ['base64 with a letter too many', 'AAAAA', 'notBase64'],
    ['bytes that are no text', btoa('\u00ff\u00fe\u00fd'), 'notBase64'],
    ['the decoded contents', JSON.stringify(content), 'decoded'],
    ['a token encoded twice', encode(encode(content)), 'encodedTwice'],
    ['text that is not JSON', encode('hello'), 'notJson'],
    ['a JSON list', encode([content]), 'notJson'],
    ['JSON null', encode('null'), 'notJson'],
    ['cut off JSON', encode(JSON.stringify(content).slice(0, -5)), 'notJson'],
    ['no token', encode({ ...content, token: undefined }), 'missingField'],
    ['no date', encode({ ...content, expDate: undefined }), 'missingField'],
    ['no name', encode({ ...content, orgName: ' ' }), 'missingField'],
    ['a number for a name', encode({ ...content, orgName: 7 }), 'missingField'],
    ['a date that is no date', encode({ ...content, expDate: 'next year' }), 'badDate'],
    ['a date that does not exist', encode({ ...content, expDate: '2031-13-45T05:06:07+0000' }), 'badDate'],
  ])('refuses %s', (_what, text, problem) => {
    expect(readTokenFile(text)).toEqual({ ok: false, problem })
  })
})

it.each([
  ['2030-11-08T22:33:22+0000', '2030-11-08T22:33:22.000Z'],
  ['2030-11-08T22:33:22-0700', '2030-11-09T05:33:22.000Z'],
  ['2030-11-08T22:33:22+05:30', '2030-11-08T17:03:22.000Z'],
  ['2030-11-08T22:33:22Z', '2030-11-08T22:33:22.000Z'],
])('reads the date %s', (text, expected) => {
  expect(parseAppleDate(text)?.toISOString()).toBe(expected)
})
