import type { Page } from '@playwright/test'

/** A list as every page of the console shows it; by its name where a page has several. */
export function listOn(page: Page, name: string) {
  const table = page.getByRole('table', { name, exact: true })
  const rows = table.getByRole('row').filter({ has: page.getByRole('cell') })
  return {
    table,
    rows,
    /** The row with this text in it, a name or a serial number for instance. */
    row: (text: string) => rows.filter({ has: page.getByText(text, { exact: true }) }),
    /** The rows as they read, cell by cell. */
    read: () =>
      rows.evaluateAll((found) =>
        found.map((row) => [...row.querySelectorAll<HTMLElement>('[role=cell], td')].map((cell) => cell.innerText)),
      ),
    sortBy: (column: string) => table.getByRole('columnheader', { name: column }).getByRole('button').click(),
    range: page.getByRole('navigation', { name: 'Pages' }).getByRole('status'),
    next: page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Next' }),
    previous: page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Previous' }),
  }
}
