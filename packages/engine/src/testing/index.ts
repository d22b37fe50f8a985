export { startMockProcess, type MockProcess } from './mock-process.ts'
