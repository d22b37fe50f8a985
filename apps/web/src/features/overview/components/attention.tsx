import type { OverviewView } from '@pomona/contracts'
import type { TokenState } from '@pomona/domain'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Section } from '../../../ui/section.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '200px minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottom: 'none' },
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  body: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '90ch' },
})

const amber: ReadonlySet<TokenState> = new Set(['expiring', 'readOnly'])

function Item(props: { tone: Tone; state: string; name: string; to: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <StateLabel tone={props.tone}>{props.state}</StateLabel>
      <div className={styles.body}>
        <span>
          <TextLink to={props.to}>{props.name}</TextLink>
        </span>
        <Text size={200} className={styles.quiet}>
          {props.children}
        </Text>
      </div>
    </li>
  )
}

/** Tokens and shortages that somebody has to do something about. */
export function Attention({ overview }: { overview: OverviewView }) {
  const styles = useStyles()
  const { tokensNeedingAttention, shortages } = overview
  const isCalm = tokensNeedingAttention.length === 0 && shortages.length === 0
  return (
    <Section
      title={texts.attention}
      isCard
      aside={shortages.length > 0 && <TextLink to="/apps?isShort=true">{texts.allShortages}</TextLink>}
    >
      {isCalm ? (
        <Text className={styles.quiet}>{texts.allWell}</Text>
      ) : (
        <ul className={styles.list}>
          {tokensNeedingAttention.map(({ id, displayName, state, stateReason }) => (
            <Item
              key={id}
              tone={amber.has(state) ? 'warning' : 'danger'}
              state={texts.tokenStates[state]}
              name={displayName}
              to={`/tokens/${id}`}
            >
              {stateReason}
            </Item>
          ))}
          {shortages.map(({ appId, name, tokenName, waitingCount, availableCount }) => (
            <Item key={appId} tone="danger" state={texts.waiting} name={name} to={`/apps/${appId}/assignments`}>
              {tokenName} · {texts.shortage(waitingCount, availableCount)}
            </Item>
          ))}
        </ul>
      )}
    </Section>
  )
}
