import type { WireUser } from '../wire/licenses.ts'
import { associateUser } from './events/user-tasks.ts'
import { renewVersions } from './holdings.ts'
import type { LocationState } from './location-state.ts'
import { FakeAppleProblem } from './problem.ts'
import { isActive, type UserRecord } from './user-list.ts'

/** An invitation as the person who opens it sees it. */
export type InvitationView = {
  inviteCode: string
  uId: string
  locationName: string
  orgName: string
  /** The MDM that manages the location. */
  mdmName: string | undefined
  clientUserId: string
  email: string | undefined
  status: WireUser['status']
}

/** What persons do with their invitations. */
export type Invitations = {
  invitation(inviteCode: string): InvitationView
  /** The person agrees; the Apple Account is the e-mail address of the invitation when none is named. */
  acceptInvitation(inviteCode: string, appleAccount?: string): InvitationView & { appleAccount: string; idHash: string }
}

export function createInvitations(inside: {
  locations: () => Iterable<LocationState>
  settle: (location: LocationState) => void
  newId: () => string
  onAssociated: (location: LocationState, user: UserRecord) => void
}): Invitations {
  const find = (inviteCode: string) => {
    for (const location of inside.locations()) {
      // Whoever was created a moment ago has an invitation as soon as the event is over.
      inside.settle(location)
      const place = location.users.placeOfInvitation(inviteCode)
      if (place !== undefined) return { location, place, user: location.users.at(place) }
    }
    throw new FakeAppleProblem('not_found', 'Nobody was invited with this code. Ask for a new invitation.')
  }

  return {
    invitation(inviteCode) {
      const { location, user } = find(inviteCode)
      return toView(location, inviteCode, user)
    },
    acceptInvitation(inviteCode, account) {
      const { location, place, user } = find(inviteCode)
      if (user.status !== 'Registered') {
        const reason = isActive(user) ? 'It was accepted before.' : 'Its user was retired. Ask for a new invitation.'
        throw new FakeAppleProblem('conflict', `The invitation cannot be accepted. ${reason}`)
      }
      const appleAccount = account ?? user.email ?? `${user.clientUserId}@people.example`
      const associated = associateUser(location, place, appleAccount)
      renewVersions(location, inside.newId)
      inside.onAssociated(location, associated)
      return { ...toView(location, inviteCode, associated), appleAccount, idHash: associated.idHash ?? '' }
    },
  }
}

function toView(location: LocationState, inviteCode: string, user: UserRecord): InvitationView {
  const { uId, locationName, orgName, mdmInfo } = location
  const { clientUserId, email, status } = user
  return { inviteCode, uId, locationName, orgName, mdmName: mdmInfo?.name, clientUserId, email, status }
}
