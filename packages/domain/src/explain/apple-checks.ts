import { canWrite } from '../tokens/token-state.ts'
import { unlimitedCount } from '../vocabulary.ts'
import { counted, evidence, isActive, type Context, type Finding } from './context.ts'
import type { Evidence, LicenseFacts, OrderFacts } from './explain-facts.ts'

const notByUser: Finding = { status: 'skipped', title: 'A device license needs no invitation.' }
const forUninstall: Finding = { status: 'skipped', title: 'Uninstalling needs no invitation.' }

/** Can anything be changed at Apple with the token (P5)? */
export function checkToken({ token, isHeld, isDue, who }: Context): Finding {
  const since = evidence('Token', `${token.name}: ${token.state}`, token.stateChangedAt)
  const isUsable = canWrite(token.state) && (token.pausedAt === null || !isDue)
  if (isUsable) {
    return { status: 'passed', title: `Licenses of ${token.name} can be given and taken back.`, evidence: [since] }
  }
  if (isHeld === isDue) {
    const stands = isDue ? `${who} keeps the license that it holds` : 'no license has to go back'
    return { status: 'passed', title: `${token.name} cannot be used now, but ${stands}.`, evidence: [since] }
  }
  if (canWrite(token.state)) {
    return {
      status: 'failed',
      title: `All licenses of ${token.name} were called back, and no new ones are given out.`,
      evidence: [evidence('Called back', token.name, token.pausedAt)],
      nextStep: `Open ${token.name} and choose Resume.`,
    }
  }
  return {
    status: 'failed',
    title: `${token.name} cannot change anything at Apple, so the order waits.`,
    evidence: [since],
    nextStep: token.stateReason ?? `Renew ${token.name}.`,
  }
}

/** Does Apple know the person (P26)? */
export function checkAppleUser({ licenseType, isUninstall, appleUser, person, token, who, isHeld }: Context): Finding {
  if (isUninstall) return forUninstall
  if (licenseType === 'device') return notByUser
  const name = person?.displayName ?? who
  if (appleUser === null) {
    return {
      status: 'waiting',
      title: `${name} is not known to Apple by ${token.name} yet; Pomona registers them when a license is first due.`,
    }
  }
  const known = evidence('Known to Apple as', appleUser.clientUserId, appleUser.createdAt)
  // Once Apple has refused for good, nothing is wanted of it any more.
  if (appleUser.reason !== null && (appleUser.wanted !== null || appleUser.status === null)) {
    return {
      status: 'failed',
      title: `Apple did not take ${name} as a user of ${token.name}.`,
      evidence: [known, evidence('Apple says', appleUser.reason)],
      nextStep: `Correct what Apple names on the page of ${name}, or choose Device licensing.`,
    }
  }
  if (appleUser.status === 'Retired' || appleUser.status === 'Deleted') {
    if (isHeld)
      return { status: 'passed', title: `${name} left ${token.name} and still holds the license.`, evidence: [known] }
    return {
      status: 'failed',
      title: `${name} was retired at Apple, so ${token.name} can give them nothing.`,
      evidence: [known],
      nextStep: `Invite ${name} again from their page.`,
    }
  }
  if (appleUser.status === null) {
    return { status: 'waiting', title: `Apple is being told of ${name}; the invitation follows.`, evidence: [known] }
  }
  return { status: 'passed', title: `Apple knows ${name} as a user of ${token.name}.`, evidence: [known] }
}

/** Has the person accepted (P26, P28)? */
export function checkInvitation({ licenseType, isUninstall, appleUser, person, device, who }: Context): Finding {
  if (isUninstall) return forUninstall
  if (licenseType === 'device' || appleUser === null) return notByUser
  const name = person?.displayName ?? who
  if (appleUser.status !== 'Registered') {
    return { status: 'passed', title: `${name} has accepted Apple’s invitation.` }
  }
  const sent = evidence('Invited', person?.email ?? name, appleUser.invitedAt ?? appleUser.createdAt)
  if (device?.isStoreBlocked === true) {
    return {
      status: 'failed',
      title: `The iTunes Store is blocked on ${who}, so ${name} cannot accept Apple’s invitation there.`,
      evidence: [sent],
      nextStep: 'Choose Device licensing for the assignment, or lift the restriction.',
    }
  }
  if (person !== null && person.managedAppleId !== null) {
    return {
      status: 'waiting',
      title: `Apple is joining ${name}’s Managed Apple Account; they need not do anything.`,
      evidence: [sent, evidence('Managed Apple Account', person.managedAppleId)],
    }
  }
  return {
    status: 'waiting',
    title: `${name} has not accepted Apple’s invitation yet. Until then no license is used.`,
    evidence: [sent],
    nextStep: `Ask ${name} to open the invitation, or send it again from their page.`,
  }
}

