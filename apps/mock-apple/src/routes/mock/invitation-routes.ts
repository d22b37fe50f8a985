import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { acceptBody } from './bodies.ts'
import { readBody } from './read-body.ts'

/** Invitations for tests, which have no person to open a page. */
export function invitationRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()
  router.get('/invitations/:inviteCode', (request, response) => {
    response.json(fake.invitation(request.params.inviteCode))
  })
  router.post('/invitations/:inviteCode/accept', async (request, response) => {
    const { appleAccount } = await readBody(acceptBody, request, response)
    response.json(fake.acceptInvitation(request.params.inviteCode, appleAccount))
  })
  return router
}
