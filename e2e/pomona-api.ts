import { demoPassword } from './programs.ts'

export type Asset = {
  id: string
  adamId: string
  pricingParam: string
  name: string
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
  promisedCount: number
  waitingCount: number
  deviceAssignable: boolean
}
export type ListOf<T> = { value: T[]; totalCount: number; nextCursor?: string }
export type License = { target: string; standing: string; place: number | null }
export type Answer<T> = { status: number; etag: string | null; body: T }

/** A script's view of the API: bearer token, JSON, nothing else. */
export type PomonaApi = {
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>
  uploadToken(file: string): Promise<string>
  /** Apps and books of a token. */
  assetsOf(tokenId: string): Promise<Asset[]>
  /** Makes a device group of `size` devices of the demo organization; answers their serial numbers in the order of the line. */
  makeGroup(name: string, size: number): Promise<{ id: string; serialNumbers: string[] }>
  assign(appId: string, lines: object[]): Promise<void>
}

export async function signInToApi(consoleUrl: string, email = 'admin@pomona.example'): Promise<PomonaApi> {
  let authorization = ''
  const call: PomonaApi['call'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${consoleUrl}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      etag: answer.headers.get('etag'),
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
  const must: PomonaApi['call'] = async (method, path, body, headers) => {
    const answer = await call<never>(method, path, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
  const signedIn = await must<{ accessToken: string }>('POST', '/auth/sign-in', { email, password: demoPassword })
  authorization = `Bearer ${signedIn.body.accessToken}`

  /** Downwards by serial number: devices that hide theirs, which no license can be tied to, come last. Who has left gets nothing. */
  const devicesThatGetApps = async (count: number) => {
    const devices: { id: string; serialNumber: string }[] = []
    let cursor = ''
    while (devices.length < count) {
      const { body } = await must<ListOf<{ id: string; serialNumber: string; enrollmentState: string }>>(
        'GET',
        `/devices?limit=200&sort=-serialNumber${cursor}`,
      )
      devices.push(...body.value.filter(({ enrollmentState }) => enrollmentState !== 'unenrolled'))
      if (body.nextCursor === undefined) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    return devices.slice(0, count)
  }

  return {
    call,
    async uploadToken(file) {
      const settings = { appleId: 'apps@pomona.example', automaticAppUpdates: true }
      const { body } = await must<{ id: string }>('POST', '/tokens', { file, ...settings })
      return body.id
    },
    async assetsOf(tokenId) {
      const lists = await Promise.all(
        ['apps', 'books'].map((kind) => must<ListOf<Asset>>('GET', `/${kind}?limit=200&tokenId=${tokenId}`)),
      )
      return lists.flatMap(({ body }) => body.value)
    },
    async makeGroup(name, size) {
      const devices = await devicesThatGetApps(size)
      const { body: group } = await must<{ id: string }>('POST', '/groups', { displayName: name, kind: 'device' })
      await must('PUT', `/groups/${group.id}/members`, { ids: devices.map((device) => device.id) })
      return { id: group.id, serialNumbers: devices.map((device) => device.serialNumber) }
    },
    async assign(appId, lines) {
      const { etag } = await must('GET', `/apps/${appId}/assignments`)
      await must('PUT', `/apps/${appId}/assignments`, { assignments: lines }, { 'if-match': etag ?? '' })
    },
  }
}
