import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, isAlive } from '@pomona/db/embedded'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepRunning, type Program } from './program.ts'

vi.setConfig({ testTimeout: 30_000 })
const patience = { timeout: 20_000, interval: 20 }

let folder: string
const programs: Program[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pomona-program-'))
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop(0)))
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

function write(code: string): string {
  const script = join(folder, 'program.mjs')
  writeFileSync(script, code)
  return script
}

function start(code: string): Program {
  const spec = { name: 'stub', title: 'The stub', script: write(code), env: process.env }
  const program = keepRunning(spec, { dataDir: folder, echoAll: false, changed: () => undefined })
  programs.push(program)
  return program
}

const pidOf = (program: Program) => program.child()?.pid ?? 0
const stays = "process.send('ready'); setInterval(() => undefined, 1000)"

it('starts a program again that was killed', async () => {
  const program = start(stays)
  await program.ready(AbortSignal.timeout(20_000))
  const first = pidOf(program)
  process.kill(first, 'SIGKILL')
  await vi.waitFor(() => expect([0, first]).not.toContain(pidOf(program)), patience)
})

it('says what a program had to say that ends before it is ready', async () => {
  const program = start("console.error('PORT is missing'); process.exit(3)")
  await expect(program.ready(AbortSignal.timeout(20_000))).rejects.toThrow(/exit status 3[^]*PORT is missing/)
})

it('kills a program that does not want to end', async () => {
  const program = start(`process.on('SIGTERM', () => undefined); ${stays}`)
  await program.ready(AbortSignal.timeout(20_000))
  const pid = pidOf(program)
  await program.stop(100)
  expect(isAlive(pid)).toBe(false)
})

it('leaves no program behind when the supervisor itself is killed, even one that does not listen', async () => {
  const pidFile = join(folder, 'pid')
  const script = write(`
    import { writeFileSync } from 'node:fs'
    writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))
    setInterval(() => undefined, 1000)`)
  const supervisor = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { keepRunning } = await import(${JSON.stringify(new URL('program.ts', import.meta.url).href)})
     const spec = { name: 'stub', title: 'The stub', script: ${JSON.stringify(script)}, env: process.env }
     keepRunning(spec, { dataDir: ${JSON.stringify(folder)}, echoAll: false, changed() {} })`,
  ])
  await vi.waitFor(() => expect(existsSync(pidFile)).toBe(true), patience)
  supervisor.kill('SIGKILL')
  await once(supervisor, 'exit')
  const pid = Number(readFileSync(pidFile, 'utf8'))
  await vi.waitFor(() => expect(commandOf(pid)).toBe(''), patience)
})
