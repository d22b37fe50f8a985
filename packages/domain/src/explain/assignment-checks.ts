import { effectiveAssignment, type LossCause } from '../assignments/effective-assignment.ts'
import { refusalReasons, type RefusalReason } from '../assignments/refusals.ts'
import { chooseAsset, type TitleStanding } from '../licenses/choose-asset.ts'
import type { Intent, LicenseType } from '../vocabulary.ts'
import { counted, evidence, heldAnyway, nameOf, nameOfAssignment, standingOf } from './context.ts'
import type { Context, Finding } from './context.ts'
import type { AssignmentFacts, Evidence, SiblingFacts } from './explain-facts.ts'

const intentNames: Record<Intent, string> = { required: 'Required', available: 'Available', uninstall: 'Uninstall' }
const licenseNames: Record<LicenseType, string> = { device: 'Device', user: 'User' }
const evidenceMax = 20

/** Is the app still there to be given? */
export function checkApp({ app, appName, token, isHeld }: Context): Finding {
  const owned = [evidence('Licenses owned', `${app.totalCount} by ${token.name}`, app.countsReadAt)]
  if (app.vanishedAt === null)
    return { status: 'passed', title: `Apple lists ${appName} at ${token.name}.`, evidence: owned }
  const vanished = evidence('Not listed by Apple since', token.name, app.vanishedAt)
  if (isHeld) {
    const title = `Apple no longer lists ${appName} at ${token.name}; the license that is held stays.`
    return { status: 'passed', title, evidence: [vanished] }
  }
  return {
    status: 'failed',
    title: `Apple no longer lists ${appName} at ${token.name}, so no license can be given.`,
    evidence: [vanished],
    nextStep: `Check at Apple whether the licenses of ${appName} were moved to another location or refunded.`,
  }
}

/** Is there somebody to give it to? */
export function checkDevice({ device, person, who }: Context): Finding {
  if (device === null) return checkPerson(person, who)
  const seen = device.lastSeenAt === null ? [] : [evidence('Last seen', device.name, device.lastSeenAt)]
  const user = evidence('Primary user', person?.displayName ?? 'none')
  if (device.enrollmentState === 'unenrolled') {
    return {
      status: 'failed',
      title: `${who} is no longer enrolled, so it gets nothing.`,
      evidence: [...seen, user],
      nextStep: `Enroll ${who} again, or delete it so that its licenses are free for others.`,
    }
  }
  const title =
    device.enrollmentState === 'enrolled'
      ? `${who} is enrolled.`
      : `${who} is not enrolled yet: it can hold a license, and the app follows once it is enrolled.`
  return { status: 'passed', title, evidence: [...seen, user] }
}

function checkPerson(person: Context['person'], who: string): Finding {
  if (person !== null && person.removedAt !== null) {
    return {
      status: 'failed',
      title: `${who} was removed from the console, so they get nothing.`,
      evidence: [evidence('Removed', person.email, person.removedAt)],
      nextStep: `Add ${who} again if they are to have apps.`,
    }
  }
  const deviceCount = person?.deviceCount ?? 0
  const devices = deviceCount === 0 ? 'no device' : counted(deviceCount, 'device', 'devices')
  return { status: 'passed', title: `${who} is here, with ${devices}.`, evidence: [] }
}

/** Does any assignment ask for something? */
export function checkReached(context: Context): Finding {
  const { assignments, appName, who, device, person } = context
  const included = assignments.filter(({ isExclusion }) => !isExclusion)
  const reaching = included.filter(({ reaches }) => reaches !== null)
  if (reaching.length > 0) {
    const names = reaching.map(nameOf)
    const title = `${appName} is assigned to ${who} through ${listed(names)}.`
    return { status: 'passed', title, evidence: reaching.slice(0, evidenceMax).map((each) => describe(each, context)) }
  }
  if (included.length === 0) {
    return {
      status: 'failed',
      title: `${appName} is assigned to nobody.`,
      evidence: heldAnyway(context),
      nextStep: `Assign ${appName} to a group of ${who}.`,
    }
  }
  const evidences = [
    ...included.slice(0, evidenceMax).map((each) => evidence(nameOf(each), `does not reach ${who}`)),
    ...heldAnyway(context),
  ]
  if (device === null && context.app.productType === 'App' && (person?.deviceCount ?? 0) > 0) {
    return {
      status: 'unknown',
      title: `No assignment of ${appName} reaches ${who} directly; it can come through one of their devices.`,
      evidence: evidences,
      nextStep: `Open Explain from a device of ${who}.`,
      isFinal: true,
    }
  }
  return {
    status: 'failed',
    title: `No assignment of ${appName} reaches ${who}.`,
    evidence: evidences,
    nextStep: `Add ${who} to one of the groups that ${appName} is assigned to, or assign ${appName} to a group of ${who}.`,
  }
}

