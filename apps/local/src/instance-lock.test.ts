import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockDataDir } from './instance-lock.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pomona-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const me = { pid: 4711, url: 'http://127.0.0.1:8080', children: [{ name: 'api', pid: 4712 }], isStopping: false }

async function lockInAnotherProcess(): Promise<ChildProcess> {
  const code = `
    const { lockDataDir } = await import(${JSON.stringify(new URL('instance-lock.ts', import.meta.url).href)})
    lockDataDir(${JSON.stringify(dataDir)}).record(${JSON.stringify(me)})
    console.log('locked')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

it('refuses a second start on the same data, and says where the first one is', async () => {
  const other = await lockInAnotherProcess()
  try {
    expect(() => lockDataDir(dataDir)).toThrow(/already runs on the data in .*process 4711, http:\/\/127\.0\.0\.1:8080/)
  } finally {
    other.kill('SIGKILL')
    await once(other, 'exit')
  }
})

it('lets the next one in after a kill, whoever has the number of the process now, and tells it what was left behind', async () => {
  const other = await lockInAnotherProcess()
  other.kill('SIGKILL')
  await once(other, 'exit')
  writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ ...me, pid: process.pid }))

  const lock = lockDataDir(dataDir)
  expect(lock.previous?.children).toEqual(me.children)
  lock.release()
})

it('is free again after a release, and a note that is cut short is no obstacle', () => {
  const first = lockDataDir(dataDir)
  first.record(me)
  first.release()
  writeFileSync(join(dataDir, 'running.json'), '{"pid":')
  const second = lockDataDir(dataDir)
  expect(second.previous).toBeUndefined()
  second.release()
})

it('tells a data folder that may not be written to from one that is in use', () => {
  mkdirSync(join(dataDir, 'running.lock'))
  expect(() => lockDataDir(dataDir)).toThrow(/may not write to the data folder/)
})
