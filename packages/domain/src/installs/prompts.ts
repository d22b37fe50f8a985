import type { DeviceOwnership, LicenseType, PromptScenario } from '../vocabulary.ts'

/** What the person behind a device is asked before an app is on it (P30). */
export type Prompts = { invitation: boolean; installPrompt: boolean; appleIdPrompt: boolean }

/** P30, row by row. */
export const promptTable: Record<PromptScenario, Prompts> = {
  personalUserLicense: { invitation: true, installPrompt: true, appleIdPrompt: true },
  corporateUserLicense: { invitation: true, installPrompt: true, appleIdPrompt: true },
  supervisedUserLicense: { invitation: true, installPrompt: false, appleIdPrompt: true },
  personalDeviceLicense: { invitation: false, installPrompt: true, appleIdPrompt: false },
  corporateDeviceLicense: { invitation: false, installPrompt: true, appleIdPrompt: false },
  supervisedDeviceLicense: { invitation: false, installPrompt: false, appleIdPrompt: false },
  kioskDeviceLicense: { invitation: false, installPrompt: false, appleIdPrompt: false },
}

export type PromptFacts = {
  ownership: DeviceOwnership
  isSupervised: boolean
  isKiosk: boolean
  licenseType: LicenseType
}

export type PromptsResult =
  | { kind: 'asked'; scenario: PromptScenario; prompts: Prompts }
  | { kind: 'refused'; reason: 'kioskUserLicense' }

/** What the person behind this device is asked when it gets an app with this license; a kiosk is refused a user license (P17). */
export function promptsFor(facts: PromptFacts): PromptsResult {
  if (facts.isKiosk && facts.licenseType === 'user') return { kind: 'refused', reason: 'kioskUserLicense' }
  const scenario = scenarioOf(facts)
  return { kind: 'asked', scenario, prompts: promptTable[scenario] }
}

function scenarioOf({ ownership, isSupervised, isKiosk, licenseType }: PromptFacts): PromptScenario {
  if (isKiosk && isSupervised) return 'kioskDeviceLicense'
  if (ownership === 'personal') return licenseType === 'user' ? 'personalUserLicense' : 'personalDeviceLicense'
  if (isSupervised) return licenseType === 'user' ? 'supervisedUserLicense' : 'supervisedDeviceLicense'
  return licenseType === 'user' ? 'corporateUserLicense' : 'corporateDeviceLicense'
}
