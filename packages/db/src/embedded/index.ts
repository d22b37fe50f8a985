export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
export { commandOf, isAlive, signalProcess } from './processes.ts'
