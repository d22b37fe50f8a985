import type { Page } from '@playwright/test'
import { listOn } from './list.ts'

/** Assignments of an app or a book: whom it is for, the plan beside, who holds a license and who waits. */
export function assignmentsPage(page: Page) {
  const drawer = page.getByRole('dialog', { name: 'Select groups' })
  const save = page.getByRole('button', { name: 'Save', exact: true })
  const plan = page.getByRole('region', { name: /^(What saving does|How it stands)$/ })
  return {
    selectGroups: page.getByRole('button', { name: 'Select groups' }),
    drawer,
    save,
    /** The plan beside the list: what saving does, or how it stands while nothing is changed. */
    plan,
    outcome: (words: string) => plan.getByRole('button', { name: words, exact: true }),
    /** The names behind a number of the plan. */
    names: page.getByRole('dialog', { name: 'Who is behind the plan' }),
    waiting: listOn(page, 'Waiting in line'),
    held: listOn(page, 'Holding a license'),
    heading: (name: string) => page.getByRole('heading', { name, level: 2 }),
    group: (name: string) => page.getByRole('group', { name, exact: true }),
    type: (group: string) => page.getByRole('group', { name: group, exact: true }).getByLabel('Type', { exact: true }),
    licenseType: (group: string) =>
      page.getByRole('group', { name: group, exact: true }).getByLabel('License type', { exact: true }),
    open: (appId: string) => page.goto(`/apps/${appId}/assignments`),
    openBook: (bookId: string) => page.goto(`/books/${bookId}/assignments`),
    /** Opens the drawer, finds the group by search and takes it into the list. */
    async select(group: string) {
      await page.getByRole('button', { name: 'Select groups' }).click()
      await drawer.getByRole('searchbox', { name: 'Search groups' }).fill(group)
      await drawer.getByRole('checkbox', { name: group }).check()
      await drawer.getByRole('button', { name: 'Select 1 group' }).click()
    },
  }
}
