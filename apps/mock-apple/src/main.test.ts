import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeCertificate } from './testing/make-certificate.ts'
import { startReceiver } from './testing/start-receiver.ts'

// Programs are started here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 })
const patience = { timeout: 20_000 }

let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mock-apple-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], MOCK_APPLE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(child)
  let said = ''
  child.stdout?.on('data', (chunk) => (said += String(chunk)))
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  return { child, said: () => said, ended: once(child, 'exit') }
}

async function start(env: Record<string, string> = {}) {
  const running = run(env)
  const address = () => /https?:\S+/.exec(running.said())?.[0]
  await expect.poll(address, patience).toBeTruthy()
  return { ...running, url: address() ?? '' }
}

const post = async (url: string, body: object, token = '') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
const locations = async (url: string) =>
  (await (await fetch(`${url}/_mock/locations`)).json()) as { uId: string; locationName: string; tokenFile: string }[]
const makeLocation = async (url: string, locationName: string) => post(`${url}/_mock/locations`, { locationName })

it('says in one line where it is', async () => {
  const { said } = await start()
  expect(said()).toMatch(/^Mock Apple: http:\/\/127\.0\.0\.1:\d+\n$/)
})

it.each(['SIGTERM', 'SIGINT'] as const)('ends at %s with status 0, keeping its state', async (signal) => {
  const state = join(folder, 'deep', 'state.json')
  const { child, url, ended } = await start({ MOCK_APPLE_STATE: state })
  await makeLocation(url, 'Kept Orchard')
  child.kill(signal)
  await expect(ended).resolves.toEqual([0, null])
  expect(readFileSync(state, 'utf8')).toContain('Kept Orchard')
})

it('ends when whoever started it is gone', async () => {
  const { child, ended } = await start()
  child.disconnect()
  await expect(ended).resolves.toEqual([0, null])
})

it('goes on after being killed, with the same tokens and what was assigned', async () => {
  const env = { MOCK_APPLE_STATE: join(folder, 'state.json') }
  const first = await start(env)
  const before = await locations(first.url)
  const [location] = before
  const request = { assets: [{ adamId: '1000000101' }], serialNumbers: ['KILLED000001'] }
  await post(`${first.url}/mdm/v2/assets/associate`, request, location?.tokenFile)
  await expect
    .poll(() => existsSync(env.MOCK_APPLE_STATE) && readFileSync(env.MOCK_APPLE_STATE, 'utf8'), patience)
    .toContain('KILLED000001')
  first.child.kill('SIGKILL')
  await first.ended
  const second = await start(env)
  await expect(locations(second.url)).resolves.toEqual(before)
  const held = async () =>
    (await fetch(`${second.url}/_mock/locations/${location?.uId}/assignments?serialNumber=KILLED000001`)).json()
  await expect.poll(held, patience).toHaveLength(1)
})

describe('notifications', () => {
  const subscribe = async (url: string, notificationUrl: string) => {
    const [location] = await locations(url)
    const subscription = { notificationUrl, notificationAuthToken: 'hush', notificationTypes: ['ASSET_MANAGEMENT'] }
    const answer = await post(`${url}/mdm/v2/client/config`, subscription, location?.tokenFile)
    return { location, answer: (await answer.json()) as { errorNumber?: number } }
  }

  it('leave by themselves, to an address whose private authority Node was told to trust', async () => {
    const tls = makeCertificate()
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, tls.cert)
    const receiver = await startReceiver({ tls })
    const { url } = await start({ NODE_EXTRA_CA_CERTS: ca })
    const { location, answer } = await subscribe(url, receiver.url)
    expect(answer.errorNumber).toBeUndefined()
    const request = { assets: [{ adamId: '1000000101' }], serialNumbers: ['NOTIFIED0001'] }
    await post(`${url}/mdm/v2/assets/associate`, request, location?.tokenFile)
    await expect
      .poll(() => receiver.of('ASSET_MANAGEMENT'), patience)
      .toMatchObject([{ notification: { result: 'SUCCESS', assignments: [{ serialNumber: 'NOTIFIED0001' }] } }])
    await receiver.close()
  })

  it('go to nobody whose certificate is not trusted, and in plain http only where a switch lets them', async () => {
    const [secure, plain] = [await startReceiver({ tls: makeCertificate() }), await startReceiver()]
    const strict = await start()
    await expect(subscribe(strict.url, secure.url)).resolves.toMatchObject({ answer: { errorNumber: 9728 } })
    await expect(subscribe(strict.url, plain.url)).resolves.toMatchObject({ answer: { errorNumber: 9712 } })
    const lenient = await start({ MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: '1' })
    await expect(subscribe(lenient.url, plain.url)).resolves.toMatchObject({ answer: { notificationUrl: plain.url } })
    await Promise.all([secure.close(), plain.close()])
  })

  it('are tried again until they are taken, over the time that was set', async () => {
    const receiver = await startReceiver()
    const { url } = await start({
      MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: '1',
      MOCK_APPLE_NOTIFICATION_SPAN_MS: '100',
    })
    const { location } = await subscribe(url, receiver.url)
    receiver.answer = () => 500
    const request = { assets: [{ adamId: '1000000101' }], serialNumbers: ['NOTIFIED0001'] }
    await post(`${url}/mdm/v2/assets/associate`, request, location?.tokenFile)
    await expect.poll(() => receiver.of('ASSET_MANAGEMENT').length, patience).toBe(3)
    await receiver.close()
  })
})

