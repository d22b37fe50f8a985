import { listConversation } from '@pomona/contracts'
import type { AppleExchangeView } from '@pomona/contracts'
import { Input, makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components'
import { ChatRegular } from '@fluentui/react-icons/svg/chat'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { useState } from 'react'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import type { ListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { useConversation } from '../api/list-conversation.ts'
import { AppleSwitch } from '../components/apple-switch.tsx'
import { historyTexts } from '../texts-history.ts'

const texts = historyTexts.apple

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  path: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
  },
  second: { color: tokens.colorNeutralForeground3 },
  number: { width: '180px' },
})

function Request({ exchange }: { exchange: AppleExchangeView }) {
  const styles = useStyles()
  return (
    <>
      <span className={styles.path} title={exchange.path}>
        {exchange.method} {exchange.path}
      </span>
      {exchange.attempt > 1 && (
        <Text size={200} block className={styles.second}>
          {texts.attemptText(exchange.attempt)}
        </Text>
      )}
    </>
  )
}

function AnswerLabel({ exchange }: { exchange: AppleExchangeView }) {
  const styles = useStyles()
  const { status, errorNumber } = exchange
  if (status === null) return <StateLabel tone="warning">{texts.silent}</StateLabel>
  const isRefused = errorNumber !== null || status >= 400
  return (
    <>
      {isRefused ? (
        <StateLabel tone="danger">{texts.refused}</StateLabel>
      ) : (
        <StateLabel tone="neutral" icon={<CheckmarkRegular />}>
          {texts.ok}
        </StateLabel>
      )}
      {isRefused && (
        <Text size={200} block className={styles.second}>
          {errorNumber === null ? texts.status(status) : texts.number(errorNumber)}
        </Text>
      )}
    </>
  )
}

const columns: readonly Column<AppleExchangeView>[] = [
  {
    id: 'request',
    label: texts.request,
    width: '32%',
    render: (exchange) => <Request exchange={exchange} />,
  },
  {
    id: 'at',
    label: texts.at,
    sortKey: 'at',
    width: '140px',
    render: (exchange) => <RelativeTime at={exchange.at} />,
  },
  { id: 'answer', label: texts.answer, width: '140px', render: (exchange) => <AnswerLabel exchange={exchange} /> },
  { id: 'meaning', label: texts.meaning, isWide: true, render: (exchange) => exchange.meaning ?? '' },
  {
    id: 'took',
    label: texts.took,
    isNumber: true,
    width: '100px',
    render: (exchange) => texts.ms(exchange.durationMs),
  },
]

function NumberFilter({ list }: { list: ListState }) {
  const styles = useStyles()
  const value = list.filters['errorNumber'] ?? ''
  const [typed, setTyped] = useState(value)
  const send = () => {
    const digits = typed.replaceAll(/\D/g, '').slice(0, 5)
    setTyped(digits)
    if (digits !== value) list.setFilter('errorNumber', digits || undefined)
  }
  return (
    <Input
      className={styles.number}
      aria-label={texts.errorNumber}
      placeholder={texts.errorNumber}
      inputMode="numeric"
      value={typed}
      onChange={(_, data) => setTyped(data.value)}
      onBlur={send}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send()
      }}
    />
  )
}

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const list = useListState({ filters: ['isFailed', 'errorNumber'], defaultSort: '-at' })
  const query = useConversation(tokenId, listQueryOf(listConversation.query, list))
  const isFailed = list.filters['isFailed'] === 'true'
  return (
    <div className={styles.root}>
      <AppleSwitch tokenId={tokenId} />
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(exchange) => exchange.id}
        searchLabel={texts.search}
        filters={
          <>
            <ToggleButton
              shape="circular"
              checked={isFailed}
              onClick={() => list.setFilter('isFailed', isFailed ? undefined : 'true')}
            >
              {texts.failedOnly}
            </ToggleButton>
            <NumberFilter key={list.filters['errorNumber']} list={list} />
          </>
        }
        empty={<EmptyState icon={<ChatRegular />} title={texts.empty} text={texts.emptyText} />}
      />
    </div>
  )
}
