/** `npm run screenshots`: takes the pictures of docs/images from an installation that is filled like a real one. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { browser as options } from './browser.ts'
import { openMockApple } from './mock-apple.ts'
import { fillOrganization, type Organization } from './organization.ts'
import { untilSettled } from './pages/every-page.ts'
import { signInToApi } from './pomona-api.ts'
import { demoPassword, startPrograms } from './programs.ts'

const folder = resolve(import.meta.dirname, '../docs/images')

type Picture = {
  name: string
  path: (ids: Organization) => string
  colorScheme?: 'light' | 'dark'
  isPhone?: boolean
  arrange?: (page: Page) => Promise<void>
}

const pictures: Picture[] = [
  { name: 'console', path: () => '/apps?sort=-assignedCount' },
  { name: 'overview', path: () => '/' },
  { name: 'assignments', path: (ids) => `/apps/${ids.scarceAppId}/assignments` },
  { name: 'token-dark', path: (ids) => `/tokens/${ids.businessTokenId}`, colorScheme: 'dark' },
  { name: 'create-token', path: () => '/tokens/create', arrange: chooseTokenFile },
  { name: 'phone', path: () => '/apps?sort=-assignedCount', isPhone: true },
]

const programs = await startPrograms({ workers: 1 })
const mockApple = openMockApple(programs.mockAppleUrl)
const browser = await chromium.launch(options)
try {
  const ids = await fillOrganization(await signInToApi(programs.consoleUrl), mockApple)
  await mkdir(folder, { recursive: true })
  for (const picture of pictures) await take(picture, ids)
} finally {
  await browser.close()
  await programs.stop()
}

async function take({ name, path, colorScheme = 'light', isPhone = false, arrange }: Picture, ids: Organization) {
  const context = await browser.newContext({
    baseURL: programs.consoleUrl,
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme,
    reducedMotion: 'reduce',
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await page.request.post('/api/v1/auth/sign-in', { data: { email: 'admin@pomona.example', password: demoPassword } })
  await page.goto(path(ids))
  await untilSettled(page)
  await arrange?.(page)
  // Icons are loaded as they come into view.
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await context.close()
}

async function chooseTokenFile(page: Page) {
  const { tokenFile } = await mockApple.makeLocation({
    locationName: 'Fernhollow Logistics Nordics',
    assets: [
      { adamId: '1000000101', totalCount: 80 },
      { adamId: '1000000102', totalCount: 40 },
    ],
  })
  await page.getByLabel('VPP token file').setInputFiles({
    name: 'sToken_for_Fernhollow_Nordics.vpptoken',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(tokenFile),
  })
  await page.getByRole('region', { name: 'What this token opens' }).waitFor()
}
