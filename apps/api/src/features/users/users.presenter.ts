import type { UserAppView, UserView, VppUserView } from '@pomona/contracts'
import type { LicensedAppRow, PersonSummary, VppUserRow } from '@pomona/db'
import { canWrite, resendFrom } from '@pomona/domain'
import { presentOptionalTime, presentTime } from '../../http/list.ts'
import { presentDeviceApp } from '../devices/devices.presenter.ts'

/** The address of an invitation, from its code; absent while Apple does not give it. */
export type InvitationUrl = (inviteCode: string) => Promise<string | null>

export async function presentUser(person: PersonSummary, invitationUrl: InvitationUrl): Promise<UserView> {
  return {
    id: person.id,
    displayName: person.displayName,
    email: person.email,
    managedAppleId: person.managedAppleId,
    deviceCount: person.deviceCount,
    vppUsers: await Promise.all(person.vppUsers.map((user) => presentVppUser(user, person, invitationUrl))),
    createdAt: presentTime(person.createdAt),
    removedAt: presentOptionalTime(person.removedAt),
  }
}

async function presentVppUser(
  user: VppUserRow,
  person: PersonSummary,
  invitationUrl: InvitationUrl,
): Promise<VppUserView> {
  const isOpen = user.invitation === 'invited'
  return {
    id: user.id,
    tokenId: user.tokenId,
    tokenName: user.tokenName,
    clientUserId: user.clientUserId,
    status: user.status,
    invitation: user.invitation,
    invitationUrl: isOpen && user.inviteCode !== null ? await invitationUrl(user.inviteCode) : null,
    invitedAt: presentOptionalTime(user.invitedAt),
    resendFrom: isOpen ? presentTime(resendFrom(user.invitedAt)) : null,
    problem: problemOf(user, person),
    licenseCount: user.licenseCount,
  }
}

/** What keeps a person from being served, and what to do; the most pressing first. */
function problemOf(user: VppUserRow, person: PersonSummary): string | null {
  if (user.wanted !== null && !canWrite(user.tokenState)) {
    const why = user.tokenReason ?? 'Its token cannot write at Apple now.'
    return `Nothing is sent to Apple with ${user.tokenName}: ${why}`
  }
  if (user.reason !== null) {
    const saysSo = user.retryAt === null || user.reason.endsWith('tried again by itself.')
    return saysSo ? user.reason : `${user.reason} Pomona tries again by itself.`
  }
  if (user.sharedWith !== null) {
    return `${user.sharedWith} uses the same Apple Account. Each person needs an Apple Account of their own: remove ${person.displayName} or ${user.sharedWith}, add them again, and have them accept with their own account.`
  }
  if (user.otherAccountOn !== null) {
    return `On ${user.otherAccountOn} another Apple Account is signed in to the App Store than the one that belongs to ${person.displayName}. Have them sign in there with their own, or use device licenses.`
  }
  if (user.storeBlockedOn !== null) {
    return `The App Store is blocked on ${user.storeBlockedOn}, so the invitation cannot be accepted there. Lift the restriction, or use device licenses.`
  }
  return null
}

export const presentUserApp = (app: LicensedAppRow): UserAppView => ({
  ...presentDeviceApp(app),
  productType: app.productType,
})
