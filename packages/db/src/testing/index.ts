export { openTestDatabase } from './test-database.ts'
export * from './rows.ts'
