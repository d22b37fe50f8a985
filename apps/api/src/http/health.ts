import { findPendingMigrations, type Database } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Router } from 'express'

/** `/healthz`: the program runs. `/readyz`: it can serve, that is, the database answers and has the newest schema. */
export function healthRoutes(router: Router, database: Database): void {
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    response.set('Cache-Control', 'no-store')
    const pending = await withinSeconds(3, findPendingMigrations(database)).catch((cause: unknown) => {
      throw new AppError('not_ready', 'The database does not answer.', { cause })
    })
    if (pending.length > 0) {
      throw new AppError('not_ready', `The database lacks ${pending.length} migrations. Run: npm run migrate`)
    }
    response.json({ status: 'ok' })
  })
}

function withinSeconds<T>(seconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
