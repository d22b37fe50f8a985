import type { LocationSeed } from '@pomona/apple-vpp/fake'
import { ask, type startMock } from './start-mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>

/** A location at the mock, and its token's way to ask. */
export function openLocation(mock: Mock, seed: Partial<LocationSeed> = {}) {
  const { uId, tokenFile } = mock.fake.addLocation({ locationName: 'Orchard', ...seed })
  const get = async (path: string, headers: Record<string, string> = {}) =>
    ask(`${mock.origin}/mdm/v2${path}`, { headers: { authorization: `Bearer ${tokenFile}`, ...headers } })
  const post = async (path: string, body: unknown) => postJson(`${mock.origin}/mdm/v2${path}`, body, tokenFile)
  return {
    uId,
    tokenFile,
    get,
    post,
    /** Writes, lets the event's time pass, and tells how it ended. */
    async finish(path: string, body: unknown) {
      const { status, json } = await post(path, body)
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`)
      mock.clock.now += 400
      return (await get(`/status?eventId=${String(json['eventId'])}`)).json
    },
    async list(path: string) {
      const { json } = await get(path)
      const name = /^\/(assets|assignments|users)/.exec(path)?.[1] ?? ''
      return json[name] as Record<string, string>[]
    },
    /** Behind the counter, below the location. */
    mock: async (path: string, body: unknown) => postJson(`${mock.origin}/_mock/locations/${uId}${path}`, body),
  }
}

export type OpenLocation = ReturnType<typeof openLocation>

export async function postJson(url: string, body: unknown, token?: string) {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  })
}
