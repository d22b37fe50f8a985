import type { Explanation } from '@pomona/contracts'
import type { AppExplanation } from '@pomona/engine'
import { iconUrl } from '../../http/icon-url.ts'
import { presentOptionalTime } from '../../http/list.ts'

export function presentExplanation({ app, device, person, verdict, checks }: AppExplanation): Explanation {
  return {
    app: {
      id: app.id,
      name: app.name,
      tokenId: app.tokenId,
      tokenName: app.tokenName,
      iconUrl: iconUrl(app.id, app.iconVersion),
    },
    device: device && { id: device.id, name: device.name, serialNumber: device.serialNumber },
    person: person && { id: person.id, displayName: person.displayName, email: person.email },
    verdict,
    checks: checks.map(({ key, status, title, evidence, nextStep }) => ({
      key,
      status,
      title,
      evidence: evidence.map(({ label, value, at }) => ({ label, value, at: presentOptionalTime(at) })),
      nextStep,
    })),
  }
}
