import type {
  DriftItem,
  DriftView,
  ExplainCheck,
  Explanation,
  GroupPlanView,
  OrderView,
  RevokePlanView,
  UserAppView,
} from '@pomona/contracts'
import { idOf, times } from './builders.ts'

export function aCheck(overrides: Partial<ExplainCheck> = {}): ExplainCheck {
  return {
    key: 'reached',
    status: 'passed',
    title: 'Reached by 1 assignment.',
    evidence: [],
    nextStep: null,
    ...overrides,
  }
}

export function anExplanation(overrides: Partial<Explanation> = {}): Explanation {
  return {
    app: { id: idOf(200), name: 'Keynote', tokenId: idOf(100), tokenName: 'Northwind Berlin', iconUrl: null },
    device: { id: idOf(501), name: 'Sales iPad 1', serialNumber: 'DMPXK0001' },
    person: null,
    verdict: { status: 'passed', title: 'Keynote is on Sales iPad 1.', nextStep: null },
    checks: [aCheck()],
    ...overrides,
  }
}

export function aLicensedApp(overrides: Partial<UserAppView> = {}): UserAppView {
  return {
    appId: idOf(200),
    name: 'Keynote',
    iconUrl: null,
    tokenName: 'Northwind Berlin',
    productType: 'App',
    licenseType: 'device',
    standing: 'held',
    place: null,
    reason: null,
    since: times.recently,
    ...overrides,
  }
}

export function aRevokePlan(overrides: Partial<RevokePlanView> = {}): RevokePlanView {
  return {
    goingCount: 2,
    irrevocableCount: 0,
    alreadyOrderedCount: 0,
    stillDueCount: 0,
    plannedAt: times.recently,
    ...overrides,
  }
}

export function anOrder(overrides: Partial<OrderView> = {}): OrderView {
  return {
    id: idOf(700),
    kind: 'associate',
    state: 'confirmed',
    appId: idOf(200),
    appName: 'Keynote',
    tokenId: idOf(100),
    tokenName: 'Northwind Berlin',
    licenseType: 'device',
    target: 'DMPXK0001',
    deviceId: idOf(501),
    deviceName: 'Sales iPad 1',
    person: null,
    place: null,
    eventId: null,
    errorNumber: null,
    reason: null,
    createdAt: times.recently,
    settledAt: null,
    ...overrides,
  }
}

export function aDrift(overrides: Partial<DriftView> = {}): DriftView {
  return {
    appId: idOf(200),
    appName: 'Keynote',
    productType: 'App',
    tokenId: idOf(100),
    tokenName: 'Northwind Berlin',
    kind: 'heldWithoutAssignment',
    count: 2,
    explanation: '2 devices hold a license that no assignment gives them.',
    repair: 'Takes the licenses back at once.',
    foundAt: times.earlier,
    checkedAt: times.recently,
    ...overrides,
  }
}

export function aDriftItem(overrides: Partial<DriftItem> = {}): DriftItem {
  return {
    licenseType: 'device',
    target: 'DMPXK0001',
    device: { id: idOf(501), name: 'Sales iPad 1' },
    person: null,
    explanation: 'No assignment gives it the app any more.',
    since: times.recently,
    ...overrides,
  }
}

/** One app, Keynote, to which the outcomes of all belong. */
export function aGroupPlan(overrides: Partial<Omit<GroupPlanView, 'apps'>> = {}): GroupPlanView {
  const outcomes = overrides.outcomes ?? [{ outcome: 'gets', count: 1 }]
  return {
    hash: 'hash-1',
    added: 0,
    removed: 0,
    outcomes,
    ...overrides,
    apps: [
      {
        appId: idOf(200),
        appName: 'Keynote',
        productType: 'App',
        tokenId: idOf(100),
        tokenName: 'Northwind Berlin',
        outcomes,
        conflictCount: 0,
        refusals: [],
      },
    ],
  }
}
