export * from './vpp-client.ts'
export { AppleError, retryClasses, type RetryClass } from './apple-error.ts'
