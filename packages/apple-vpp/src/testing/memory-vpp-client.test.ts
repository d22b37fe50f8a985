import { createFakeApple } from '../fake/fake-apple.ts'
import { receivePosts } from './contract-world.ts'
import { createMemoryVppClient } from './memory-vpp-client.ts'
import { vppClientContract } from './vpp-client-contract.ts'

vppClientContract('in memory', async () => {
  const clock = { now: Date.now() }
  const { posts, deliver } = receivePosts()
  const fake = createFakeApple({ now: () => new Date(clock.now), pageSize: 3, deliver })
  return { fake, clock, posts, client: createMemoryVppClient(fake) }
})
