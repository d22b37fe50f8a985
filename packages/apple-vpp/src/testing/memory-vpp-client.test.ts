import { createFakeApple } from '../fake/fake-apple.ts'
import { createMemoryVppClient } from './memory-vpp-client.ts'
import { vppClientContract } from './vpp-client-contract.ts'

vppClientContract('in memory', async () => {
  const clock = { now: Date.now() }
  const fake = createFakeApple({ now: () => new Date(clock.now), pageSize: 3 })
  return { fake, clock, client: createMemoryVppClient(fake) }
})
