import * as contracts from '@pomona/contracts'
import { findPerson, listPeople, listPersonApps } from '@pomona/db'
import { AppError } from '@pomona/domain'
import { createPerson, invitePerson, removePerson, updatePerson } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentUser, presentUserApp, type InvitationUrl } from './users.presenter.ts'

export function userRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const invitationUrl: InvitationUrl = async (inviteCode) => {
    try {
      return await deps.vpp.getInvitationUrl(inviteCode)
    } catch (error) {
      // People are shown while Apple, who gives the address, is away.
      if (error instanceof AppError) return null
      throw error
    }
  }
  const readUser = async (id: string) => presentUser(found(await findPerson(db, id), 'person'), invitationUrl)

  route(routing, contracts.listUsers, async ({ query }) => {
    const { items, nextCursor, totalCount } = await listPeople(db, query)
    return { value: await Promise.all(items.map((item) => presentUser(item, invitationUrl))), nextCursor, totalCount }
  })

  route(routing, contracts.createUser, async ({ actor, body, response }) => {
    const { id } = await createPerson(deps, actor, { ...body, managedAppleId: body.managedAppleId ?? null })
    response.location(`/api/v1/users/${id}`)
    return readUser(id)
  })

  route(routing, contracts.getUser, ({ params }) => readUser(params.id))

  route(routing, contracts.updateUser, async ({ actor, params, body }) => {
    await updatePerson(deps, actor, { personId: params.id, ...body })
    return readUser(params.id)
  })

  route(routing, contracts.deleteUser, async ({ actor, params }) => {
    await removePerson(deps, actor, { personId: params.id })
    return {}
  })

  route(routing, contracts.inviteUser, async ({ actor, params, body }) => {
    await invitePerson(deps, actor, { personId: params.id, ...body })
    return readUser(params.id)
  })

  route(routing, contracts.listUserApps, async ({ params, query }) => {
    const { id: personId } = found(await findPerson(db, params.id), 'person')
    return presentPage(await listPersonApps(db, { ...query, personId }), presentUserApp)
  })
}
