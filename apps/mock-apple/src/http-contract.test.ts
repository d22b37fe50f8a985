import { createHttpVppClient, type HttpVppClient } from '@pomona/apple-vpp'
import { receivePosts, vppClientContract } from '@pomona/apple-vpp/testing'
import { afterEach } from 'vitest'
import { startMock } from './testing/start-mock.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (each) => each.close()))
})

vppClientContract('over HTTP to the mock', async () => {
  const { posts, deliver } = receivePosts()
  const mock = await startMock({ pageSize: 3, deliver, allowHttpNotifications: false })
  const client: HttpVppClient = createHttpVppClient({ baseUrl: mock.origin })
  open.push(client, mock)
  return { fake: mock.fake, clock: mock.clock, posts, client }
})
