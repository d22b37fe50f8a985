import type { LocationSeed } from '@pomona/apple-vpp/fake'
import { ask, type startMock } from './start-mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>

/** A location at the mock, and its token's way to ask. */
export function openLocation(mock: Mock, seed: Partial<LocationSeed> = {}) {
  const { uId, tokenFile } = mock.fake.addLocation({ locationName: 'Orchard', ...seed })
  const get = async (path: string, headers: Record<string, string> = {}) =>
    ask(`${mock.origin}/mdm/v2${path}`, { headers: { authorization: `Bearer ${tokenFile}`, ...headers } })
  const post = async (path: string, body: unknown) =>
    sendJson(`${mock.origin}/mdm/v2${path}`, body, { token: tokenFile })
  const status = async (eventId: unknown) => (await get(`/status?eventId=${String(eventId)}`)).json
  return {
    uId,
    tokenFile,
    get,
    post,
    status,
    /** Writes, lets the event's time pass, and tells how it ended. */
    async finish(path: string, body: unknown) {
      const answer = await post(path, body)
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
      mock.clock.now += 400
      return status(answer.json['eventId'])
    },
    async list(path: string) {
      const { json } = await get(path)
      const name = /^\/(assets|assignments|users)/.exec(path)?.[1] ?? ''
      return json[name] as Record<string, string>[]
    },
    /** Behind the counter, below the location. */
    mock: async (path: string, body: unknown, method = 'POST') =>
      sendJson(`${mock.origin}/_mock/locations/${uId}${path}`, body, { method }),
    async fault(body: object) {
      const answer = await sendJson(`${mock.origin}/_mock/locations/${uId}/fault`, body)
      if (answer.status !== 201) throw new Error(`${JSON.stringify(body)}: ${answer.text}`)
      return answer.json
    },
  }
}

export type OpenLocation = ReturnType<typeof openLocation>

export async function sendJson(url: string, body?: unknown, options: { method?: string; token?: string } = {}) {
  const { method = 'POST', token } = options
  return ask(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
