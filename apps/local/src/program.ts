import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { signalProcess } from '@pomona/db/embedded'
import { root } from './env.ts'
import { openProgramLog } from './program-log.ts'
import { red, say } from './screen.ts'
import { StartRefused } from './start-refused.ts'

export type ProgramSpec = {
  name: string
  /** What it is called in messages: "The API". */
  title: string
  /** The file that Node runs, seen from the repository's root. */
  script: string
  args?: string[]
  cwd?: string
  env: NodeJS.ProcessEnv
  /** Answers 200 once the program can be used. A program without one sends the message `ready`. */
  readyUrl?: string
}

export type Program = {
  spec: ProgramSpec
  /** Its process, while it has one. */
  child(): { name: string; pid: number } | undefined
  ready(signal: AbortSignal): Promise<void>
  /** Ends the program now and lets it start again, with its files as they are. */
  restart(): void
  /** Asks the program to end, and kills it when it has not after `patienceMs`. */
  stop(patienceMs: number): Promise<void>
  kill(): void
}

const preload = new URL('end-with-supervisor.ts', import.meta.url).href
const readyTimeoutMs = 60_000
/** Pauses before a program that ended by itself is started again; the last one repeats. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 30_000]
/** A program that ran this long had no trouble starting: the pauses begin anew. */
const steadyAfterMs = 60_000

/** Starts a program and keeps it running: one that ends by itself is started again after a pause. */
export function keepRunning(
  spec: ProgramSpec,
  options: { dataDir: string; echoAll: boolean; changed(): void },
): Program {
  const log = openProgramLog({ dataDir: options.dataDir, name: spec.name, echoAll: options.echoAll })
  let child: ChildProcess
  let ended: Promise<void>
  let hasReported = false
  let wasReady = false
  let isStopping = false
  let isRestarting = false
  let failures = 0
  let pause = new AbortController()

  const start = () => {
    const startedAt = Date.now()
    // A process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops everything in order. The
    // channel tells the program when the supervisor dies.
    child = spawn(process.execPath, ['--import', preload, spec.script, ...(spec.args ?? [])], {
      cwd: spec.cwd ?? root,
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    })
    if (child.stdout) log.follow(child.stdout, 'out')
    if (child.stderr) log.follow(child.stderr, 'err')
    hasReported = false
    child.on('message', (message) => (hasReported ||= message === 'ready'))
    ended = new Promise((resolve) => {
      child.once('error', () => resolve())
      child.once('exit', () => resolve())
    })
    options.changed()
    void ended.then(() => afterEnd(startedAt))
  }

  const afterEnd = async (startedAt: number) => {
    if (isStopping || !wasReady) return
    if (!isRestarting) {
      if (Date.now() - startedAt > steadyAfterMs) failures = 0
      const pauseMs = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 1_000
      failures += 1
      say(
        red(`${spec.title} ended (${howItEnded(child)}). It starts again in ${pauseMs / 1000} s. Its log: ${log.file}`),
      )
      pause = new AbortController()
      await sleep(pauseMs, undefined, { signal: pause.signal }).catch(() => undefined)
    }
    isRestarting = false
    if (!isStopping) start()
  }

  start()
  return {
    spec,
    child: () => (child.pid === undefined || hasEnded(child) ? undefined : { name: spec.name, pid: child.pid }),
    async ready(signal) {
      const giveUpAt = Date.now() + readyTimeoutMs
      while (!(spec.readyUrl === undefined ? hasReported : await answers(spec.readyUrl))) {
        signal.throwIfAborted()
        if (hasEnded(child)) {
          await sleep(50)
          throw new StartRefused(`${spec.title} ended before it was ready (${howItEnded(child)}).${lastWords(log)}`)
        }
        if (Date.now() > giveUpAt) throw new StartRefused(`${spec.title} did not become ready.${lastWords(log)}`)
        await sleep(50)
      }
      wasReady = true
      log.echoErrors()
    },
    restart() {
      isRestarting = true
      pause.abort()
      if (!hasEnded(child)) child.kill('SIGTERM')
    },
    async stop(patienceMs) {
      isStopping = true
      pause.abort()
      if (hasEnded(child)) return
      const straggler = setTimeout(() => killGroup(child), patienceMs)
      child.kill('SIGTERM')
      await ended
      clearTimeout(straggler)
    },
    kill() {
      isStopping = true
      killGroup(child)
    },
  }
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

const howItEnded = (child: ChildProcess) =>
  child.signalCode === null ? `exit status ${child.exitCode ?? 'unknown'}` : `signal ${child.signalCode}`

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && !hasEnded(child)) signalProcess(-child.pid, 'SIGKILL')
}

const lastWords = (log: { file: string; lastLines(): string[] }) =>
  ` Its last words, from ${log.file}:\n${log
    .lastLines()
    .map((line) => `  ${line}`)
    .join('\n')}`

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}
