import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './env.ts'
import type { Program } from './program.ts'
import { dim, say } from './screen.ts'

/** Editors write in bursts; one restart is enough. */
const quietMs = 200

/** Starts the programs again whose own files, or the packages under them, have changed. */
export function restartOnChange(programs: readonly Program[]): () => void {
  const due = new Set<Program>()
  let timer: NodeJS.Timeout | undefined
  const mark = (affected: readonly Program[], file: string | null) => {
    if (file === null || !/\.(ts|json|sql)$/.test(file) || /\.test\.ts$|node_modules|generated/.test(file)) return
    for (const program of affected) due.add(program)
    clearTimeout(timer)
    timer = setTimeout(() => {
      say(dim(`${file} changed: starting ${[...due].map(({ spec }) => spec.name).join(', ')} again`))
      for (const program of due) program.restart()
      due.clear()
    }, quietMs)
  }
  const watchers = [
    ...programs.map((program) =>
      watch(join(root, 'apps', program.spec.name, 'src'), { recursive: true }, (_event, file) => mark([program], file)),
    ),
    watch(join(root, 'packages'), { recursive: true }, (_event, file) => mark(programs, file)),
  ]
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
