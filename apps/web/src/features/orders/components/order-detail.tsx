import type { OrderView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground3,
  },
  mono: { fontFamily: tokens.fontFamilyMonospace, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
})

/** Why an order stands so, in words; Apple's numbers under it, for whoever asks Apple. */
export function OrderDetail({ order }: { order: OrderView }) {
  const styles = useStyles()
  const words = order.reason ?? texts.meanings[order.state]
  return (
    <span className={styles.root}>
      {words && <Text>{words}</Text>}
      {order.errorNumber !== null && (
        <Text size={200} className={styles.quiet}>
          {texts.error} <span className={styles.mono}>{order.errorNumber}</span>
        </Text>
      )}
      {order.eventId !== null && (
        <Text size={200} className={styles.quiet}>
          {texts.event}{' '}
          <span className={styles.mono} title={order.eventId}>
            {order.eventId}
          </span>
          <CopyButton text={order.eventId} label={texts.copy} />
        </Text>
      )}
    </span>
  )
}
