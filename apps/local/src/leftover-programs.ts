import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, signalProcess } from '@pomona/db/embedded'
import type { RunningInstance } from './instance-lock.ts'

const patienceMs = 3_000

/**
 * Programs of an instance that was killed end by themselves when they notice. This waits for them, so that their ports are free,
 * and kills whoever hangs. A number counts only when it still belongs to one of our programs.
 */
export async function endLeftoverPrograms(children: RunningInstance['children']): Promise<void> {
  const ours = /apps\/[a-z-]+\/(src\/main\.ts|node_modules\/vite\/)/
  const isLeft = ({ pid }: { pid: number }) => ours.test(commandOf(pid))
  const giveUpAt = Date.now() + patienceMs
  for (let left = children; (left = left.filter(isLeft)).length > 0; await sleep(50)) {
    if (Date.now() > giveUpAt) for (const { pid } of left) signalProcess(pid, 'SIGKILL')
  }
}
