import * as contracts from '@pomona/contracts'
import { findGroupSummary, listGroups, listMembers } from '@pomona/db'
import { changeMembers, createGroup, deleteGroup, updateGroup } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentGroup, presentMember } from './groups.presenter.ts'

/** 200,000 ids in each of two lists, and as many serial numbers. */
export const memberBodyLimit = 32 * 1024 * 1024

export function groupRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const readGroup = async (id: string) => presentGroup(found(await findGroupSummary(db, id), 'group'))

  route(routing, contracts.listGroups, async ({ query }) => presentPage(await listGroups(db, query), presentGroup))

  route(routing, contracts.createGroup, async ({ actor, body, response }) => {
    const { id } = await createGroup(deps, actor, body)
    response.location(`/api/v1/groups/${id}`)
    return readGroup(id)
  })

  route(routing, contracts.getGroup, ({ params }) => readGroup(params.id))

  route(routing, contracts.updateGroup, async ({ actor, params, body }) => {
    await updateGroup(deps, actor, { groupId: params.id, ...body })
    return readGroup(params.id)
  })

  route(routing, contracts.deleteGroup, async ({ actor, params, query }) => {
    await deleteGroup(deps, actor, { groupId: params.id, ...query })
    return {}
  })

  route(routing, contracts.listMembers, async ({ params, query }) => {
    const group = found(await findGroupSummary(db, params.id), 'group')
    return presentPage(await listMembers(db, { ...query, group }), presentMember)
  })

  route(
    routing,
    contracts.putMembers,
    ({ actor, params, body: { planHash, ...members } }) =>
      changeMembers(deps, actor, { groupId: params.id, members, planHash }),
    { bodyLimit: memberBodyLimit },
  )

  route(
    routing,
    contracts.patchMembers,
    ({ actor, params, body: { planHash, ...members } }) =>
      changeMembers(deps, actor, { groupId: params.id, members, planHash }),
    { bodyLimit: memberBodyLimit },
  )
}
