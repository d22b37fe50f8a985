import type { DriftKind } from '@pomona/domain'

export type DriftTexts = { explanation: string; repair: string }

const licenses = (count: number) => (count === 1 ? '1 license' : `${count} licenses`)
const is = (count: number) => (count === 1 ? 'is' : 'are')

/** What is different, and what the repair would do, by kind (P25). */
const texts: Record<DriftKind, (count: number) => DriftTexts> = {
  heldWithoutAssignment: (count) => ({
    explanation: `${licenses(count)} ${is(count)} held by devices or people of yours that no assignment gives the app to.`,
    repair: `Takes ${licenses(count)} back. Where the app stays installed it stops working within 30 days.`,
  }),
  unknownDevice: (count) => ({
    explanation: `${licenses(count)} ${is(count)} on serial numbers that no device here has: it was never added, has left, or belongs to another system.`,
    repair: `Takes ${licenses(count)} back. If such a device is still in use, the app stops working on it within 30 days.`,
  }),
  twoLicenses: (count) => ({
    explanation: `${licenses(count)} ${is(count)} one too many: the same device is served by another license of the app, of another token or of its user.`,
    repair: `Takes ${licenses(count)} back, those that no assignment asks for. The app goes on working with the other license.`,
  }),
  failedOrder: (count) => ({
    explanation: `${licenses(count)} ${is(count)} due and missing: Apple refused the last order, and Pomona does not try again by itself.`,
    repair: `Orders ${licenses(count)} again. The new ${count === 1 ? 'order joins' : 'orders join'} the end of the line.`,
  }),
  countsDisagree: (count) => ({
    explanation: `Apple’s count of assigned licenses and the holders that Apple lists differ by ${count}.`,
    repair: 'Reads the location at Apple again: counts and holders. Nothing is given or taken back.',
  }),
}

/** The sentences for so many differences of one kind. */
export const describeDrift = (kind: DriftKind, count: number): DriftTexts => texts[kind](count)

/** What is different about one target. */
export const driftItemTexts: Record<Exclude<DriftKind, 'countsDisagree'>, string> = {
  heldWithoutAssignment: 'Holds a license, and no assignment gives it the app.',
  unknownDevice: 'Apple lists this serial number, and no device here has it.',
  twoLicenses: 'Has another license of the same app; this one is not needed.',
  failedOrder: 'Is due the app, and Apple refused the last order.',
}
