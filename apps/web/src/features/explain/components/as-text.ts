import type { ExplainCheck, Explanation } from '@pomona/contracts'
import { texts } from '../texts.ts'

/** Whose app it is: the device, or the person alone. */
export function subjectNameOf({ device, person }: Pick<Explanation, 'device' | 'person'>): string {
  return device?.name ?? person?.displayName ?? ''
}

/** What a check is about, in a word. */
export function checkNameOf({ device }: Pick<Explanation, 'device'>, { key }: Pick<ExplainCheck, 'key'>): string {
  return key === 'device' && device === null ? texts.userCheck : texts.checkNames[key]
}

/** The whole explanation in plain text, for a ticket or a message. */
export function asText(explanation: Explanation): string {
  const { app, device, person, verdict, checks } = explanation
  const facts = [
    [texts.facts.app, `${app.name} (${app.tokenName})`],
    [texts.facts.device, device && `${device.name} (${device.serialNumber ?? texts.facts.noSerial})`],
    [texts.facts.user, person && `${person.displayName} (${person.email})`],
  ].flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []))
  const lines = checks.flatMap((check, index) => [
    `${index + 1}. ${checkNameOf(explanation, check)}: ${texts.statuses[check.status]}. ${check.title}`,
    ...check.evidence.map(({ label, value, at }) => `   ${label}: ${[value, at].filter(Boolean).join(' · ')}`),
    ...(check.nextStep === null ? [] : [`   ${texts.nextIs(check.nextStep)}`]),
  ])
  const answer = [`${texts.verdicts[verdict.status]}: ${verdict.title}`]
  if (verdict.nextStep !== null) answer.push(texts.nextIs(verdict.nextStep))
  return [...facts, '', ...answer, '', ...lines].join('\n')
}
