import { expect, type Page } from '@playwright/test'
import type { Organization } from '../organization.ts'

/** Every page of the console, and everything that opens over one. */
export const everyPage: readonly { name: string; path: (ids: Organization) => string }[] = [
  { name: 'overview', path: () => '/' },
  { name: 'tokens', path: () => '/tokens' },
  { name: 'create token', path: () => '/tokens/create' },
  { name: 'token', path: (ids) => `/tokens/${ids.businessTokenId}` },
  { name: 'token that expires', path: (ids) => `/tokens/${ids.schoolTokenId}` },
  { name: 'token, edit', path: (ids) => `/tokens/${ids.businessTokenId}?panel=edit` },
  { name: 'token, renew', path: (ids) => `/tokens/${ids.businessTokenId}?panel=renew` },
  { name: 'token, apps', path: (ids) => `/tokens/${ids.businessTokenId}/apps` },
  { name: 'token, books', path: (ids) => `/tokens/${ids.businessTokenId}/books` },
  { name: 'token, syncs', path: (ids) => `/tokens/${ids.businessTokenId}/syncs` },
  { name: 'token, foreign holdings', path: (ids) => `/tokens/${ids.businessTokenId}/foreign` },
  { name: 'token, from Apple', path: (ids) => `/tokens/${ids.businessTokenId}/apple` },
  { name: 'token, notifications', path: (ids) => `/tokens/${ids.businessTokenId}/apple/notifications` },
  { name: 'token, one sync', path: (ids) => `/tokens/${ids.businessTokenId}/syncs/${ids.syncRunId}` },
  { name: 'token, revocations', path: (ids) => `/tokens/${ids.businessTokenId}/revocations` },
  { name: 'token, revoke all licenses', path: (ids) => `/tokens/${ids.businessTokenId}?panel=revoke` },
  { name: 'token, delete', path: (ids) => `/tokens/${ids.businessTokenId}?panel=delete` },
  { name: 'apps over all tokens', path: () => '/apps/all' },
  { name: 'books', path: () => '/books' },
  { name: 'book', path: (ids) => `/books/${ids.bookId}` },
  { name: 'assignments of a book', path: (ids) => `/books/${ids.bookId}/assignments` },
  { name: 'licenses of a book', path: (ids) => `/books/${ids.bookId}/licenses` },
  { name: 'app over all tokens', path: (ids) => `/titles/${ids.sharedAdamId}/STDQ` },
  { name: 'apps', path: () => '/apps' },
  { name: 'apps that no search finds', path: () => '/apps?search=nothing-is-called-so' },
  { name: 'app', path: (ids) => `/apps/${ids.scarceAppId}` },
  { name: 'assignments', path: (ids) => `/apps/${ids.scarceAppId}/assignments` },
  { name: 'assignments, select groups', path: (ids) => `/apps/${ids.scarceAppId}/assignments?panel=groups` },
  { name: 'assignments, names', path: (ids) => `/apps/${ids.scarceAppId}/assignments?panel=plan-short` },
  { name: 'assignments of an app for people only', path: (ids) => `/apps/${ids.peopleAppId}/assignments` },
  { name: 'licenses', path: (ids) => `/apps/${ids.scarceAppId}/licenses` },
  { name: 'groups', path: () => '/groups' },
  { name: 'groups, create', path: () => '/groups?panel=create' },
  { name: 'group', path: (ids) => `/groups/${ids.groupId}` },
  { name: 'group, add members', path: (ids) => `/groups/${ids.groupId}?panel=add` },
  { name: 'group, delete', path: (ids) => `/groups/${ids.groupId}?panel=delete` },
  { name: 'group without members', path: (ids) => `/groups/${ids.emptyGroupId}` },
  { name: 'devices', path: () => '/devices' },
  { name: 'device', path: (ids) => `/devices/${ids.deviceId}` },
  { name: 'users', path: () => '/users' },
  { name: 'users, add', path: () => '/users?panel=add' },
  { name: 'user', path: (ids) => `/users/${ids.userId}` },
  { name: 'user, edit', path: (ids) => `/users/${ids.userId}?panel=edit` },
  { name: 'user, register', path: (ids) => `/users/${ids.userId}?panel=register` },
  { name: 'user, remove', path: (ids) => `/users/${ids.userId}?panel=remove` },
  { name: 'device, edit', path: (ids) => `/devices/${ids.deviceId}?panel=edit` },
  { name: 'device, delete', path: (ids) => `/devices/${ids.deviceId}?panel=delete` },
  { name: 'device, take back all licenses', path: (ids) => `/devices/${ids.deviceId}?panel=revoke` },
  { name: 'user, take back all licenses', path: (ids) => `/users/${ids.userId}?panel=revoke` },
  { name: 'explain', path: () => '/explain' },
  {
    name: 'explain, why a device waits',
    path: (ids) => `/explain?deviceId=${ids.deviceId}&appId=${ids.scarceAppId}`,
  },
  {
    name: 'explain, why a person lacks an app',
    path: (ids) => `/explain?userId=${ids.userId}&appId=${ids.peopleAppId}`,
  },
  { name: 'orders', path: () => '/orders' },
  { name: 'drift without any', path: () => '/drift' },
  { name: 'address that does not exist', path: () => '/nowhere' },
]

/** Waits until the page shows what it loads: no skeleton, no spinner, nothing half there. */
export async function untilSettled(page: Page): Promise<void> {
  const shown = page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog')).or(page.getByRole('alertdialog'))
  await expect(shown.first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"], [role="progressbar"]')).toHaveCount(0)
}
