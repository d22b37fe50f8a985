import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaunchOptions } from '@playwright/test'
import chromium from '@sparticuz/chromium'

/**
 * Headless Chromium out of an npm package: nothing is downloaded. Of the package's arguments none are taken: they are for one short run in the cloud
 * (a single process, no web security). Its font is, so that pages look the same on every machine, also on one without fonts.
 */
export const browser: LaunchOptions = {
  executablePath: await chromium.executablePath(),
  env: { ...environment(), FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
