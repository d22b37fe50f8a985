import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { wireClientConfig, wireServiceConfig } from './config.ts'
import { wireErrorResponse } from './errors.ts'
import { wireAssetsPage, wireAssignmentsPage, wireEventReceipt, wireEventStatus, wireUsersPage } from './licenses.ts'
import { wireMetadataAnswer, wireMetadataItem } from './metadata.ts'
import { wireNotification } from './notifications.ts'
import {
  wireClientConfigRequest,
  wireManageAssetsRequest,
  wireManageUsersRequest,
  wireRevokeAssetsRequest,
} from './requests.ts'

const folder = new URL('./fixtures/', import.meta.url)
const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))

const schemaOf: Record<string, z.ZodType> = {
  'service-config': wireServiceConfig,
  'client-config-unclaimed': wireClientConfig,
  'client-config-claimed': wireClientConfig,
  'client-config-request': wireClientConfigRequest,
  'assets-page-0': wireAssetsPage,
  'assets-page-1': wireAssetsPage,
  'assets-unlimited': wireAssetsPage,
  'assets-taken-over': wireAssetsPage,
  assignments: wireAssignmentsPage,
  'assignments-with-user-state': wireAssignmentsPage,
  'assignments-nothing-new': wireAssignmentsPage,
  'associate-request': wireManageAssetsRequest,
  'disassociate-request': wireManageAssetsRequest,
  'event-receipt': wireEventReceipt,
  'event-receipt-claimed': wireEventReceipt,
  'status-pending': wireEventStatus,
  'status-complete': wireEventStatus,
  'status-failed-partly': wireEventStatus,
  'status-failed-user-exists': wireEventStatus,
  'status-users-created': wireEventStatus,
  users: wireUsersPage,
  'create-users-request': wireManageUsersRequest,
  'update-users-request': wireManageUsersRequest,
  'retire-users-request': wireManageUsersRequest,
  'notification-test': wireNotification,
  'notification-associated': wireNotification,
  'notification-no-licenses': wireNotification,
  'notification-disassociated': wireNotification,
  'notification-revoked': wireNotification,
  'notification-users-created': wireNotification,
  'notification-user-associated': wireNotification,
  'notification-user-retired': wireNotification,
  'notification-asset-count': wireNotification,
  'revoke-request': wireRevokeAssetsRequest,
  'error-9621': wireErrorResponse,
  'error-9622': wireErrorResponse,
  'error-9646': wireErrorResponse,
  'error-9650': wireErrorResponse,
  'error-9707': wireErrorResponse,
  'error-9708': wireErrorResponse,
  'error-9719': wireErrorResponse,
  'error-9729': wireErrorResponse,
  metadata: wireMetadataAnswer,
  'metadata-not-in-store': wireMetadataAnswer,
}

it('has a schema for every sample of Apple’s traffic', () => {
  expect(Object.keys(schemaOf).toSorted()).toEqual(
    readdirSync(folder)
      .map((file) => file.replace('.json', ''))
      .toSorted(),
  )
})

/** Users are read by themselves; a million associations need not repeat how they stand. */
const isLeftAside = (member: string) => ['userStatus', 'idHash'].includes(member)

it.each(Object.entries(schemaOf))('reads the sample %s and loses nothing that it knows', (name, schema) => {
  const sample = fixture(name)
  const { version: _v, isAuthenticated: _a, meta: _m, ...known } = sample as Record<string, unknown>
  if (Array.isArray(known['assignments'])) {
    known['assignments'] = known['assignments'].map((association: object) =>
      Object.fromEntries(Object.entries(association).filter(([member]) => !isLeftAside(member))),
    )
  }
  expect(schema.parse(sample)).toEqual(known)
})

it.each(Object.entries(schemaOf))('reads the sample %s with members that nobody knows yet', (name, schema) => {
  expect(schema.safeParse({ ...(fixture(name) as object), futureMember: { deep: [1] } }).success).toBe(true)
})

it('fills in the price level that Apple’s samples leave out', () => {
  const page = {
    assignments: [{ adamId: '1', serialNumber: 'S' }],
    currentPageIndex: 0,
    size: 1,
    totalPages: 1,
    versionId: 'v',
    uId: '9',
  }
  expect(wireAssignmentsPage.parse(page).assignments[0]?.pricingParam).toBe('STDQ')
})

it('reads metadata with numbers or texts as ids and with a list or an object of pictures', () => {
  const { results } = wireMetadataAnswer.parse(fixture('metadata'))
  const item = wireMetadataItem.parse(results['1000000001'])
  expect(item).toMatchObject({ id: '1000000001', name: 'Example Notes', artwork: { width: 1024 } })
  const other = wireMetadataItem.parse({
    ...(results['1000000001'] as object),
    id: 1000000001,
    artwork: [{ url: 'https://images.example.test/notes/60.png', width: 60, height: 60 }],
  })
  expect(other).toMatchObject({ id: 1000000001, artwork: [{ width: 60 }] })
})

it('leaves out a part of the metadata that it cannot read, and keeps the rest', () => {
  const item = wireMetadataItem.parse({ name: 'Example', artwork: 7, offers: 'none', genreNames: [1], bundleId: {} })
  expect(item).toMatchObject({ name: 'Example', offers: [], genreNames: [] })
})
