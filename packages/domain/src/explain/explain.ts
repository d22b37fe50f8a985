import { checkKeys, type CheckKey } from '../vocabulary.ts'
import {
  checkAppleAccount,
  checkAppleEvent,
  checkAppleUser,
  checkInvitation,
  checkLicense,
  checkToken,
} from './apple-checks.ts'
import {
  checkApp,
  checkDevice,
  checkExcluded,
  checkIntent,
  checkLicenseType,
  checkOtherToken,
  checkReached,
  checkRequested,
} from './assignment-checks.ts'
import { contextOf, type Context, type Finding } from './context.ts'
import { checkCommand, checkInstall, checkOsVersion } from './device-checks.ts'
import type { Check, Explained, ExplainFacts, Verdict } from './explain-facts.ts'

const checkers: Record<CheckKey, (context: Context) => Finding> = {
  app: checkApp,
  device: checkDevice,
  reached: checkReached,
  excluded: checkExcluded,
  intent: checkIntent,
  licenseType: checkLicenseType,
  otherToken: checkOtherToken,
  token: checkToken,
  requested: checkRequested,
  appleUser: checkAppleUser,
  invitation: checkInvitation,
  appleAccount: checkAppleAccount,
  license: checkLicense,
  appleEvent: checkAppleEvent,
  osVersion: checkOsVersion,
  command: checkCommand,
  install: checkInstall,
}

/**
 * Why a device or person has or lacks an app (P36): every check in the order in which Pomona itself decides, up to the one that decides, and
 * the answer in a sentence. What comes after that one is skipped.
 */
export function explain(facts: ExplainFacts): Explained {
  const context = contextOf(facts)
  let decided: Finding | undefined
  const checks = checkKeys.map((key): Check => {
    if (decided !== undefined) return skipped(key)
    const finding = checkers[key](context)
    if (finding.isFinal === true || finding.status === 'failed' || finding.status === 'waiting') decided = finding
    const { status, title } = finding
    return { key, status, title, evidence: finding.evidence ?? [], nextStep: finding.nextStep ?? null }
  })
  return { verdict: decided === undefined ? goodEnd(context, checks) : verdictOf(decided), checks }
}

const skipped = (key: CheckKey): Check => ({
  key,
  status: 'skipped',
  title: 'Not looked at: a check above decides.',
  evidence: [],
  nextStep: null,
})

const verdictOf = ({ status, title, nextStep }: Finding): Verdict => ({ status, title, nextStep: nextStep ?? null })

/** The answer when nothing stands in the way. */
function goodEnd({ isUninstall, isHeld, who, appName, install, device }: Context, checks: Check[]): Verdict {
  const nextStep = checks.find((check) => check.nextStep !== null)?.nextStep ?? null
  if (isUninstall) {
    const title = isHeld
      ? `${appName} is to go from ${who}.`
      : `${appName} is to go from ${who}, and no license is held.`
    return { status: 'passed', title, nextStep }
  }
  const title =
    device !== null && install?.state === 'installed'
      ? `${appName} is licensed to ${who} and installed.`
      : `${who} holds a license of ${appName}.`
  return { status: 'passed', title, nextStep }
}
