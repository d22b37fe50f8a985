import type { AssetView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { CountBar } from '../../../ui/count-bar.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'
import { countsOf } from './asset-counts.ts'
import { effectOf } from './assignment-draft.ts'
import type { DraftRow } from './assignment-draft.ts'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  line: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  wrap: { whiteSpace: 'normal' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

function Line({ tone, title, children }: { tone: Tone; title: string; children?: ReactNode }) {
  const styles = useStyles()
  return (
    <li className={styles.line}>
      <StateLabel tone={tone}>
        <Text weight="semibold" className={styles.wrap}>
          {title}
        </Text>
      </StateLabel>
      {children && (
        <Text size={200} className={styles.quiet}>
          {children}
        </Text>
      )}
    </li>
  )
}

type EffectPanelProps = { app: AssetView; saved: readonly DraftRow[]; draft: readonly DraftRow[]; isDirty: boolean }

/** The effect beside the form, as it is being filled in: who gets, who may have to wait, who loses. */
export function EffectPanel({ app, saved, draft, isDirty }: EffectPanelProps) {
  const styles = useStyles()
  const effect = effectOf(saved, draft, app)
  const free = app.isUnlimited ? texts.effect.unlimited : texts.effect.free(effect.free)
  return (
    <Section title={texts.effect.title} isCard>
      <div aria-live="polite">
        {!isDirty && <Text className={styles.quiet}>{texts.effect.nothing}</Text>}
        {isDirty && (
          <ul className={styles.list}>
            {effect.getting > 0 && (
              <Line
                tone={effect.waitingUpTo > 0 ? 'warning' : 'moving'}
                title={texts.effect.get(effect.getting, effect.isUpTo)}
              >
                {free}.{' '}
                {!app.isUnlimited &&
                  (effect.waitingUpTo > 0 ? texts.effect.short(effect.waitingUpTo) : texts.effect.enough)}
                {effect.alreadyInLine > 0 && ` ${texts.effect.line(effect.alreadyInLine)}`}
              </Line>
            )}
            {effect.losing > 0 && <Line tone="neutral" title={texts.effect.uninstall(effect.losing, effect.isUpTo)} />}
            {effect.leftOut > 0 && <Line tone="neutral" title={texts.effect.excluded(effect.leftOut)} />}
            {effect.droppedGroups > 0 && <Line tone="neutral" title={texts.effect.dropped(effect.droppedGroups)} />}
          </ul>
        )}
      </div>
      <Text size={200} weight="semibold">
        {texts.effect.nowTitle}
      </Text>
      <CountBar counts={countsOf(app)} isLarge />
    </Section>
  )
}
