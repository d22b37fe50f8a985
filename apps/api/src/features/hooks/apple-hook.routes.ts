import { AppError } from '@pomona/domain'
import { admitToHook, receiveNotification } from '@pomona/engine'
import { json, type RequestHandler, type Router } from 'express'
import type { ApiDeps } from '../../deps.ts'
import { answerMethodNotAllowed } from '../../http/errors.ts'
import { findUnstorableTexts } from '../../http/validate.ts'

const path = '/hooks/apple/:tokenId'

/** A notification has at most 100 elements, some 30 KB. */
const bodyLimit = 256 * 1024

/**
 * Where Apple posts what it has to tell of a token's location (P13). No session and no origin: the bearer token proves the sender, before the
 * body is read. Stored, then answered at once; whatever is not a success is posted again by Apple, three times in all.
 */
export function appleHookRoutes(router: Router, deps: ApiDeps): void {
  const admit: RequestHandler<{ tokenId: string }> = (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    admitToHook(deps, { tokenId: request.params.tokenId, authorization: request.get('Authorization') ?? '' })
    next()
  }
  // Apple does not say which Content-Type it sends.
  const readBody = json({ limit: bodyLimit, type: () => true })
  const receive: RequestHandler<{ tokenId: string }> = async (request, response) => {
    const body: unknown = request.body
    const [problem] = findUnstorableTexts(body, 'body')
    if (problem !== undefined) throw new AppError('invalid_input', `${problem.path}: ${problem.message}`)
    await receiveNotification(deps, { tokenId: request.params.tokenId, body })
    response.json({ status: 'stored' })
  }
  router.post(path, admit, readBody, receive)
  router.all(path, answerMethodNotAllowed(['POST']))
}
