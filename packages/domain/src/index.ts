export * from './vocabulary.ts'
export * from './errors.ts'
export * from './secret.ts'
