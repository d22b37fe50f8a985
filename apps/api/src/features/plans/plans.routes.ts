import * as contracts from '@pomona/contracts'
import { findDeviceDetail, findPerson } from '@pomona/db'
import {
  listPlanItems,
  planAssignments,
  planGroupChange,
  planRevocation,
  type AssignmentsToPlan,
  type PlanItemsRequest,
} from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { memberBodyLimit } from '../groups/groups.routes.ts'
import { presentGroupPlan, presentPlan, presentPlanItem, presentRevokePlan } from './plans.presenter.ts'

/** What a change would do, before it is made (P19, P24). */
export function planRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const readPlan = async (draft: AssignmentsToPlan) => presentPlan(await planAssignments(deps, draft))
  const readItems = async (request: PlanItemsRequest) =>
    presentPage(await listPlanItems(deps, request), presentPlanItem)

  route(routing, contracts.planAssignments, ({ params, body }) =>
    readPlan({ ...body, assetId: params.id, productType: 'App' }),
  )
  route(routing, contracts.planBookAssignments, ({ params, body }) =>
    readPlan({ ...body, assetId: params.id, productType: 'Book' }),
  )
  route(routing, contracts.listPlanItems, ({ params, body }) =>
    readItems({ ...body, assetId: params.id, productType: 'App' }),
  )
  route(routing, contracts.listBookPlanItems, ({ params, body }) =>
    readItems({ ...body, assetId: params.id, productType: 'Book' }),
  )

  route(
    routing,
    contracts.planGroup,
    async ({ params, body }) => presentGroupPlan(await planGroupChange(deps, { groupId: params.id, change: body })),
    { bodyLimit: memberBodyLimit },
  )

  route(routing, contracts.planRevokeAppLicenses, async ({ params }) =>
    presentRevokePlan(await planRevocation(deps, { assetId: params.id })),
  )
  route(routing, contracts.planRevokeDeviceLicenses, async ({ params }) => {
    const { id } = found(await findDeviceDetail(db, params.id), 'device')
    return presentRevokePlan(await planRevocation(deps, { deviceId: id }))
  })
  route(routing, contracts.planRevokeUserLicenses, async ({ params }) => {
    const { id } = found(await findPerson(db, params.id), 'person')
    return presentRevokePlan(await planRevocation(deps, { personId: id }))
  })
}
