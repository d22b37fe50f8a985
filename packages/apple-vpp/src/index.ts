export * from './vpp-client.ts'
export { AppleError, retryClasses, type Concerned, type RetryClass } from './apple-error.ts'
export { explainAppleError, knownAppleErrorNumbers, type AppleErrorExplanation } from './apple-errors.ts'
export { createHttpVppClient, type HttpVppClient, type HttpVppClientOptions } from './http-vpp-client.ts'
export { type Patience } from './http/back-off.ts'
export { type ConversationEntry } from './http/exchange.ts'
export { type RequestBudget } from './http/request-budget.ts'
export {
  parseNotification,
  type AppleNotification,
  type NotificationResult,
  type NotifiedUser,
} from './notification-from-wire.ts'
