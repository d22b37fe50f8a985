import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalM },
  card: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0 },
  aside: { marginInlineStart: 'auto' },
})

type SectionProps = { title: string; aside?: ReactNode; isCard?: boolean; children: ReactNode; className?: string }

/** A part of a page with its own heading. */
export function Section({ title, aside, isCard = false, children, className }: SectionProps) {
  const styles = useStyles()
  const id = useId()
  return (
    <section aria-labelledby={id} className={mergeClasses(styles.root, isCard && styles.card, className)}>
      <div className={styles.head}>
        <Text as="h2" id={id} size={400} weight="semibold" block className={styles.title}>
          {title}
        </Text>
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
