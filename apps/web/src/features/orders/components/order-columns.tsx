import type { OrderView } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { texts } from '../texts.ts'
import { OrderDetail } from './order-detail.tsx'
import { OrderStateLabel } from './order-state.tsx'

/** Whom an order is for, by the name that people know. */
export function targetNameOf({ person, deviceName, target }: OrderView): string {
  return person?.displayName ?? deviceName ?? target
}

function targetPathOf({ person, deviceId }: OrderView): string | undefined {
  if (person) return `/users/${person.id}`
  return deviceId === null ? undefined : `/devices/${deviceId}`
}

function Target({ order }: { order: OrderView }) {
  const name = targetNameOf(order)
  const to = targetPathOf(order)
  const second =
    name === order.target ? texts.types[order.licenseType] : `${texts.types[order.licenseType]} · ${order.target}`
  return (
    <NameCell
      name={name}
      second={order.licenseType === 'user' && order.person ? texts.types.user : second}
      {...(to && { to })}
    />
  )
}

const columns: readonly Column<OrderView>[] = [
  {
    id: 'app',
    label: texts.columns.app,
    width: '15%',
    render: (order) => <NameCell name={order.appName} to={`/apps/${order.appId}`} second={order.tokenName} />,
  },
  { id: 'kind', label: texts.columns.kind, width: '11%', render: (order) => texts.kinds[order.kind] },
  { id: 'target', label: texts.columns.target, width: '18%', render: (order) => <Target order={order} /> },
  {
    id: 'state',
    label: texts.columns.state,
    width: '17%',
    render: (order) => <OrderStateLabel state={order.state} place={order.place} />,
  },
  {
    id: 'detail',
    label: texts.columns.detail,
    isWide: true,
    render: (order) => <OrderDetail order={order} />,
  },
  {
    id: 'created',
    label: texts.columns.created,
    width: '10%',
    render: (order) => <RelativeTime at={order.createdAt} />,
  },
]

/** The columns of orders; with `onRetry` those that failed can be tried again. */
export function orderColumns(onRetry: ((order: OrderView) => void) | undefined): readonly Column<OrderView>[] {
  if (!onRetry) return columns
  const retry: Column<OrderView> = {
    id: 'retry',
    label: texts.columns.retry,
    width: '120px',
    render: (order) =>
      order.state === 'failed' ? (
        <Button size="small" icon={<ArrowClockwiseRegular />} onClick={() => onRetry(order)}>
          {texts.retry.one}
          <VisuallyHidden> {texts.retry.of(order.appName, targetNameOf(order))}</VisuallyHidden>
        </Button>
      ) : (
        ''
      ),
  }
  return [...columns, retry]
}
