export { openMemoryApple, type MemoryApple } from './memory-apple.ts'
export { startMockProcess, type MockProcess } from './mock-process.ts'
export { makeDeps } from './organization.ts'
