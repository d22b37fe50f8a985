import { compareVersions } from '../installs/compare-versions.ts'
import { evidence, type Context, type Finding } from './context.ts'
import type { Evidence } from './explain-facts.ts'

const noDevice: Finding = { status: 'skipped', title: 'No device is looked at.' }

/** Is the device's system new enough? */
export function checkOsVersion({ app, device, appName, who, isUninstall }: Context): Finding {
  if (device === null) return noDevice
  const { minimumOsVersion } = app
  if (isUninstall || minimumOsVersion === null) {
    return { status: 'skipped', title: `${appName} names no oldest system version.` }
  }
  if (device.osVersion === null) return { status: 'unknown', title: `${who} has not told its system version yet.` }
  const shown = [evidence('Needed', minimumOsVersion), evidence(`On ${who}`, device.osVersion, device.lastSeenAt)]
  if (compareVersions(device.osVersion, minimumOsVersion) < 0) {
    return {
      status: 'failed',
      title: `${appName} needs version ${minimumOsVersion}, and ${who} has ${device.osVersion}.`,
      evidence: shown,
      nextStep: `Update ${who} to ${minimumOsVersion} or later.`,
    }
  }
  return { status: 'passed', title: `${who} is new enough for ${appName}.`, evidence: shown }
}

/** Was the device told, and what did it answer? */
export function checkCommand({ command, device, install, who, appName }: Context): Finding {
  if (device === null) return noDevice
  if (install?.state === 'installed' && command === null) {
    return { status: 'skipped', title: `${appName} came to ${who} without a command of Pomona.` }
  }
  if (command === null) {
    return device.enrollmentState === 'enrolled'
      ? { status: 'unknown', title: `${who} has not been told yet.` }
      : { status: 'unknown', title: `${who} is not enrolled yet, so it cannot be told.`, nextStep: `Enroll ${who}.` }
  }
  const told = evidence(command.requestType, command.state, command.answeredAt ?? command.sentAt ?? command.dueAt)
  const shown: Evidence[] = [told, ...(command.answer === null ? [] : [evidence(`${who} says`, command.answer)])]
  switch (command.state) {
    case 'Acknowledged':
      return { status: 'passed', title: `${who} took the command.`, evidence: shown }
    case 'Error':
      return {
        status: 'failed',
        title: `${who} refused the command.`,
        evidence: shown,
        nextStep: `Remove what ${who} names, then retry the install.`,
      }
    case 'abandoned':
      return {
        status: 'failed',
        title: `Pomona stopped asking ${who}, because the same answer came again and again.`,
        evidence: shown,
        nextStep: `Look at ${who}, then retry the install.`,
      }
    case 'NotNow':
      return { status: 'waiting', title: `${who} is busy or locked, and takes the command later.`, evidence: shown }
    case 'queued':
    case 'sent':
      return {
        status: 'waiting',
        title: `The command waits for ${who} to check in.`,
        evidence: shown,
        nextStep: `Ask ${who} to check in, or wait until it is on and connected.`,
      }
  }
}

/** What does the device say of the app? */
export function checkInstall({ install, device, isUninstall, who, appName }: Context): Finding {
  if (device === null) return noDevice
  if (install === null) return { status: 'unknown', title: `${who} has not reported on ${appName} yet.` }
  const shown = [
    evidence('Reported', install.state, install.changedAt),
    ...(install.reason === null ? [] : [evidence('Reason', install.reason)]),
  ]
  const isGone = install.state === 'notInstalled'
  switch (install.state) {
    case 'installed':
    case 'notInstalled':
      if (isUninstall === isGone) {
        const title = isGone ? `${appName} is gone from ${who}.` : `${appName} is installed on ${who}.`
        return { status: 'passed', title, evidence: shown }
      }
      return isUninstall
        ? { status: 'waiting', title: `${appName} is still on ${who}.`, evidence: shown }
        : {
            status: 'failed',
            title: `${appName} is not on ${who}, though a license is there.`,
            evidence: shown,
            nextStep: `Retry the install on ${who}.`,
          }
    case 'pendingInstall':
      return { status: 'waiting', title: `${appName} is being installed on ${who}.`, evidence: shown }
    case 'failed':
    case 'uninstallFailed':
      return {
        status: 'failed',
        title: `${appName} could not be ${install.state === 'failed' ? 'installed on' : 'removed from'} ${who}.`,
        evidence: shown,
        nextStep: 'Remove what the reason names, then retry.',
      }
    case 'notApplicable':
      return {
        status: 'failed',
        title: `${appName} is not for devices like ${who}.`,
        evidence: shown,
        nextStep: `Take ${who} out of the groups that ${appName} is assigned to.`,
      }
    case 'unknown':
      return { status: 'unknown', title: `What ${who} said of ${appName} could not be understood.`, evidence: shown }
  }
}
