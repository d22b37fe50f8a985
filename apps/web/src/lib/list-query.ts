import type { z } from 'zod'
import { pageSize } from './use-list-state.ts'
import type { ListState } from './use-list-state.ts'

/** What to ask a list's route, from what the URL says. What the route would refuse (an address edited by hand) is left out. */
export function listQueryOf<Query extends z.ZodType>(schema: Query, list: ListState): z.input<Query> {
  const asked = { limit: pageSize, cursor: list.cursor, search: list.search, sort: list.sort, ...list.filters }
  const entries = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  const refused = new Set(schema.safeParse(Object.fromEntries(entries)).error?.issues.map(({ path }) => path[0]))
  return Object.fromEntries(entries.filter(([name]) => !refused.has(name))) as z.input<Query>
}
