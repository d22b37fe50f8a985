import type { PlanItem, PlanView, RevokePlanView } from '@pomona/contracts'
import { idOf } from './builders.ts'

export function aPlan(overrides: Partial<PlanView> = {}): PlanView {
  return {
    hash: 'plan-1',
    outcomes: [
      { outcome: 'gets', count: 200 },
      { outcome: 'short', count: 14 },
    ],
    conflictCount: 0,
    refusals: [],
    prompts: [],
    tokens: [
      {
        tokenId: idOf(100),
        tokenName: 'Northwind Berlin',
        appId: idOf(200),
        availableBefore: 200,
        availableAfter: 0,
        isUnlimited: false,
        shortCount: 14,
      },
    ],
    warnings: [],
    ...overrides,
  }
}

export function aPlanItem(overrides: Partial<PlanItem> = {}): PlanItem {
  return {
    id: idOf(501),
    outcome: 'gets',
    licenseType: 'device',
    intent: 'required',
    device: { id: idOf(501), name: 'Sales iPad 1', serialNumber: 'DMPXK0001' },
    person: null,
    place: null,
    reason: null,
    ...overrides,
  }
}

export function aRevokePlan(overrides: Partial<RevokePlanView> = {}): RevokePlanView {
  return {
    goingCount: 2,
    irrevocableCount: 0,
    alreadyOrderedCount: 0,
    stillDueCount: 0,
    plannedAt: '2026-11-22T08:00:00Z',
    ...overrides,
  }
}