it('sets a state aside that it cannot read', async () => {
  const state = join(folder, 'state.json')
  writeFileSync(state, '{"format": 1, "cat')
  const { url } = await start({ MOCK_APPLE_STATE: state })
  await expect(locations(url)).resolves.toHaveLength(2)
  expect(existsSync(`${state}.unreadable`)).toBe(true)
})

it('names the variable when the port is taken', async () => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const { port } = blocker.address() as AddressInfo
  const { said, ended } = run({ MOCK_APPLE_PORT: String(port) })
  await expect(ended).resolves.toEqual([1, null])
  expect(said()).toBe(`Mock Apple cannot start: Port ${port} is taken. Set MOCK_APPLE_PORT to another one.\n`)
  blocker.close()
})

it('leaves the state to the one that has the port', async () => {
  const state = join(folder, 'state.json')
  const { url } = await start({ MOCK_APPLE_STATE: state })
  await expect.poll(() => existsSync(state), patience).toBe(true)
  const before = statSync(state).mtimeMs
  const { ended } = run({ MOCK_APPLE_PORT: new URL(url).port, MOCK_APPLE_STATE: state })
  await expect(ended).resolves.toEqual([1, null])
  expect(statSync(state).mtimeMs).toBe(before)
})

it('speaks https with a certificate, and names itself so', async () => {
  const { key, cert } = makeCertificate()
  const [keyPath, certPath] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  writeFileSync(keyPath, key)
  writeFileSync(certPath, cert)
  const { url } = await start({ MOCK_APPLE_TLS_KEY: keyPath, MOCK_APPLE_TLS_CERT: certPath })
  expect(url).toMatch(/^https:/)
  const request = get(`${url}/mdm/v2/service/config`, { ca: cert })
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>]
  let text = ''
  for await (const chunk of response) text += chunk.toString()
  expect(JSON.parse(text)).toMatchObject({ urls: { getAssets: `${url}/mdm/v2/assets` } })
})

it('names the variables of a certificate that it cannot use', async () => {
  writeFileSync(join(folder, 'key.pem'), 'no key')
  const missing = run({ MOCK_APPLE_TLS_KEY: join(folder, 'key.pem'), MOCK_APPLE_TLS_CERT: join(folder, 'none.pem') })
  await expect(missing.ended).resolves.toEqual([1, null])
  expect(missing.said()).toMatch(/^Mock Apple cannot start: MOCK_APPLE_TLS_KEY and MOCK_APPLE_TLS_CERT do not work: /)
})

it('names every variable that is wrong', async () => {
  const { said, ended } = run({ MOCK_APPLE_PORT: 'eighty', MOCK_APPLE_TRUST_PROXY: 'yes' })
  await expect(ended).resolves.toEqual([1, null])
  expect(said()).toMatch(/MOCK_APPLE_PORT: .*\nMOCK_APPLE_TRUST_PROXY: /)
})
