import * as contracts from '@pomona/contracts'
import { findRevocation, findTokenSummary, listRevocationItems, listRevocations } from '@pomona/db'
import {
  deleteToken,
  previewCountry,
  previewTokenDeletion,
  resumeToken,
  revokeTokenLicenses,
  testToken,
} from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { openThrottle } from '../../http/throttle.ts'
import { presentRevocation, presentRevocationItem } from './revocations.presenter.ts'
import { presentToken } from './tokens.presenter.ts'

/** More than a screen can show; the count tells of all. */
const missingMax = 500

/** From "Test now" to deletion: what happens to a token after it was uploaded. */
export function tokenLifeRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const findOne = async (id: string) => found(await findTokenSummary(db, id), 'token')
  const readRevocation = async (tokenId: string, id: string) =>
    found(await findRevocation(db, { tokenId, id }), 'revocation')
  const tests = openThrottle(deps.database, {
    name: 'test-token',
    attempts: 6,
    seconds: 60,
    message: 'This token was tested several times just now, and Apple counts every question.',
  })

  route(routing, contracts.testToken, async ({ params }) => {
    await findOne(params.id)
    await tests.admit(params.id)
    const test = await testToken(deps, { tokenId: params.id })
    return { ...test, token: presentToken(await findOne(params.id), deps.now()) }
  })

  route(routing, contracts.previewCountry, async ({ params, body }) => {
    const { assetCount, missing } = await previewCountry(deps, { tokenId: params.id, ...body })
    const shown = missing.slice(0, missingMax).map(({ id, ...asset }) => ({ appId: id, ...asset }))
    return { countryOrRegion: body.countryOrRegion, assetCount, missingCount: missing.length, missing: shown }
  })

  route(routing, contracts.previewTokenDeletion, async ({ params }) => {
    const { displayName, isClaimedByUs, foreignAssociationCount } = await findOne(params.id)
    const holdings = await previewTokenDeletion(deps, { tokenId: params.id })
    return { ...holdings, displayName, foreignAssociationCount, remainsClaimed: isClaimedByUs }
  })

  route(routing, contracts.deleteToken, async ({ actor, params, body }) => {
    await deleteToken(deps, actor, { tokenId: params.id, ...body })
    return {}
  })

  route(routing, contracts.revokeTokenLicenses, async ({ actor, params, body }) => {
    const { revocationId } = await revokeTokenLicenses(deps, actor, { tokenId: params.id, ...body })
    return presentRevocation(await readRevocation(params.id, revocationId))
  })

  route(routing, contracts.resumeToken, async ({ actor, params }) => {
    await resumeToken(deps, actor, { tokenId: params.id })
    return presentToken(await findOne(params.id), deps.now())
  })

  route(routing, contracts.listRevocations, async ({ params, query }) => {
    await findOne(params.id)
    return presentPage(await listRevocations(db, { ...query, tokenId: params.id }), presentRevocation)
  })

  route(routing, contracts.getRevocation, async ({ params }) =>
    presentRevocation(await readRevocation(params.id, params.revocationId)),
  )

  route(routing, contracts.listRevocationItems, async ({ params, query }) => {
    const { id } = await readRevocation(params.id, params.revocationId)
    return presentPage(await listRevocationItems(db, { ...query, revocationId: id }), presentRevocationItem)
  })
}
