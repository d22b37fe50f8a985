import * as contracts from '@pomona/contracts'
import { findAssignmentList } from '@pomona/db'
import { saveAssignments } from '@pomona/engine'
import type { ProductType } from '@pomona/domain'
import type { Response } from 'express'
import type { ApiDeps } from '../../deps.ts'
import { versionTag } from '../../http/if-match.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAssignment } from './assignments.presenter.ts'

export function assignmentRoutes(routing: Routing, deps: ApiDeps): void {
  const readList = async (asset: { id: string; productType: ProductType }, response: Response) => {
    const list = found(
      await findAssignmentList(deps.database.prisma, asset),
      asset.productType === 'Book' ? 'book' : 'app',
    )
    response.set('ETag', versionTag(list.version))
    return { assignments: list.assignments.map(presentAssignment) }
  }

  const listOf = (
    productType: ProductType,
    get: typeof contracts.getAssignments,
    put: typeof contracts.putAssignments,
  ) => {
    route(routing, get, ({ params, response }) => readList({ id: params.id, productType }, response))

    route(routing, put, async ({ actor, params, body, expectedVersion, response }) => {
      await saveAssignments(deps, actor, { ...body, assetId: params.id, productType, expectedVersion })
      return readList({ id: params.id, productType }, response)
    })
  }
  listOf('App', contracts.getAssignments, contracts.putAssignments)
  listOf('Book', contracts.getBookAssignments, contracts.putBookAssignments)
}
