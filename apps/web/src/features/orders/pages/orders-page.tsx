import { listOrders, retryOrder } from '@pomona/contracts'
import type { OrderView } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { TaskListLtrRegular } from '@fluentui/react-icons/svg/task-list-ltr'
import { useState } from 'react'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import type { Selection } from '../../../ui/list-columns.ts'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useOrders } from '../api/list-orders.ts'
import { useRetryOrders } from '../api/retry-orders.ts'
import { orderColumns, targetNameOf } from '../components/order-columns.tsx'
import { OrderFilters } from '../components/order-filters.tsx'
import { RetryOutcome } from '../components/retry-outcome.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ intro: { maxWidth: '70ch', color: tokens.colorNeutralForeground2 } })

const filters = ['state', 'kind', 'appId', 'tokenId', 'deviceId', 'personId'] as const

export function Component() {
  const styles = useStyles()
  const mayRetry = useMay(retryOrder)
  const list = useListState({ filters, defaultSort: '-createdAt' })
  const query = useOrders(listQueryOf(listOrders.query, list))
  const retry = useRetryOrders()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const hasFailed = query.data?.value.some(({ state }) => state === 'failed') ?? false
  const selection: Selection<OrderView> = {
    selectedKeys: selected,
    onChange: setSelected,
    labelOf: (order) => texts.retry.of(order.appName, targetNameOf(order)),
    isSelectable: ({ state }) => state === 'failed',
  }
  const tryAgain = (ids: readonly string[]) => {
    if (retry.isPending || ids.length === 0) return
    retry.mutate(ids, { onSuccess: () => setSelected(new Set()) })
  }
  return (
    <Blade title={texts.title}>
      <Text className={styles.intro}>{texts.intro}</Text>
      {mayRetry && (hasFailed || selected.size > 0) && (
        <CommandBar>
          <Button
            icon={<ArrowClockwiseRegular />}
            disabledFocusable={selected.size === 0 || retry.isPending}
            onClick={() => tryAgain([...selected])}
          >
            {texts.retry.selected}
          </Button>
          {selected.size > 0 && (
            <>
              <Text>{texts.retry.count(selected.size)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Set())}>
                {texts.retry.clear}
              </Button>
            </>
          )}
        </CommandBar>
      )}
      <ErrorNotice error={retry.error} />
      {retry.data && <RetryOutcome result={retry.data} />}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={orderColumns(mayRetry && hasFailed ? (order) => tryAgain([order.id]) : undefined)}
        keyOf={(order) => order.id}
        searchLabel={texts.search}
        filters={<OrderFilters list={list} />}
        selection={mayRetry && hasFailed ? selection : undefined}
        empty={<EmptyState icon={<TaskListLtrRegular />} title={texts.empty.title} text={texts.empty.text} />}
      />
    </Blade>
  )
}
