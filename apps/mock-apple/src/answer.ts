import { setTimeout as pause } from 'node:timers/promises'
import type { FakeApple, FaultKind, FaultTarget } from '@pomona/apple-vpp/fake'
import type { Request, Response } from 'express'
import { errorNumberOf, replyOf, type Reply } from './reply.ts'
import type { RequestLog } from './request-log.ts'
import { paramsOf } from './routes/request-parts.ts'

type Deps = { fake: FakeApple; log: RequestLog }

/** Answers a request to Apple's service, with whatever goes wrong at this moment, and writes it down. */
export async function answer(
  { fake, log }: Deps,
  {
    request,
    response,
    target,
    perform,
  }: {
    request: Request
    response: Response
    target: FaultTarget & { path: string }
    perform: () => Promise<Reply>
  },
): Promise<void> {
  const at = new Date()
  const hit = (kind: FaultKind) => fake.faults.take(kind, target)
  let reply: Reply | undefined
  let how: Sending = 'cut'

  const latency = hit('latency')
  if (latency) await pause(latency.delayMs ?? 1000, undefined, { ref: false })
  if (!hit('resetBefore')) {
    const broken = hit('status')
    reply = broken ? replyOf(broken, Date.now()) : await perform()
    const isError = reply.status !== 200 && errorNumberOf(reply.body) !== undefined
    if (isError && !broken && (fake.settings.errorsAs200 || hit('errorsAs200'))) reply = { ...reply, status: 200 }
    how = hit('resetAfter') ? 'cut' : hit('resetDuring') ? 'half' : hit('truncated') ? 'truncated' : 'whole'
    send(response, reply, how)
  } else {
    cut(response)
  }

  log.add({
    at: at.toISOString(),
    method: request.method,
    path: target.path,
    query: Object.fromEntries(paramsOf(request)),
    uId: target.uId,
    body: request.body as unknown,
    status: how === 'cut' ? undefined : reply?.status,
    errorNumber: reply && errorNumberOf(reply.body),
    durationMs: Date.now() - at.getTime(),
  })
}

/** Nothing at all; half of the body, then the connection ends; half of the body as if it were all of it; all of it. */
type Sending = 'cut' | 'half' | 'truncated' | 'whole'

function send(response: Response, { status, body, headers = {} }: Reply, how: Sending): void {
  if (how === 'cut') {
    cut(response)
    return
  }
  const isPage = typeof body === 'string'
  const whole = Buffer.from(isPage ? body : JSON.stringify(body))
  const half = whole.subarray(0, Math.floor(whole.length / 2))
  const sent = how === 'whole' ? whole : half
  response.writeHead(status, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': how === 'truncated' ? half.length : whole.length,
    ...headers,
  })
  // The half has to leave before the connection ends.
  if (how === 'half') response.write(sent, () => response.destroy())
  else response.end(sent)
}

function cut(response: Response): void {
  if (response.socket) response.socket.resetAndDestroy()
  else response.destroy()
}
