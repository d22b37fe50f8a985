import { test as base, type Page } from '@playwright/test'
import { expectSilence, type Silence } from './console-messages.ts'
import { openMockApple, type MockApple } from './mock-apple.ts'
import { assignmentsPage } from './pages/assignments-page.ts'
import { createTokenPage } from './pages/create-token-page.ts'
import { signInPage } from './pages/sign-in-page.ts'
import { tokenBlade } from './pages/token-blade.ts'
import { signInToApi, type PomonaApi } from './pomona-api.ts'
import { demoPassword, startPrograms, type Programs } from './programs.ts'

type WorkerFixtures = { programs: Programs }
type TestFixtures = {
  api: PomonaApi
  mockApple: MockApple
  /** The page, signed in without typing. */
  asAdmin: Page
  asAppManager: Page
  asHelpdesk: Page
  /** What the browser may complain about in this test; any other error or warning fails it. */
  silence: Silence
  signInPage: ReturnType<typeof signInPage>
  createTokenPage: ReturnType<typeof createTokenPage>
  tokenBlade: ReturnType<typeof tokenBlade>
  assignmentsPage: ReturnType<typeof assignmentsPage>
}

const signedIn =
  (email: string) =>
  async ({ page }: { page: Page }, use: (page: Page) => Promise<void>) => {
    // The page shares its cookies with these requests.
    const answer = await page.request.post('/api/v1/auth/sign-in', { data: { email, password: demoPassword } })
    if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()}`)
    await use(page)
  }

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

  silence: async ({ browserName: _browserName }, use) => use({ except: [] }),
  page: async ({ page, silence }, use) => {
    const check = expectSilence(page, silence)
    await use(page)
    check()
  },
  asAdmin: signedIn('admin@pomona.example'),
  asAppManager: signedIn('apps@pomona.example'),
  asHelpdesk: signedIn('helpdesk@pomona.example'),

  signInPage: async ({ page }, use) => use(signInPage(page)),
  createTokenPage: async ({ page }, use) => use(createTokenPage(page)),
  tokenBlade: async ({ page }, use) => use(tokenBlade(page)),
  assignmentsPage: async ({ page }, use) => use(assignmentsPage(page)),
})
export { expect } from '@playwright/test'
