import { createHash } from 'node:crypto'
import { idParams } from '@pomona/contracts'
import { findAssetIcon } from '@pomona/db'
import { z } from 'zod'
import type { ApiDeps } from '../../deps.ts'
import { found } from '../../http/not-found.ts'
import { admitRole, type Routing } from '../../http/route.ts'
import { readParts } from '../../http/validate.ts'

/** Pictures of these types alone are served: no SVG, which can hold scripts. */
const servedTypes = new Set(['image/png', 'image/jpeg', 'image/webp'])

/** `GET /api/v1/apps/:id/icon`: bytes, not JSON, therefore not made from a contract. */
export const iconPath = '/api/v1/apps/:id/icon'

export function iconRoutes(routing: Routing, deps: ApiDeps): void {
  const anything = z.unknown()
  routing.router.get(iconPath, admitRole(routing.authentication, 'helpdesk'), async (request, response) => {
    const { params } = readParts({ params: idParams, query: anything, body: anything }, request)
    const icon = await findAssetIcon(deps.database.prisma, params.id)
    const { bytes, type } = found(icon && servedTypes.has(icon.type) ? icon : undefined, 'icon')
    response
      .set('Cache-Control', 'private, max-age=86400')
      .set('ETag', `"${createHash('sha256').update(bytes).digest('base64url')}"`)
      .type(type)
      .send(Buffer.from(bytes))
  })
}
