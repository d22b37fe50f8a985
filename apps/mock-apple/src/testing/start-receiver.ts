import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { wireNotification } from '@pomona/apple-vpp/fake'

/** What a notification looks like to whoever gets it. */
export type Received = {
  authorization: string | undefined
  contentType: string | undefined
  notificationId: string
  notificationType: string
  uId: string
  notification: {
    type?: string
    result?: string
    eventId?: string
    countDelta?: number
    adamId?: string
    error?: { errorNumber: number }
    assignments?: { adamId: string; pricingParam: string; serialNumber?: string; clientUserId?: string }[]
    users?: Record<string, string>[]
    associatedUsers?: Record<string, string>[]
  }
}

/** A client's address for notifications. `answer` tells the status for each, by how many came before. */
export async function startReceiver(options: { tls?: { key: string; cert: string } } = {}) {
  const received: Received[] = []
  const receiver = { answer: (_count: number): number | 'cut' => 200 }
  const listener: RequestListener = (request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      const body = JSON.parse(text) as Omit<Received, 'authorization' | 'contentType'>
      // Whatever is not as Apple writes it is not taken.
      if (!wireNotification.safeParse(body).success) {
        response.writeHead(400).end()
        return
      }
      const { authorization, 'content-type': contentType } = request.headers
      const status = receiver.answer(received.length)
      received.push({ authorization, contentType, ...body })
      if (status === 'cut') response.destroy()
      else response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  }
  const server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/hooks/apple`,
    received,
    /** Those of a type, without the first test. */
    of: (notificationType: string) => received.filter((each) => each.notificationType === notificationType),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  })
}
