import * as contracts from '@pomona/contracts'
import { findDeviceDetail, listDeviceApps, listDevices } from '@pomona/db'
import { deleteDevice, updateDevice } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentDevice, presentDeviceApp } from './devices.presenter.ts'

export function deviceRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  route(routing, contracts.listDevices, async ({ query }) => presentPage(await listDevices(db, query), presentDevice))

  route(routing, contracts.getDevice, async ({ params }) => {
    const device = found(await findDeviceDetail(db, params.id), 'device')
    return {
      ...presentDevice(device),
      groups: device.groups.map(({ id, displayName }) => ({ id, displayName })),
    }
  })

  route(routing, contracts.updateDevice, async ({ actor, params, body }) => {
    await updateDevice(deps, actor, { deviceId: params.id, ...body })
    return presentDevice(found(await findDeviceDetail(db, params.id), 'device'))
  })

  route(routing, contracts.deleteDevice, async ({ actor, params, query }) => {
    await deleteDevice(deps, actor, { deviceId: params.id, keepLicenses: query.keepLicenses })
    return {}
  })

  route(routing, contracts.listDeviceApps, async ({ params, query }) => {
    const device = found(await findDeviceDetail(db, params.id), 'device')
    return presentPage(await listDeviceApps(db, { ...query, device }), presentDeviceApp)
  })
}
