import type { Page } from '@playwright/test'
import { listOn } from './list.ts'

/** An app's Assignments: the groups, the effect beside them, who holds a license and who waits. */
export function assignmentsPage(page: Page) {
  const drawer = page.getByRole('dialog', { name: 'Select groups' })
  const save = page.getByRole('button', { name: 'Save', exact: true })
  return {
    selectGroups: page.getByRole('button', { name: 'Select groups' }),
    drawer,
    save,
    effect: page.getByRole('region', { name: 'What saving does' }),
    waiting: listOn(page, 'Waiting in line'),
    held: listOn(page, 'Holding a license'),
    heading: (name: string) => page.getByRole('heading', { name, level: 2 }),
    group: (name: string) => page.getByRole('group', { name, exact: true }),
    type: (group: string) => page.getByRole('group', { name: group, exact: true }).getByLabel('Type', { exact: true }),
    licenseType: (group: string) =>
      page.getByRole('group', { name: group, exact: true }).getByLabel('License type', { exact: true }),
    open: (appId: string) => page.goto(`/apps/${appId}/assignments`),
    /** Opens the drawer, finds the group by search and takes it into the list. */
    async select(group: string) {
      await page.getByRole('button', { name: 'Select groups' }).click()
      await drawer.getByRole('searchbox', { name: 'Search device groups' }).fill(group)
      await drawer.getByRole('checkbox', { name: group }).check()
      await drawer.getByRole('button', { name: 'Select 1 group' }).click()
    },
  }
}
