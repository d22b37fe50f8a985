import type { Page } from '@playwright/test'

/** iOS VPP tokens > Create: the fields by the labels that an administrator knows, and what the inspection found. */
export function createTokenPage(page: Page) {
  const file = page.getByLabel('VPP token file', { exact: true })
  return {
    file,
    appleId: page.getByLabel('Apple ID', { exact: true }),
    country: page.getByRole('combobox', { name: 'Country/Region', exact: true }),
    accountType: page.getByRole('radiogroup', { name: 'Type of VPP account', exact: true }),
    automaticUpdates: page.getByRole('radiogroup', { name: 'Automatic app updates', exact: true }),
    findings: page.getByRole('region', { name: 'What this token opens' }),
    consent: page.getByRole('checkbox', { name: 'Take control of this token' }),
    upload: page.getByRole('button', { name: 'Upload', exact: true }),
    open: () => page.goto('/tokens/create'),
    chooseFile: (text: string | Buffer) =>
      file.setInputFiles({
        name: 'location.vpptoken',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(text),
      }),
  }
}
