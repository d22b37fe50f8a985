import { FakeAppleProblem, invitationPath, type FakeApple, type InvitationView } from '@pomona/apple-vpp/fake'
import express, { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { invitationPage, type InvitationPage } from '../invitation-page.ts'
import { paramsOf } from './request-parts.ts'

const choice = z.object({ choice: z.enum(['accept', 'later']).default('accept'), appleAccount: z.string().default('') })
const account = z.email().max(254)

/** Where the address of an invitation leads: a person accepts it, or leaves it for later. */
export function invitationPageRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()
  const readForm = express.urlencoded({ extended: false, limit: '10kb' })

  router.get(invitationPath, (request, response) => {
    const invitation = find(fake, request)
    send(response, pageOf(invitation))
  })
  router.post(invitationPath, readForm, (request, response) => {
    const invitation = find(fake, request)
    if (invitation?.status !== 'Registered') {
      send(response, pageOf(invitation))
      return
    }
    const form = choice.catch({ choice: 'accept', appleAccount: '' }).parse(request.body ?? {})
    if (form.choice === 'later') {
      send(response, { kind: 'later', invitation, address: request.originalUrl })
      return
    }
    const appleAccount = account.safeParse(form.appleAccount.trim())
    if (!appleAccount.success) {
      const problem = 'Enter the e-mail address that is your Apple Account.'
      send(response, { kind: 'ask', invitation, appleAccount: form.appleAccount, problem }, 400)
      return
    }
    fake.acceptInvitation(invitation.inviteCode, appleAccount.data)
    // Whoever reloads the page does not send the form again.
    response.redirect(303, request.originalUrl)
  })
  return router
}

function pageOf(invitation: InvitationView | undefined): InvitationPage {
  if (invitation?.status === 'Registered') return { kind: 'ask', invitation, appleAccount: invitation.email ?? '' }
  return invitation?.status === 'Associated' ? { kind: 'accepted', invitation } : { kind: 'ended' }
}

function find(fake: FakeApple, request: Request): InvitationView | undefined {
  try {
    return fake.invitation(paramsOf(request).get('inviteCode') ?? '')
  } catch (error) {
    if (error instanceof FakeAppleProblem) return undefined
    throw error
  }
}

function send(response: Response, page: InvitationPage, status = page.kind === 'ended' ? 404 : 200): void {
  response.status(status).type('html').set('cache-control', 'no-store').send(invitationPage(page))
}
