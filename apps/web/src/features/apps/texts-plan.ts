import type { PlanOutcome, PromptScenario } from '@pomona/domain'
import { formatCount, plural } from '../../lib/format.ts'
import { outcomeWords } from '../../ui/plan-outcomes.tsx'
import type { OutcomeCount } from '../../ui/plan-outcomes.tsx'

const changing: readonly PlanOutcome[] = ['gets', 'invites', 'short', 'offered', 'loses', 'stays']
const withCount = ({ outcome, count }: OutcomeCount) => `${formatCount(count)} ${outcomeWords[outcome].verb(count)}`

/** "5 get a license, 3 have to wait". */
function changesOf(outcomes: readonly OutcomeCount[]): string {
  return outcomes
    .filter(({ outcome, count }) => count > 0 && changing.includes(outcome))
    .map(withCount)
    .join(', ')
}

/** The words for what saving would do. */
export const planTexts = {
  title: 'What saving does',
  standsTitle: 'How it stands',
  working: 'Working out the plan…',
  failed: 'The plan could not be worked out',
  retry: 'Try again',
  plannedAt: 'Worked out',
  refresh: 'Work out again',
  nobody: 'Nobody is reached, nobody loses anything.',
  /** Beside the button. */
  saves: (outcomes: readonly OutcomeCount[]) => changesOf(outcomes) || 'Nobody gets or loses a license',
  done: (outcomes: readonly OutcomeCount[]) => {
    const changes = changesOf(outcomes)
    return changes ? `By the plan: ${changes}.` : 'By the plan nobody gets or loses a license.'
  },
  conflicts: {
    title: 'Asked for different things',
    text: (count: number) =>
      `${count === 1 ? '1 is' : `${formatCount(count)} are`} reached by assignments that ask for different things; one of them wins.`,
    show: 'Show who, and which wins',
  },
  warnings: 'Before you save',
  findings: 'To be aware of',
  tokens: {
    title: 'Licenses available',
    token: 'Token',
    now: 'Now',
    after: 'After',
    unlimited: 'Unlimited',
    short: (count: number) => `${formatCount(count)} ${count === 1 ? 'waits' : 'wait'} in line`,
    more: (count: number) => `and ${plural(count, 'more token')} that own it`,
    all: 'All tokens',
  },
  prompts: {
    title: 'What people will be asked',
    scenarios: {
      personalUserLicense: 'Personal devices, User licensing',
      corporateUserLicense: 'Corporate devices, not supervised, User licensing',
      supervisedUserLicense: 'Supervised devices, User licensing',
      personalDeviceLicense: 'Personal devices, Device licensing',
      corporateDeviceLicense: 'Corporate devices, not supervised, Device licensing',
      supervisedDeviceLicense: 'Supervised devices, Device licensing',
      kioskDeviceLicense: 'Kiosk devices, Device licensing',
    } satisfies Record<PromptScenario, string>,
    invitation: 'to accept the invitation',
    installPrompt: 'to allow the install',
    appleIdPrompt: 'for their Apple Account',
    asked: (things: readonly string[]) =>
      things.length === 0
        ? 'Nothing: it arrives by itself.'
        : `${things.length > 1 ? `${things.slice(0, -1).join(', ')} and ${things.at(-1)}` : things[0]}.`.replace(
            /^./,
            (first) => first.toUpperCase(),
          ),
  },
  moved: {
    title: 'The plan has moved since you saw it',
    text: 'Nothing was saved. Your changes are kept; look at the new plan, then save again.',
    working: 'The new plan is being worked out.',
    change: (word: string, before: number, after: number) =>
      `${word}: ${formatCount(before)} before, ${formatCount(after)} now`,
    same: 'The numbers are the same; some of the names behind them are not.',
  },
  names: {
    title: 'Who is behind the plan',
    show: 'Show',
    conflict: 'Asked for different things',
    conflictMeaning: 'Several assignments reach them and ask for different things. Who won, and why, stands beside.',
    search: 'Search name, email or serial number',
    clear: 'Clear the search',
    label: 'Names',
    none: 'Nobody',
    empty: 'Nobody any more',
    noMatch: 'No name matches',
    failed: 'The names could not be loaded',
    place: (ordinal: string) => `${ordinal} in line`,
    of: (person: string) => `of ${person}`,
  },
} as const
