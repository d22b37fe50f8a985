import { listDriftItems, repairDrift } from '@pomona/contracts'
import type { DriftItem, DriftView } from '@pomona/contracts'
import type { DriftKind } from '@pomona/domain'
import { Button, Text } from '@fluentui/react-components'
import { WrenchRegular } from '@fluentui/react-icons/svg/wrench'
import { useState } from 'react'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Selection } from '../../../ui/list-columns.ts'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useDriftItems } from '../api/list-drift.ts'
import { useRepairDrift } from '../api/repair-drift.ts'
import { texts } from '../texts.ts'
import { itemColumns, keyOfItem, nameOfItem } from './item-columns.tsx'
import { RepairDialog } from './repair-dialog.tsx'
import type { AskedRepair } from './repair-dialog.tsx'
import { RepairDone } from './repair-done.tsx'

// The contract's bound on one request.
const repairedAtOnce = 1_000

type DriftItemsProps = {
  appId: string
  kind: DriftKind
  /** What is known of these differences as a whole; absent while it is loaded, and once none is left. */
  drift: DriftView | undefined
}

/** Who differs, by name; repaired one by one, those that are selected, or all. */
export function DriftItems({ appId, kind, drift }: DriftItemsProps) {
  const list = useListState({ defaultSort: 'target' })
  const query = useDriftItems({ params: { appId, kind }, query: listQueryOf(listDriftItems.query, list) })
  const repair = useRepairDrift()
  const mayRepair = useMay(repairDrift) && drift !== undefined && drift.repair !== null
  const [selected, setSelected] = useState<ReadonlyMap<string, DriftItem>>(new Map())
  const [asked, setAsked] = useState<AskedRepair | null>(null)
  // Who differs is read live, while they are counted once in a while.
  const total = (list.isFiltered ? undefined : query.data?.totalCount) ?? drift?.count ?? 0
  const isTooMany = selected.size > repairedAtOnce
  const selection: Selection<DriftItem> = {
    selectedKeys: new Set(selected.keys()),
    // Those of other pages stay known by what was read of them when they were selected.
    onChange: (keys) => {
      const here = new Map(query.data?.value.map((item) => [keyOfItem(item), item]))
      const pick = (key: string) => selected.get(key) ?? here.get(key)
      setSelected(new Map([...keys].flatMap((key) => (pick(key) ? [[key, pick(key)!] as const] : []))))
    },
    labelOf: nameOfItem,
  }
  const ask = (count: number, targets?: readonly DriftItem[]) => {
    repair.reset()
    setAsked({
      appId,
      kind,
      count,
      appName: drift?.appName ?? '',
      sentence: drift?.repair ?? '',
      ...(targets && { targets }),
    })
  }
  return (
    <>
      {repair.data && <RepairDone appId={appId} result={repair.data} />}
      {mayRepair && total > 0 && (
        <CommandBar>
          <Button appearance="primary" icon={<WrenchRegular />} onClick={() => ask(total)}>
            {texts.repair.all(total)}
          </Button>
          <Button
            icon={<WrenchRegular />}
            disabledFocusable={selected.size === 0 || isTooMany}
            onClick={() => {
              if (selected.size > 0 && !isTooMany) ask(selected.size, [...selected.values()])
            }}
          >
            {texts.repair.selected}
          </Button>
          {selected.size > 0 && (
            <>
              <Text>{texts.repair.count(selected.size)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Map())}>
                {texts.repair.clear}
              </Button>
            </>
          )}
          {isTooMany && <Text>{texts.repair.tooMany}</Text>}
        </CommandBar>
      )}
      <ResourceList
        label={texts.items.title}
        noun={texts.items.noun}
        query={query}
        list={list}
        columns={itemColumns({
          app: { id: appId, name: drift?.appName ?? '' },
          onRepair: mayRepair ? (item) => ask(1, [item]) : undefined,
        })}
        keyOf={keyOfItem}
        searchLabel={texts.items.search}
        selection={mayRepair ? selection : undefined}
        empty={
          <EmptyState
            title={texts.items.empty}
            text={texts.items.emptyText}
            action={<LinkButton to="/drift">{texts.items.back}</LinkButton>}
          />
        }
      />
      <RepairDialog
        asked={asked}
        repair={repair}
        onDone={() => {
          setAsked(null)
          setSelected(new Map())
        }}
        onCancel={() => setAsked(null)}
      />
    </>
  )
}