function describe(assignment: AssignmentFacts, { person, device }: Context): Evidence {
  const { intent, licenseType, reaches } = assignment
  const asked =
    intent === null || licenseType === null ? '' : `${intentNames[intent]}, ${licenseNames[licenseType]} licensing`
  const through =
    device !== null && reaches === 'person' ? `, through ${person?.displayName ?? 'its primary user'}` : ''
  return evidence(nameOf(assignment), `${asked}${through}`)
}

/** Does an exclusion forbid it? */
export function checkExcluded(context: Context): Finding {
  const { effective, appName, who, person, device, assignments } = context
  if (effective.kind !== 'nothing' || effective.reason !== 'excluded') {
    return { status: 'passed', title: `No exclusion of ${appName} reaches ${who}.` }
  }
  const exclusion = assignments.find(({ id }) => id === effective.assignmentId)
  const group = nameOfAssignment(context, effective.assignmentId)
  const member = device !== null && exclusion?.reaches === 'person' ? (person?.displayName ?? who) : who
  return {
    status: 'failed',
    title: `${appName} excludes ${group}, and ${member} is in it. An exclusion always wins.`,
    evidence: [evidence('Excluded group', group), ...heldAnyway(context)],
    nextStep: `Take ${member} out of ${group}, or delete the exclusion.`,
  }
}

const lossReasons: Record<LossCause, string> = {
  exclusion: 'an exclusion wins over it',
  intent: 'a stronger intent wins',
  licenseType: 'Device licensing goes before User licensing',
  refusal: 'it cannot be carried out',
  position: 'the same is asked for further up in the list',
}

/** Which intent won, and over what? */
export function checkIntent(context: Context): Finding {
  const { effective, appName, who } = context
  if (effective.kind === 'nothing') return { status: 'skipped', title: 'No assignment asks for anything.' }
  const lost = effective.losing.slice(0, evidenceMax).map(({ assignmentId, intent, licenseType, lostBy, refusal }) => {
    const asked = `${intentNames[intent]}, ${licenseNames[licenseType]} licensing`
    const why = refusal === null ? lossReasons[lostBy] : refusalReasons[refusal]
    return evidence(`${nameOfAssignment(context, assignmentId)} lost`, `${asked}: ${why}`)
  })
  const group = nameOfAssignment(context, effective.assignmentId)
  const won = evidence(
    `${group} won`,
    `${intentNames[effective.intent]}, ${licenseNames[effective.licenseType]} licensing`,
  )
  if (effective.kind === 'refused' && effective.reason === 'booksAreNotUninstalled') {
    return refused(`${appName} cannot be taken from ${who}.`, effective.reason, [won, ...lost])
  }
  const meanings: Record<Intent, string> = {
    required: `Required by ${group}: ${who} gets ${appName} without asking.`,
    available: `Available through ${group}: ${who} gets ${appName} when somebody asks for it.`,
    uninstall: `Uninstall by ${group}: ${appName} is to go from ${who}.`,
  }
  return { status: 'passed', title: meanings[effective.intent], evidence: [won, ...lost] }
}

/** Can this kind of license be given here? */
export function checkLicenseType(context: Context): Finding {
  const { effective, isUninstall, licenseType, appName, who, device, person } = context
  if (effective.kind === 'nothing') return { status: 'skipped', title: 'No license is asked for.' }
  if (effective.kind === 'refused') {
    const hasDevices = effective.reason === 'noDevice' && (person?.deviceCount ?? 0) > 0
    if (!hasDevices) return refused(`${appName} cannot be licensed to ${who}.`, effective.reason, heldAnyway(context))
    return {
      status: 'unknown',
      title: `${appName} is licensed to the devices of ${who}, each by itself.`,
      nextStep: `Open Explain from a device of ${who}.`,
      isFinal: true,
    }
  }
  if (isUninstall) return { status: 'skipped', title: 'Uninstalling needs no license.' }
  if (licenseType === 'device') {
    const serial = evidence('Serial number', device?.serialNumber ?? 'unknown')
    return {
      status: 'passed',
      title: `A device license is due, tied to the serial number of ${who}.`,
      evidence: [serial],
    }
  }
  const owner = person?.displayName ?? who
  const place = device?.placeAmongDevices ?? null
  const among = place === null ? [] : [evidence('Serves up to five devices', `${who} is number ${place} of ${owner}`)]
  return { status: 'passed', title: `A user license is due, tied to ${owner}.`, evidence: among }
}

