import * as contracts from '@pomona/contracts'
import { findAssignmentList } from '@pomona/db'
import { saveAssignments } from '@pomona/engine'
import type { Response } from 'express'
import type { ApiDeps } from '../../deps.ts'
import { versionTag } from '../../http/if-match.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAssignment } from './assignments.presenter.ts'

export function assignmentRoutes(routing: Routing, deps: ApiDeps): void {
  const readList = async (assetId: string, response: Response) => {
    const list = found(await findAssignmentList(deps.database.prisma, assetId), 'app')
    response.set('ETag', versionTag(list.version))
    return { assignments: list.assignments.map(presentAssignment) }
  }

  route(routing, contracts.getAssignments, ({ params, response }) => readList(params.id, response))

  route(routing, contracts.putAssignments, async ({ actor, params, body, expectedVersion, response }) => {
    await saveAssignments(deps, actor, { assetId: params.id, expectedVersion, assignments: body.assignments })
    return readList(params.id, response)
  })
}
