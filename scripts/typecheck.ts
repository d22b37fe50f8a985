/** `npm run typecheck`: checks the types of every room, and of the root's own files, a few at a time. */
import { availableParallelism } from 'node:os'
import { readRooms } from './rooms.ts'
import { runCommand } from './run-command.ts'

const waiting = ['.', ...readRooms().map((room) => room.folder)]
let failures = 0

async function checkNext(): Promise<void> {
  const folder = waiting.shift()
  if (folder === undefined) return
  const result = await runCommand(['tsc', '--noEmit', '--pretty', 'false', '-p', folder])
  if (!result.ok) {
    failures += 1
    console.error(`${folder === '.' ? 'root' : folder}\n${result.output}`)
  }
  return checkNext()
}

await Promise.all(Array.from({ length: availableParallelism() }, checkNext))
process.exitCode = failures === 0 ? 0 : 1
