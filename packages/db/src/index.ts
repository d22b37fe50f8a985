export { connectDatabase, type Database, type Db } from './client.ts'
export { inTransaction } from './transaction.ts'
export { enqueue, tokenQueue, type JobName, type JobPayloads } from './jobs.ts'
export { migrate } from './migrations/migrate.ts'
