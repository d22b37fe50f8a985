import type { Role } from '@pomona/domain'
import { z } from 'zod'

/**
 * One route of the API. The api and the web both take path, input and answer from here, so they cannot drift apart; the
 * machine-readable description is made from the same values.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express's spelling: `/api/v1/tokens/:id`. */
  path: string
  /** One line for the API's page. */
  summary: string
  /** The heading under which the API's page lists it. */
  tag: string
  /** The least role that may call it; `public` needs no sign-in. A higher role may do what a lower one may (P1). */
  access: Role | 'public'
  params: Params
  query: Query
  body: Body
  response: Response
  /** The status of success. */
  status: 200 | 201 | 202 | 204
  /** Answers carry an ETag and this request must name it in `If-Match`. */
  needsIfMatch: boolean
}

const nothing = z.object({})
type Nothing = typeof nothing

export function endpoint<
  Response extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  definition: Pick<Endpoint, 'method' | 'path' | 'summary' | 'tag' | 'access'> & {
    params?: Params
    query?: Query
    body?: Body
    response: Response
    status?: Endpoint['status']
    needsIfMatch?: boolean
  },
): Endpoint<Params, Query, Body, Response> {
  return {
    status: 200,
    needsIfMatch: false,
    ...definition,
    params: (definition.params ?? nothing) as Params,
    query: (definition.query ?? nothing) as Query,
    body: (definition.body ?? nothing) as Body,
  }
}

/** An opaque id. */
export const id = z.uuid()
export const idParams = z.object({ id })

/** ISO 8601, UTC. */
export const time = z.iso.datetime()

/** The least of what every list takes; lists add filters and name what they sort by. `-name` sorts downwards. */
export function listQuery<const Sorts extends readonly [string, ...string[]], Filters extends z.ZodRawShape>(
  sorts: Sorts,
  filters: Filters,
) {
  return z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(2000).optional(),
    search: z.string().trim().max(200).optional(),
    sort: z.enum(sorts).default(sorts[0]),
    ...filters,
  })
}

/** A page of a list. `totalCount` counts everything that the filters let through. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ value: z.array(item), nextCursor: z.string().optional(), totalCount: z.number().int() })
}