/** Is it their own Apple Account, and the one that the device is signed in with (P27)? */
export function checkAppleAccount(context: Context): Finding {
  const { licenseType, isUninstall, appleUser, person, device, who, install } = context
  if (isUninstall) return { status: 'skipped', title: 'Uninstalling needs no Apple Account.' }
  if (licenseType === 'device' || appleUser === null) {
    return { status: 'skipped', title: 'A device license needs no Apple Account.' }
  }
  const name = person?.displayName ?? who
  if (appleUser.sharedWith.length > 0) {
    const others = appleUser.sharedWith.map(({ displayName }) => displayName).join(', ')
    return {
      status: 'failed',
      title: `${name} and ${others} accepted with the same Apple Account.`,
      evidence: [evidence('Same Apple Account', others)],
      nextStep: 'Each person needs an Apple Account of their own: retire them and invite them again.',
    }
  }
  if (device === null) return { status: 'passed', title: `${name} has an Apple Account of their own.` }
  if (device.storeAccountHash === null || appleUser.idHash === null) {
    return { status: 'unknown', title: `${who} has not told which Apple Account its store is signed in with.` }
  }
  if (device.storeAccountHash !== appleUser.idHash && install?.state !== 'installed') {
    return {
      status: 'failed',
      title: `${who} is signed in with another Apple Account than the one ${name} accepted with.`,
      evidence: [evidence('Last seen', who, device.lastSeenAt)],
      nextStep: `Have ${name} sign in on ${who} with the Apple Account they accepted the invitation with, or choose Device licensing.`,
    }
  }
  return { status: 'passed', title: `${who} is signed in with the Apple Account that ${name} accepted with.` }
}

/** Is a license held, promised or free? */
export function checkLicense(context: Context): Finding {
  const { license, isHeld, isUninstall, who, appName } = context
  const order = license?.order ?? null
  if (isUninstall) return licenseToGiveBack(context)
  if (isHeld && license !== null) {
    const held = evidence('Held by', license.target, license.heldSince)
    if (order?.kind !== 'disassociate' || !isActive(order)) {
      return { status: 'passed', title: `${who} holds a license of ${appName}.`, evidence: [held] }
    }
    return {
      status: 'waiting',
      title: `The license of ${who} is being taken back, as somebody ordered.`,
      evidence: [held, ...describeOrder(order)],
      nextStep: `Nothing to do: an assignment still asks for it, so ${who} joins the end of the line once it is back.`,
    }
  }
  if (order === null || order.kind === 'disassociate' || order.state === 'canceled' || order.state === 'confirmed') {
    return {
      status: 'waiting',
      title: `${who} is about to join the line for a license of ${appName}.`,
      evidence: [...counts(context), ...describeOrder(order)],
    }
  }
  if (order.state === 'awaitingAcceptance') {
    return {
      status: 'waiting',
      title: `${who} joins the line now that the invitation is accepted.`,
      evidence: describeOrder(order),
    }
  }
  if (order.state === 'waiting') return inLine(context, order)
  const title =
    order.state === 'failed'
      ? `A license of ${appName} was promised to ${who}.`
      : `A license of ${appName} is promised to ${who}.`
  return { status: 'passed', title, evidence: describeOrder(order) }
}

function inLine(context: Context, order: OrderFacts): Finding {
  const { who, appName, freeCount, app, token } = context
  const shown = [...counts(context), ...describeOrder(order)]
  const place = order.place === null ? '' : ` at place ${order.place}`
  if (freeCount >= (order.place ?? Number.POSITIVE_INFINITY)) {
    return {
      status: 'waiting',
      title: `${who} is in line${place}, and a license of ${appName} is free: it is promised next.`,
      evidence: shown,
    }
  }
  return {
    status: 'waiting',
    title: `${who} waits in line${place}: all ${counted(app.totalCount, 'license', 'licenses')} of ${appName} at ${token.name} are used or promised.`,
    evidence: shown,
    nextStep: `Buy more licenses at Apple, or take one back from somebody; the first in line is served by itself.`,
  }
}

