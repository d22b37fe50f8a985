import { createFakeApple, type FakeApple } from '@pomona/apple-vpp/fake'
import { createMemoryVppClient } from '@pomona/apple-vpp/testing'
import type { Deps } from '../deps.ts'

/** An Apple in this process, on a clock that the test moves. */
export function openMemoryApple(now: () => Date): { fake: FakeApple; vpp: Deps['vpp'] } {
  const fake = createFakeApple({ now })
  return { fake, vpp: createMemoryVppClient(fake, { now }) }
}

export type MemoryApple = ReturnType<typeof openMemoryApple>
