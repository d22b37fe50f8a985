import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { prefix, red, say } from './screen.ts'

const sizeMaxBytes = 10_000_000
const lastLinesMax = 20
/** pino's number for `error`. */
const errorLevel = 50

export type ProgramLog = {
  file: string
  follow(stream: Readable, kind: 'out' | 'err'): void
  /** From here on, errors are also shown on the screen. */
  echoErrors(): void
  lastLines(): string[]
}

/** Keeps what a program prints in `logs/<name>.log`; on the screen there is only what somebody has to see. */
export function openProgramLog(options: { dataDir: string; name: string; echoAll: boolean }): ProgramLog {
  const folder = join(options.dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${options.name}.log`)
  if (existsSync(file) && statSync(file).size > sizeMaxBytes) renameSync(file, `${file}.old`)

  const stream = createWriteStream(file, { flags: 'a' })
  stream.on('error', (error) => say(red(`${file} cannot be written: ${error.message}`)))
  const last: string[] = []
  let isEchoing = false

  const take = (line: string, kind: 'out' | 'err') => {
    stream.write(`${line}\n`)
    last.push(line)
    if (last.length > lastLinesMax) last.shift()
    if (options.echoAll) return say(`${prefix(options.name)} ${line}`)
    const error = isEchoing ? errorIn(line, kind) : undefined
    if (error !== undefined) say(`${prefix(options.name)} ${red(error)}`)
  }
  return {
    file,
    follow(source, kind) {
      createInterface({ input: source, crlfDelay: Infinity }).on('line', (line) => take(line, kind))
    },
    echoErrors() {
      isEchoing = true
    },
    lastLines: () => [...last],
  }
}

/** Programs log JSON lines; anything else on standard error is Node's own report of a crash. */
function errorIn(line: string, kind: 'out' | 'err'): string | undefined {
  if (!line.startsWith('{')) return kind === 'err' && line.trim() !== '' ? line : undefined
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } }
    if (typeof entry.level !== 'number' || entry.level < errorLevel) return undefined
    return [entry.msg, entry.err?.message].filter((part) => typeof part === 'string').join(': ')
  } catch {
    return undefined
  }
}
