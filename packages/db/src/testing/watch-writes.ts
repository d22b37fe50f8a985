import type { PoolClient } from 'pg'
import type { Database } from '../client.ts'

/**
 * Tells of every write of these tables that changed something, such as `insert license_orders, update assets`, once it is final and before the
 * program knows it: the moments at which a program that dies leaves something else behind. To be called before the first connection is made.
 */
export function watchWrites(database: Database, tables: readonly string[], tell: (what: string) => void): void {
  database.pool.on('connect', (client) => watchClient(client, tables, tell))
}

type Result = { rowCount?: number | null } | undefined
type Callback = (error: Error | undefined, result: Result) => void
type Query = (...args: unknown[]) => Promise<Result> | undefined

function watchClient(client: PoolClient, tables: readonly string[], tell: (what: string) => void): void {
  let transaction: Set<string> | undefined
  const send = (client.query as unknown as Query).bind(client)
  const query: Query = (...args) => {
    const text = textOf(args[0])
    if (/^begin/i.test(text)) transaction = new Set()
    if (/^rollback$/i.test(text)) transaction = undefined
    const writes = writesOf(text, tables)
    const answered = (result: Result): void => {
      if (writes.length > 0 && (result?.rowCount ?? 0) > 0) {
        if (transaction === undefined) tell(writes.join(', '))
        else for (const write of writes) transaction.add(write)
      }
      if (!/^commit/i.test(text)) return
      if (transaction !== undefined && transaction.size > 0) tell([...transaction].join(', '))
      transaction = undefined
    }
    const done = args.at(-1)
    if (typeof done !== 'function') {
      return send(...args)?.then((result) => {
        answered(result)
        return result
      })
    }
    const callback: Callback = (error, result) => {
      if (!error) answered(result)
      ;(done as Callback)(error, result)
    }
    return send(...args.slice(0, -1), callback)
  }
  Object.assign(client, { query })
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query.trim()
  const { text } = (query ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text.trim() : ''
}

function writesOf(text: string, tables: readonly string[]): string[] {
  const writes = text.matchAll(/(?<!for |for no key )\b(insert into|update|delete from)\s+(?:"?\w+"?\.)?"?(\w+)"?/gi)
  return [...writes].flatMap(([, verb = '', table = '']) =>
    tables.includes(table) ? [`${verb.split(' ')[0]?.toLowerCase()} ${table}`] : [],
  )
}
