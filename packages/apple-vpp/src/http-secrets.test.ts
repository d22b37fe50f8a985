import { inspect } from 'node:util'
import { Secret } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import type { ConversationEntry } from './http/exchange.ts'
import { collect, credential, openHttpClient, tokenText } from './testing/open-http-client.ts'
import type { ScriptedAnswer } from './testing/scripted-server.ts'
import { subscribedTypes } from './vpp-client.ts'

const hookSecret = 'a-shared-secret-of-the-hook'

/** Everything that somebody who catches an error, or prints it with all that hangs on it, could see. */
function allThatIsSeen(error: unknown): string {
  const seen: string[] = []
  for (let each = error; each instanceof Error; each = each.cause) {
    seen.push(each.message, each.stack ?? '', inspect(each, { depth: 20, showHidden: true, maxStringLength: null }))
    seen.push(JSON.stringify(Object.entries(each)))
  }
  return seen.join('\n')
}

/** Answers that go wrong, some of which say back what they were sent. */
const answers: [string, ScriptedAnswer][] = [
  ['a refusal', { status: 401, json: { errorNumber: 9622, errorMessage: `No token ${tokenText}` } }],
  ['a refusal that names the token', { status: 400, json: { errorNumber: 9602, errorInfo: { token: tokenText } } }],
  [
    'a gateway’s page that says the request back',
    { status: 502, text: `<pre>Bearer ${tokenText} ${hookSecret}</pre>` },
  ],
  ['an answer that is no JSON', { text: `token=${tokenText} ${hookSecret}` }],
  [
    'an answer of another form',
    { json: { uId: tokenText, totalPages: tokenText, results: tokenText, notificationAuthToken: hookSecret } },
  ],
  ['a cut connection', { cut: 'before' }],
  ['a cut answer', { json: { token: tokenText }, cut: 'midBody' }],
  ['no answer', { hang: true }],
]

describe.each(answers)(
  'the token and the secret of the hook are in no error and in no log after %s',
  (_what, answer) => {
    it('whatever was asked', async () => {
      const entries: ConversationEntry[] = []
      const paths = ['/client/config', '/assets', '/assignments', '/users', '/assets/associate', '/status', '/lookup']
      const { client } = await openHttpClient(Object.fromEntries(paths.map((path) => [path, [answer]])), {
        onConversation: (entry) => entries.push(entry),
        patience: { attempts: 1 },
        timeoutMs: 200,
      })
      const given = { ...credential, about: 'token-1', mdmId: 'mine' }
      const subscription = {
        url: 'https://console.example.test/hooks',
        secret: new Secret(hookSecret),
        types: subscribedTypes,
      }
      const request = { assets: [{ adamId: '1', pricingParam: 'STDQ' as const }], targetType: 'device' as const }
      const calls: (() => Promise<unknown>)[] = [
        async () => client.getLocation(given),
        async () => client.subscribe(given, subscription),
        async () => collect(client.readAssets(given)),
        async () => collect(client.readAssociations(given)),
        async () => collect(client.readUsers(given)),
        async () => client.associate(given, { ...request, targets: ['S'] }),
        async () => client.getEvent(given, 'event-1'),
        async () => client.lookUpMetadata({ ...given, adamIds: ['1'], platform: 'enterprisestore', country: 'DE' }),
      ]
      const seen: string[] = []
      for (const call of calls) {
        const error: unknown = await call().then(
          () => undefined,
          (reason: unknown) => reason,
        )
        expect(error).toMatchObject({ name: 'AppleError' })
        seen.push(allThatIsSeen(error))
      }
      const everything = seen.join('\n') + inspect(entries, { depth: 20 }) + JSON.stringify(entries)
      expect(entries.length).toBeGreaterThanOrEqual(calls.length)
      for (const secret of [tokenText, hookSecret]) expect(everything.includes(secret)).toBe(false)
    })
  },
)

it('a token that cannot go into a header is not named either', async () => {
  const { client } = await openHttpClient({})
  const text = 'broken\u0007token-text'
  const error: unknown = await client.getLocation({ contentToken: new Secret(text) }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'token_invalid' })
  expect(allThatIsSeen(error).includes('token-text')).toBe(false)
})
