import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Express } from 'express'
import { presentError } from './errors.ts'

/** The HTTP server of an app. What is not even HTTP gets an answer that can be read, too. */
export function serve(app: Express): Server {
  const server = createServer(app)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    const [status, code, message] =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? (['431 Request Header Fields Too Large', 'payload_too_large', 'The headers are too large.'] as const)
        : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
          ? (['408 Request Timeout', 'invalid_input', 'The request did not arrive in time.'] as const)
          : (['400 Bad Request', 'invalid_input', 'This is not HTTP as it should be.'] as const)
    const body = JSON.stringify(presentError(code, message, randomUUID()))
    socket.end(
      `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })
  return server
}
