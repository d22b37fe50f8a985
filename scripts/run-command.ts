import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

export type CommandResult = { ok: boolean; output: string; seconds: number }

export type Command = readonly [program: string, ...args: string[]]

/** Runs a command, of the room `cwd` first of all, to its end. Its output is collected, or shown as it comes with `live`. */
export function runCommand(command: Command, options: { cwd?: string; live?: boolean } = {}): Promise<CommandResult> {
  const [program, ...args] = command
  const commands = join(process.cwd(), options.cwd ?? '', 'node_modules/.bin')
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, PATH: [commands, process.env['PATH']].join(delimiter) },
      stdio: options.live === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const end = (ok: boolean) => resolve({ ok, output, seconds: (performance.now() - startedAt) / 1000 })
    child.once('error', (error) => {
      output += `${program}: ${error.message}\n`
      end(false)
    })
    child.once('close', (code) => end(code === 0))
  })
}
