import type { AssetView, PlanView } from '@pomona/contracts'
import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { formatCount } from '../../../lib/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { planTexts } from '../texts-plan.ts'
import { titlePath } from './asset-counts.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  title: { margin: 0 },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  counted: {
    display: 'grid',
    gridTemplateColumns: 'minmax(2.5em, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  number: { textAlign: 'end', fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  stacked: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  short: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  table: { borderCollapse: 'collapse', width: '100%' },
  head: {
    textAlign: 'end',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    padding: 0,
  },
  cell: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top', padding: 0, width: '76px' },
  name: {
    textAlign: 'start',
    overflowWrap: 'anywhere',
    paddingBlock: tokens.spacingVerticalXXS,
    fontWeight: tokens.fontWeightRegular,
  },
  show: { alignSelf: 'flex-start', fontSize: tokens.fontSizeBase200 },
})

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.part}>
      <Text as="h3" size={200} weight="semibold" block className={styles.title}>
        {title}
      </Text>
      {children}
    </div>
  )
}

/** What should be read before saving: that a book never comes back, who cannot be given anything and what to do about it. */
export function PlanWarnings({ warnings, title }: { warnings: PlanView['warnings']; title: string }) {
  const styles = useStyles()
  if (warnings.length === 0) return null
  return (
    <Notice intent="warning" title={title}>
      <span className={styles.list}>
        {warnings.map((warning) => (
          <span key={warning}>{warning}</span>
        ))}
      </span>
    </Notice>
  )
}

/** That several assignments ask for different things, and the way to who won. */
export function PlanConflicts({ count, onShow }: { count: number; onShow: () => void }) {
  const styles = useStyles()
  if (count === 0) return null
  return (
    <Part title={planTexts.conflicts.title}>
      <Text size={200}>{planTexts.conflicts.text(count)}</Text>
      <Link as="button" className={styles.show} onClick={onShow}>
        {planTexts.conflicts.show}
      </Link>
    </Part>
  )
}

// Organizations own an app in a handful of tokens at most; the page over all tokens shows the others.
const tokensShown = 4

/** What is left in each token, before and after. */
export function PlanTokens({ tokens: owners, app }: { tokens: PlanView['tokens']; app: AssetView }) {
  const styles = useStyles()
  if (owners.length === 0) return null
  const hidden = owners.length - tokensShown
  return (
    <Part title={planTexts.tokens.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              <VisuallyHidden>{planTexts.tokens.token}</VisuallyHidden>
            </th>
            <th scope="col" className={styles.head}>
              {planTexts.tokens.now}
            </th>
            <th scope="col" className={styles.head}>
              {planTexts.tokens.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {owners.slice(0, tokensShown).map(({ tokenId, tokenName, isUnlimited, ...counts }) => (
            <tr key={tokenId}>
              <th scope="row" className={styles.name}>
                <span className={styles.stacked}>
                  <TextLink to={`/tokens/${tokenId}`}>{tokenName}</TextLink>
                  {counts.shortCount > 0 && (
                    <Text size={200} className={styles.short}>
                      {planTexts.tokens.short(counts.shortCount)}
                    </Text>
                  )}
                </span>
              </th>
              {isUnlimited ? (
                <td className={styles.cell} colSpan={2}>
                  {planTexts.tokens.unlimited}
                </td>
              ) : (
                <>
                  <td className={styles.cell}>{formatCount(counts.availableBefore)}</td>
                  <td className={mergeClasses(styles.cell, counts.shortCount > 0 && styles.short)}>
                    {formatCount(counts.availableAfter)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Text size={200} className={styles.quiet}>
          {planTexts.tokens.more(hidden)} <TextLink to={titlePath(app)}>{planTexts.tokens.all}</TextLink>
        </Text>
      )}
    </Part>
  )
}

/** What the people behind the devices will be asked, by kind of device (P30). */
export function PlanPrompts({ prompts }: { prompts: PlanView['prompts'] }) {
  const styles = useStyles()
  const present = prompts.filter(({ count }) => count > 0)
  if (present.length === 0) return null
  const { scenarios, asked, ...words } = planTexts.prompts
  return (
    <Part title={words.title}>
      <ul className={styles.list}>
        {present.map((prompt) => (
          <li key={prompt.scenario} className={styles.counted}>
            <span className={styles.number}>{formatCount(prompt.count)}</span>
            <span className={styles.stacked}>
              <Text size={200}>{scenarios[prompt.scenario]}</Text>
              <Text size={200} className={styles.quiet}>
                {asked([
                  ...(prompt.invitation ? [words.invitation] : []),
                  ...(prompt.installPrompt ? [words.installPrompt] : []),
                  ...(prompt.appleIdPrompt ? [words.appleIdPrompt] : []),
                ])}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
