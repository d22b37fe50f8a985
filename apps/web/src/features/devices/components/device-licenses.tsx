import type { DeviceView } from '@pomona/contracts'
import { makeStyles, Text } from '@fluentui/react-components'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { StateLabel } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', fontVariantNumeric: 'tabular-nums' },
})

/** How many licenses the device holds, and for how many it waits, if for any. */
export function DeviceLicenses({ device }: { device: Pick<DeviceView, 'heldCount' | 'waitingCount'> }) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <Text>{texts.held(device.heldCount)}</Text>
      {device.waitingCount > 0 && (
        <StateLabel tone="warning" icon={<ClockRegular />}>
          <Text size={200}>{texts.waiting(device.waitingCount)}</Text>
        </StateLabel>
      )}
    </span>
  )
}
