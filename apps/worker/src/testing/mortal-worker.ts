/**
 * A program that does something, then works, and dies at a given step as if by `kill -9`: nothing is said goodbye to, neither the database nor
 * Apple. Sends the steps that it took when it lives to the end.
 */
import { once } from 'node:events'
import { acts, type Act } from './acts.ts'
import { openWorker, type WorkerSettings } from './open-worker.ts'

export type Order = { settings: WorkerSettings; act: Act; dieAt: string | null }
export type Life = { steps: string[] }

process.send?.('ready')
const [order] = (await once(process, 'message')) as [Order]
const steps: string[] = []
const worker = openWorker(order.settings, (what) => {
  const step = `${what} #${steps.filter((each) => each.startsWith(`${what} #`)).length + 1}`
  if (step === order.dieAt) process.kill(process.pid, 'SIGKILL')
  steps.push(step)
})
const { act } = order
await (act.kind === 'assign' ? acts.assign(worker, act) : acts.release(worker, act))
await worker.work()
const life: Life = { steps }
process.send?.(life, () => process.exit(0))
