import type { Database } from '@pomona/db'
import type { Logger } from 'pino'

/** What the routes need. */
export type ApiDeps = { database: Database; now(): Date; log: Logger }
