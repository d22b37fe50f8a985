import type { Endpoint } from '@pomona/contracts'
import { queryOptions } from '@tanstack/react-query'
import { call, pathOf } from './api-client.ts'
import type { CallInput } from './api-client.ts'

/**
 * The cache key of a read: the segments of its path, then its query. Features that read the same route share the entry
 * without knowing each other, and `['apps', id]` reaches everything below one app.
 */
export function queryKeyOf<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): readonly unknown[] {
  const segments = pathOf(endpoint, input.params).replace('/api/v1/', '').split('/')
  return input.query === undefined ? segments : [...segments, input.query]
}

/** The query options of a read by the contract. */
export function apiQuery<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}) {
  return queryOptions({
    queryKey: queryKeyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, { ...input, signal }),
  })
}