function licenseToGiveBack({ deviceLicense, userLicense, license, isHeld, who, appName, person }: Context): Finding {
  if (license === null || !isHeld) {
    return { status: 'passed', title: `${who} holds no license of ${appName} that could go back.` }
  }
  const held = evidence('Held by', license.target, license.heldSince)
  const { order } = license
  if (order?.kind === 'disassociate' && order.state === 'awaitingRemoval') {
    return {
      status: 'waiting',
      title: `The license of ${who} goes back once ${appName} is gone.`,
      evidence: [held, ...describeOrder(order)],
      nextStep: 'To free the license now, release it by hand in the app’s licenses.',
    }
  }
  if (order?.kind === 'disassociate' && (isActive(order) || order.state === 'failed')) {
    return {
      status: 'passed',
      title: `The license of ${who} is on its way back.`,
      evidence: [held, ...describeOrder(order)],
    }
  }
  if (license === userLicense && deviceLicense?.isHeld !== true) {
    const name = person?.displayName ?? who
    return {
      status: 'passed',
      title: `${name} keeps their user license while another device of theirs is due it.`,
      evidence: [held],
    }
  }
  return { status: 'waiting', title: `The license of ${who} is about to be called back.`, evidence: [held] }
}

/** What did Apple say to the order? */
export function checkAppleEvent({ license, isHeld, who, appName, isDue }: Context): Finding {
  const order = license?.order ?? null
  const isMeant = order !== null && order.kind === (isDue ? 'associate' : 'disassociate')
  const isOpen = isMeant && isHeld !== isDue && (isActive(order) || order.state === 'failed')
  if (!isOpen) return settledEvent(license, { isDue, isMeant, who })
  const shown = describeOrder(order)
  switch (order.state) {
    case 'failed':
      return {
        status: 'failed',
        title: isDue
          ? `Apple refused the license of ${appName} for ${who}.`
          : `Apple refused to take the license of ${who} back.`,
        evidence: shown,
        nextStep: 'Remove what Apple names, then choose Retry on the order.',
      }
    case 'sent':
      return { status: 'waiting', title: `Apple has accepted the order for ${who} and works on it.`, evidence: shown }
    case 'unknown': {
      const title = 'Apple’s answer was lost; Pomona reads what Apple holds, and then knows.'
      return { status: 'waiting', title, evidence: shown }
    }
    default:
      return { status: 'waiting', title: `Apple is asked for ${who} next.`, evidence: shown }
  }
}

function settledEvent(
  license: LicenseFacts | null,
  { isDue, isMeant, who }: { isDue: boolean; isMeant: boolean; who: string },
): Finding {
  const order = license?.order ?? null
  if (isMeant && order !== null && order.state !== 'failed' && order.state !== 'canceled') {
    const title = isDue
      ? `Apple confirmed the license of ${who}.`
      : `Apple confirmed that the license of ${who} is back.`
    return { status: 'passed', title, evidence: describeOrder(order) }
  }
  if (!isDue || license === null) return { status: 'passed', title: 'Nothing is open at Apple.' }
  const first = license.heldSince === null ? [] : [evidence('First seen', license.target, license.heldSince)]
  return { status: 'passed', title: 'Apple lists the license; no order of Pomona gave it.', evidence: first }
}

function counts({ app, token, freeCount }: Context): Evidence[] {
  const free = app.totalCount >= unlimitedCount ? 'Unlimited' : `${freeCount} of ${app.totalCount}`
  return [evidence(`Free at ${token.name}`, `${free}, ${app.waitingCount} in line`, app.countsReadAt)]
}

function describeOrder(order: OrderFacts | null): Evidence[] {
  if (order === null) return []
  const { kind, state, createdAt, settledAt, eventId, acceptedAt, error, reason, retryAt, attempts } = order
  return [
    evidence(kind === 'associate' ? 'Order to give' : 'Order to take back', state, settledAt ?? createdAt),
    ...(eventId === null ? [] : [evidence('Apple’s event', eventId, acceptedAt)]),
    ...(error === null ? [] : [evidence(`Apple’s error ${error.number}`, error.message)]),
    ...(reason === null ? [] : [evidence('Reason', reason)]),
    ...(attempts > 1 ? [evidence('Tries', String(attempts))] : []),
    ...(retryAt === null ? [] : [evidence('Next try', 'Pomona asks again by itself', retryAt)]),
  ]
}
