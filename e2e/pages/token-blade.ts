import type { Page } from '@playwright/test'

/** One token: its state, its sync as it runs, and what can be done. */
export function tokenBlade(page: Page) {
  return {
    title: page.getByRole('heading', { level: 1 }),
    banner: page.getByRole('main').locator('header'),
    syncNow: page.getByRole('button', { name: /^Sync now$|^Syncing…$/ }),
    renew: page.getByRole('main').getByRole('button', { name: 'Renew' }),
    progress: page.getByRole('progressbar'),
    testNow: page.getByRole('button', { name: 'Test now' }),
    edit: page.getByRole('main').getByRole('button', { name: 'Edit', exact: true }),
    delete: page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }),
    dialog: page.getByRole('alertdialog').or(page.getByRole('dialog')),
    typedName: page.getByLabel(/^To confirm, type the token’s name/),
    tab: (name: 'Overview' | 'Apps' | 'Books' | 'Sync history' | 'Foreign holdings' | 'From Apple' | 'Revocations') =>
      page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name, exact: true }),
    open: (tokenId: string) => page.goto(`/tokens/${tokenId}`),
  }
}
