import { deviceOwnerships, enrollmentStates, licenseTypes } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'
import { licenseStandings } from './licenses.ts'

export const deviceView = z.object({
  id,
  name: z.string(),
  serialNumber: z.string().nullable(),
  model: z.string(),
  osVersion: z.string().nullable(),
  ownership: z.enum(deviceOwnerships),
  isSupervised: z.boolean(),
  isKiosk: z.boolean(),
  enrollmentState: z.enum(enrollmentStates),
  person: z.object({ id, displayName: z.string() }).nullable(),
  heldCount: z.number().int(),
  waitingCount: z.number().int(),
  lastSeenAt: time.nullable(),
  createdAt: time,
})
export type DeviceView = z.infer<typeof deviceView>

export const listDevices = endpoint({
  method: 'GET',
  path: '/api/v1/devices',
  summary: 'List devices',
  tag: 'Devices',
  access: 'helpdesk',
  query: listQuery(['name', '-name', 'serialNumber', '-serialNumber'], {
    ownership: z.enum(deviceOwnerships).optional(),
    groupId: id.optional(),
    /** The devices whose primary user this person is. */
    personId: id.optional(),
  }),
  response: listOf(deviceView),
})

export const getDevice = endpoint({
  method: 'GET',
  path: '/api/v1/devices/:id',
  summary: 'One device, with its groups',
  tag: 'Devices',
  access: 'helpdesk',
  params: idParams,
  response: deviceView.extend({ groups: z.array(z.object({ id, displayName: z.string() })) }),
})

export const updateDevice = endpoint({
  method: 'PATCH',
  path: '/api/v1/devices/:id',
  summary: 'Name a device, say whose it is and how it is used. Licenses follow',
  tag: 'Devices',
  access: 'admin',
  params: idParams,
  body: z.object({
    name: z.string().trim().min(1).max(200).optional(),
    personId: id.nullable().optional(),
    ownership: z.enum(deviceOwnerships).optional(),
    isKiosk: z.boolean().optional(),
  }),
  response: deviceView,
})

export const deleteDevice = endpoint({
  method: 'DELETE',
  path: '/api/v1/devices/:id',
  summary: 'Forget a device. Its device licenses go back to Apple, unless `keepLicenses` is true (P23)',
  tag: 'Devices',
  access: 'admin',
  params: idParams,
  query: z.object({ keepLicenses: z.stringbool().default(false) }),
  response: z.object({}),
  status: 204,
})

export const deviceAppView = z.object({
  appId: id,
  name: z.string(),
  iconUrl: z.string().nullable(),
  tokenName: z.string(),
  /** On the device's own serial number, or on its user. */
  licenseType: z.enum(licenseTypes),
  standing: z.enum(licenseStandings),
  place: z.number().int().nullable(),
  reason: z.string().nullable(),
  since: time,
})
export type DeviceAppView = z.infer<typeof deviceAppView>

export const listDeviceApps = endpoint({
  method: 'GET',
  path: '/api/v1/devices/:id/apps',
  summary: 'The apps that a device, or its primary user, holds a license of, waits for, or is to lose',
  tag: 'Devices',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['name'], {}),
  response: listOf(deviceAppView),
})
