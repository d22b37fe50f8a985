import type { Page } from '@playwright/test'
import { listOn } from './list.ts'

/** Licenses of an app or a book: who holds one, who waits in which place, and taking licenses back. */
export function licensesPage(page: Page) {
  return {
    list: listOn(page, 'Licenses'),
    standing: page.getByLabel('Standing', { exact: true }),
    holder: page.getByLabel('Device or person', { exact: true }),
    select: (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    takeBack: page.getByRole('button', { name: 'Take back license', exact: true }),
    takeBackAll: page.getByRole('button', { name: 'Take back all licenses', exact: true }),
    dialog: page.getByRole('alertdialog'),
    result: page.getByRole('list', { name: 'What became of each license' }),
    open: (kind: 'apps' | 'books', id: string) => page.goto(`/${kind}/${id}/licenses`),
  }
}
