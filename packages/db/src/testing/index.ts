export { openTestDatabase } from './test-database.ts'
export * from './rows.ts'
export { drainJobs, releaseJobs } from './drain-jobs.ts'
export { watchWrites } from './watch-writes.ts'
