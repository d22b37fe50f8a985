import type { DeviceView } from '@pomona/contracts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'
import { DeviceLicenses } from './device-licenses.tsx'

export function DeviceFacts({ device }: { device: DeviceView }) {
  const yesNo = (value: boolean) => (value ? texts.facts.yes : texts.facts.no)
  return (
    <KeyFacts
      facts={[
        {
          label: texts.facts.serial,
          value: device.serialNumber && (
            <>
              {device.serialNumber} <CopyButton text={device.serialNumber} label={texts.facts.copy} />
            </>
          ),
        },
        { label: texts.facts.os, value: device.osVersion },
        {
          label: texts.facts.person,
          value: device.person && <TextLink to={`/users/${device.person.id}`}>{device.person.displayName}</TextLink>,
        },
        { label: texts.facts.licenses, value: <DeviceLicenses device={device} /> },
        { label: texts.facts.ownership, value: texts.ownerships[device.ownership] },
        { label: texts.facts.supervised, value: yesNo(device.isSupervised) },
        { label: texts.facts.kiosk, value: device.isKiosk && texts.facts.yes },
        { label: texts.facts.seen, value: device.lastSeenAt ? <RelativeTime at={device.lastSeenAt} /> : texts.never },
        { label: texts.facts.added, value: <RelativeTime at={device.createdAt} /> },
      ]}
    />
  )
}
