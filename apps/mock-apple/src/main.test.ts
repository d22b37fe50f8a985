import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

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
  const address = () => /http:\S+/.exec(running.said())?.[0]
  await expect.poll(address, patience).toBeTruthy()
  return { ...running, url: address() ?? '' }
}

const locations = async (url: string) =>
  (await (await fetch(`${url}/_mock/locations`)).json()) as { uId: string; locationName: string; tokenFile: string }[]
const makeLocation = async (url: string, locationName: string) =>
  fetch(`${url}/_mock/locations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locationName }),
  })

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
  await fetch(`${first.url}/mdm/v2/assets/associate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${location?.tokenFile}`, 'content-type': 'application/json' },
    body: JSON.stringify({ assets: [{ adamId: '1000000101' }], serialNumbers: ['KILLED000001'] }),
  })
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

it('names every variable that is wrong', async () => {
  const { said, ended } = run({ MOCK_APPLE_PORT: 'eighty', MOCK_APPLE_PAGE_SIZE: '0' })
  await expect(ended).resolves.toEqual([1, null])
  expect(said()).toMatch(/MOCK_APPLE_PORT: .*\nMOCK_APPLE_PAGE_SIZE: /)
})
