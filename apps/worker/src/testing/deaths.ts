import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Life, Order } from './mortal-worker.ts'

const program = fileURLToPath(new URL('mortal-worker.ts', import.meta.url))

/** Programs that live once. One is always being loaded while another lives. */
export function openNursery() {
  const start = () => {
    const child = fork(program, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>
    return { child, ended, ready: Promise.race([once(child, 'message'), ended]) }
  }
  let next = start()
  return {
    /** What it did until its end; absent when it was killed at the step of its order. */
    async live(order: Order): Promise<Life | undefined> {
      const { child, ended, ready } = next
      await ready
      next = start()
      const told: Life[] = []
      child.on('message', (life: Life) => told.push(life))
      if (child.connected) child.send(order)
      const [code, signal] = await ended
      if (signal !== 'SIGKILL' && code !== 0) throw new Error(`it ended with ${code ?? signal} at ${order.dieAt}`)
      return told[0]
    },
    async close() {
      next.child.kill('SIGKILL')
      await next.ended
    },
  }
}
