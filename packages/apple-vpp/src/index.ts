export * from './vpp-client.ts'
export { AppleError, retryClasses, type RetryClass } from './apple-error.ts'
export { explainAppleError, knownAppleErrorNumbers, type AppleErrorExplanation } from './apple-errors.ts'
