import type { Deps } from '@pomona/engine'
import type { Logger } from 'pino'

/** What the routes need: everything that the use cases need, and a log that HTTP can be written to. */
export type ApiDeps = Omit<Deps, 'log'> & { log: Logger }
