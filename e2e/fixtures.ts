import { test as base } from '@playwright/test'
import { openMockApple, signInToApi, type MockApple, type PomonaApi } from './pomona-api.ts'
import { startPrograms, type Programs } from './programs.ts'

type WorkerFixtures = { programs: Programs }
type TestFixtures = { api: PomonaApi; mockApple: MockApple }

/** A running installation for the tests of one Playwright worker, and ways to speak with it. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  programs: [
    async ({ browserName: _browserName }, use) => {
      const programs = await startPrograms({ workers: 2 })
      await use(programs)
      await programs.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ programs }, use) => use(programs.consoleUrl),
  api: async ({ programs }, use) => use(await signInToApi(programs.consoleUrl)),
  mockApple: async ({ programs }, use) => use(openMockApple(programs.mockAppleUrl)),
})
export { expect } from '@playwright/test'
