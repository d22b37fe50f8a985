import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { requireFreePorts } from './ports.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function takePort(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

it.each(['127.0.0.1', '0.0.0.0'])(
  'names every port that is taken on %s, and the variable that changes it',
  async (host) => {
    const [first, second] = [await takePort(host), await takePort(host)]
    const wanted = [
      { port: first, variable: 'PORT', for: 'the console' },
      { port: second, variable: 'MOCK_APPLE_PORT', for: 'the mock Apple' },
    ]
    const refusal = await requireFreePorts(wanted).catch((error: Error) => error.message)
    expect(refusal).toContain(`Port ${first}, for the console, is taken`)
    expect(refusal).toContain(`Port ${second}, for the mock Apple, is taken`)
    expect(refusal).toMatch(/PORT=\d+ MOCK_APPLE_PORT=\d+ npm start/)
  },
)

it('is content with ports that are free, and leaves them free', async () => {
  const port = await takePort('127.0.0.1')
  servers.splice(0).forEach((server) => server.close())
  const wanted = [{ port, variable: 'PORT', for: 'the console' }]
  await requireFreePorts(wanted)
  await expect(requireFreePorts(wanted)).resolves.toBeUndefined()
})
