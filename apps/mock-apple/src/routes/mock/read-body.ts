import type { Request, Response } from 'express'
import type { z } from 'zod'
import { jsonReader } from '../../read-json.ts'

const readJson = jsonReader('64mb')

/** Reads a body of the routes behind the counter; none is an empty one. */
export async function readBody<S extends z.ZodType>(
  schema: S,
  request: Request,
  response: Response,
): Promise<z.output<S>> {
  return schema.parse((await readJson(request, response)) ?? {})
}
