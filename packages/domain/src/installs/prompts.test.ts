import { expect, it } from 'vitest'
import { deviceOwnerships, licenseTypes, promptScenarios, type PromptScenario } from '../vocabulary.ts'
import { refusalReasons } from '../assignments/refusals.ts'
import { promptsFor, type PromptFacts } from './prompts.ts'

const personal: PromptFacts = { ownership: 'personal', isSupervised: false, isKiosk: false, licenseType: 'user' }
const corporate: PromptFacts = { ...personal, ownership: 'corporate' }
const supervised: PromptFacts = { ...corporate, isSupervised: true }
const kiosk: PromptFacts = { ...supervised, isKiosk: true }

type Row = [string, PromptFacts, PromptScenario, 'Y' | 'N', 'Y' | 'N', 'Y' | 'N']

it.each<Row>([
  ['personal (BYOD), user license', personal, 'personalUserLicense', 'Y', 'Y', 'Y'],
  ['corporate, not supervised, user license', corporate, 'corporateUserLicense', 'Y', 'Y', 'Y'],
  ['corporate, supervised, user license', supervised, 'supervisedUserLicense', 'Y', 'N', 'Y'],
  ['personal (BYOD), device license', { ...personal, licenseType: 'device' }, 'personalDeviceLicense', 'N', 'Y', 'N'],
  [
    'corporate, not supervised, device license',
    { ...corporate, licenseType: 'device' },
    'corporateDeviceLicense',
    'N',
    'Y',
    'N',
  ],
  [
    'corporate, supervised, device license',
    { ...supervised, licenseType: 'device' },
    'supervisedDeviceLicense',
    'N',
    'N',
    'N',
  ],
  ['kiosk, supervised, device license', { ...kiosk, licenseType: 'device' }, 'kioskDeviceLicense', 'N', 'N', 'N'],
])('P30: %s', (_, facts, scenario, invitation, installPrompt, appleIdPrompt) => {
  expect(promptsFor(facts)).toEqual({
    kind: 'asked',
    scenario,
    prompts: {
      invitation: invitation === 'Y',
      installPrompt: installPrompt === 'Y',
      appleIdPrompt: appleIdPrompt === 'Y',
    },
  })
})

it('P30: a user license for a kiosk is refused with a reason, supervised or not', () => {
  for (const isSupervised of [true, false]) {
    const result = promptsFor({ ...kiosk, isSupervised })
    expect(result).toEqual({ kind: 'refused', reason: 'kioskUserLicense' })
  }
  expect(refusalReasons.kioskUserLicense).toMatch(/Choose Device licensing/)
})

it('P30: every row of the table is some device’s', () => {
  const flags = [true, false]
  const seen = deviceOwnerships.flatMap((ownership) =>
    licenseTypes.flatMap((licenseType) =>
      flags.flatMap((isSupervised) =>
        flags.flatMap((isKiosk) => {
          const result = promptsFor({ ownership, licenseType, isSupervised, isKiosk })
          return result.kind === 'asked' ? [result.scenario] : []
        }),
      ),
    ),
  )
  expect(new Set(seen)).toEqual(new Set(promptScenarios))
})
