export * from './vocabulary.ts'
export * from './errors.ts'
