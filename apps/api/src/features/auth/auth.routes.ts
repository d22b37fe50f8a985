import * as contracts from '@pomona/contracts'
import { endSession } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Request, Response } from 'express'
import { signAccessToken } from '../../auth/access-token.ts'
import { findAsking, readClaims } from '../../auth/authenticate.ts'
import { readRefreshToken } from '../../auth/refresh-token.ts'
import { continueSession, isRefreshTokenOf, openSession, type OpenSession } from '../../auth/sessions.ts'
import { signInThrottle } from '../../auth/sign-in-throttle.ts'
import type { ApiDeps } from '../../deps.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAccount } from './auth.presenter.ts'

export function authRoutes(routing: Routing, deps: ApiDeps): void {
  const { cookies, jwtSecret } = routing.authentication
  const throttle = signInThrottle(deps.database)

  const answer = (response: Response, { account, sessionId, refresh }: OpenSession) => {
    const accessToken = signAccessToken({ accountId: account.id, sessionId }, jwtSecret, deps.now())
    cookies.setAccess(response, accessToken)
    if (refresh) cookies.setRefresh(response, refresh.token, refresh.expiresAt)
    response.locals['accountId'] = account.id
    return { accessToken, user: presentAccount(account) }
  }

  route(routing, contracts.signIn, async ({ body, request, response }) => {
    const ipAddress = request.ip ?? ''
    await throttle.admit(body.email, ipAddress)
    const session = await openSession(deps, { ...body, userAgent: request.get('User-Agent') ?? '', ipAddress })
    await throttle.forgive(body.email, ipAddress)
    return answer(response, session)
  })

  const goOn = async (request: Request, response: Response) => {
    const token = readRefreshToken(cookies.readRefresh(request))
    const session = token === undefined ? 'ended' : await continueSession(deps, token)
    if (session === 'stolen') request.log.warn('a refresh token was used again after it was replaced: session ended')
    if (typeof session !== 'string') return answer(response, session)
    cookies.clear(response)
    return undefined
  }

  route(routing, contracts.refreshSession, async ({ request, response }) => {
    const answered = await goOn(request, response)
    if (!answered) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.')
    return answered
  })

  // Nobody is an answer here, not a refusal: a browser reports refusals as errors before anybody has done anything.
  route(routing, contracts.openSession, async ({ request, response }) => {
    const signedIn = await findAsking(request, routing.authentication)
    if (signedIn) return { user: presentAccount({ ...signedIn, id: signedIn.accountId }) }
    return { user: (await goOn(request, response))?.user ?? null }
  })

  route(routing, contracts.signOut, async ({ request, response }) => {
    const token = readRefreshToken(cookies.readRefresh(request))
    const isHolder = token !== undefined && (await isRefreshTokenOf(deps, token))
    const sessionId = isHolder ? token.sessionId : readClaims(request, routing.authentication)?.sessionId
    if (sessionId !== undefined) await endSession(deps.database.prisma, sessionId, deps.now())
    cookies.clear(response)
    return {}
  })

  route(routing, contracts.getMe, ({ user }) => presentAccount({ ...user, id: user.accountId }))
}
