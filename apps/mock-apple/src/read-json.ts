import express, { type Request, type Response } from 'express'
import { z } from 'zod'

/** Why a body could not be read. */
export class UnreadableBody extends Error {
  /** 400, 413 or 415. */
  readonly httpStatus: number
  constructor(httpStatus: number, message: string) {
    super(message)
    this.httpStatus = httpStatus
  }
}

const parserFailure = z.object({ status: z.number() })

/** Makes a reader of JSON bodies up to a size. It takes any content type: whether that is right is decided before. */
export function jsonReader(limit: string): (request: Request, response: Response) => Promise<unknown> {
  const parser = express.json({ limit, type: () => true })
  return async (request, response) =>
    await new Promise((resolve, reject) => {
      parser(request, response, (failure?: unknown) => {
        if (failure === undefined) resolve(request.body)
        else reject(toUnreadable(failure))
      })
    })
}

function toUnreadable(failure: unknown): UnreadableBody {
  const parsed = parserFailure.safeParse(failure)
  const status = parsed.success ? parsed.data.status : 400
  if (status === 413) return new UnreadableBody(413, 'The body is too large.')
  if (status === 415) return new UnreadableBody(415, 'The body’s encoding is not supported.')
  return new UnreadableBody(400, 'The body is not JSON.')
}
