import type { Page } from '@playwright/test'

/** One token: its state, its sync as it runs, and what can be done. */
export function tokenBlade(page: Page) {
  return {
    title: page.getByRole('heading', { level: 1 }),
    banner: page.getByRole('main').locator('header'),
    syncNow: page.getByRole('button', { name: /^Sync now$|^Syncing…$/ }),
    renew: page.getByRole('main').getByRole('button', { name: 'Renew' }),
    progress: page.getByRole('progressbar'),
    tab: (name: 'Overview' | 'Apps' | 'Books' | 'Sync history') =>
      page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name, exact: true }),
    open: (tokenId: string) => page.goto(`/tokens/${tokenId}`),
  }
}