function refused(title: string, reason: RefusalReason, evidences: Evidence[]): Finding {
  const [problem = '', ...remedy] = refusalReasons[reason].split(/(?<=\.) /)
  return { status: 'failed', title: `${title} ${problem}`, evidence: evidences, nextStep: remedy.join(' ') }
}

/** Does another token serve the same title (P15, P18)? */
export function checkOtherToken(context: Context): Finding {
  const { siblings, app, subject, appName, who, token, isUninstall } = context
  if (siblings.length === 0) return { status: 'skipped', title: `${token.name} is the only token with ${appName}.` }
  const shown = siblings.map(({ tokenName, standing, availableCount }) =>
    evidence(tokenName, `${standingNames[standing]}, ${availableCount} available`),
  )
  const intentOf = (sibling: SiblingFacts) => {
    const its = effectiveAssignment(sibling.reaching, subject, app)
    return its.kind === 'due' ? its.intent : null
  }
  const stronger = siblings.find((sibling) => overrules(intentOf(sibling), context))
  if (stronger !== undefined) {
    return {
      status: isUninstall ? 'passed' : 'failed',
      title: isUninstall
        ? `${stronger.tokenName} requires ${appName} on ${who}, and Required goes before Uninstall.`
        : `${stronger.tokenName} uninstalls ${appName} from ${who}, and Uninstall goes before Available.`,
      evidence: shown,
      nextStep: `Change the assignments of ${appName} at ${stronger.tokenName} or here, so that they agree.`,
      isFinal: true,
    }
  }
  if (isUninstall) return { status: 'skipped', title: 'Uninstalling needs no license.' }
  const chosen = chooseAmong(context, intentOf)
  if (chosen === undefined) {
    return { status: 'passed', title: `${token.name} serves ${who}, and no other token does.`, evidence: shown }
  }
  return {
    status: chosen.standing === 'held' ? 'passed' : 'waiting',
    title: `${chosen.tokenName} serves ${who} with ${appName}, so no license of ${token.name} is taken.`,
    evidence: shown,
    nextStep: `Open Explain for ${appName} of ${chosen.tokenName}.`,
    isFinal: true,
  }
}

/** Whether the intent that won at another token is stronger than ours; Required and Available do not contradict each other. */
function overrules(theirs: Intent | null, { effective, isUninstall }: Context): boolean {
  if (effective.kind !== 'due') return false
  return isUninstall ? theirs === 'required' : effective.intent === 'available' && theirs === 'uninstall'
}

/** The other token that serves the subject; absent when it is this one. A license that is held there serves it, whoever assigned it. */
function chooseAmong(
  { siblings, app, effective, freeCount, requestedAt, ...facts }: Context,
  intentOf: (sibling: SiblingFacts) => Intent | null,
): SiblingFacts | undefined {
  const isAsked = (intent: Intent | null) => intent === 'required' || (intent === 'available' && requestedAt !== null)
  const ownIntent = effective.kind === 'due' ? effective.intent : null
  const standing = standingOf(facts)
  const own = { assetId: app.id, standing, isAsked: isAsked(ownIntent), hasFree: freeCount > 0 }
  const theirs = siblings.flatMap((sibling) => {
    const intent = intentOf(sibling)
    const mayServe = sibling.standing === 'held' || (intent !== null && intent !== 'uninstall')
    const { appId, availableCount } = sibling
    const candidate = {
      assetId: appId,
      standing: sibling.standing,
      isAsked: isAsked(intent),
      hasFree: availableCount > 0,
    }
    return mayServe ? [candidate] : []
  })
  const chosen = chooseAsset([own, ...theirs])
  return siblings.find(({ appId }) => appId === chosen)
}

const standingNames: Record<TitleStanding, string> = {
  held: 'License held',
  promised: 'License promised',
  awaitingAcceptance: 'Waits for the invitation',
  waiting: 'Waits in line',
  none: 'Nothing held',
}

/** Has somebody asked for what is Available (P20)? */
export function checkRequested({ effective, requestedAt, isHeld, appName, who, person, device }: Context): Finding {
  if (effective.kind !== 'due' || effective.intent !== 'available') {
    return { status: 'skipped', title: 'Nobody has to ask for it.' }
  }
  if (requestedAt !== null) {
    return { status: 'passed', title: `${appName} was asked for.`, evidence: [evidence('Asked for', who, requestedAt)] }
  }
  if (isHeld) return { status: 'passed', title: `Nobody has asked here, and ${who} holds a license already.` }
  const asker = device === null ? who : (person?.displayName ?? `whoever uses ${who}`)
  return {
    status: 'waiting',
    title: `${appName} is available to ${who}, and nobody has asked for it yet.`,
    nextStep: `Have ${asker} ask for it in the Company Portal, or make the assignment Required.`,
  }
}

const listed = (names: readonly string[]) =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
