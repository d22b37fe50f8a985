import { listDrift, repairDrift } from '@pomona/contracts'
import { driftKinds } from '@pomona/domain'
import { makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { useState } from 'react'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { TokenPicker } from '../../../ui/token-picker.tsx'
import { useDrift } from '../api/list-drift.ts'
import { useRepairDrift } from '../api/repair-drift.ts'
import { driftColumns, driftPath } from '../components/drift-columns.tsx'
import { RepairDialog } from '../components/repair-dialog.tsx'
import type { AskedRepair } from '../components/repair-dialog.tsx'
import { RepairDone } from '../components/repair-done.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ intro: { maxWidth: '70ch', color: tokens.colorNeutralForeground2 } })

const sorts = ['-count', 'appName'] as const

export function Component() {
  const styles = useStyles()
  const mayRepair = useMay(repairDrift)
  const list = useListState({ filters: ['kind', 'tokenId', 'appId'], defaultSort: '-count' })
  const query = useDrift(listQueryOf(listDrift.query, list))
  const repair = useRepairDrift()
  const [asked, setAsked] = useState<AskedRepair | null>(null)
  const ask = ({ appId, appName, kind, count, repair: sentence }: NonNullable<typeof query.data>['value'][number]) => {
    repair.reset()
    setAsked({ appId, appName, kind, count, sentence: sentence ?? '' })
  }
  return (
    <Blade title={texts.title}>
      <Text className={styles.intro}>{texts.intro}</Text>
      {repair.data && <RepairDone appId={repair.variables.appId} result={repair.data} />}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={driftColumns(mayRepair ? ask : undefined)}
        keyOf={driftPath}
        searchLabel={texts.search}
        filters={
          <>
            <Select
              aria-label={texts.filters.kind}
              value={list.filters['kind'] ?? ''}
              onChange={(_, { value }) => list.setFilter('kind', value)}
            >
              <option value="">{texts.filters.allKinds}</option>
              {driftKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {texts.kinds[kind]}
                </option>
              ))}
            </Select>
            <TokenPicker
              aria-label={texts.filters.token}
              noneLabel={texts.filters.allTokens}
              chosenId={list.filters['tokenId']}
              onChange={(tokenId) => list.setFilter('tokenId', tokenId)}
            />
            <Select aria-label={texts.sort} value={list.sort} onChange={(_, { value }) => list.setSort(value)}>
              {sorts.map((sort) => (
                <option key={sort} value={sort}>
                  {texts.sorts[sort]}
                </option>
              ))}
            </Select>
          </>
        }
        empty={<EmptyState icon={<CheckmarkCircleRegular />} title={texts.empty.title} text={texts.empty.text} />}
      />
      <RepairDialog asked={asked} repair={repair} onDone={() => setAsked(null)} onCancel={() => setAsked(null)} />
    </Blade>
  )
}
