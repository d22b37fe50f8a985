import { makeStyles, tokens } from '@fluentui/react-components'
import { NavLink } from 'react-router'
import { historyTexts } from '../texts-history.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  choice: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorNeutralBackground1Selected,
      borderTopColor: tokens.colorNeutralStrokeAccessible,
      borderRightColor: tokens.colorNeutralStrokeAccessible,
      borderBottomColor: tokens.colorNeutralStrokeAccessible,
      borderLeftColor: tokens.colorNeutralStrokeAccessible,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
})

/** What this console asked Apple, or what Apple told by itself. */
export function AppleSwitch({ tokenId }: { tokenId: string }) {
  const styles = useStyles()
  const base = `/tokens/${tokenId}/apple`
  return (
    <nav className={styles.root} aria-label={historyTexts.apple.which}>
      <NavLink to={base} end className={styles.choice}>
        {historyTexts.apple.requests}
      </NavLink>
      <NavLink to={`${base}/notifications`} className={styles.choice}>
        {historyTexts.apple.notifications}
      </NavLink>
    </nav>
  )
}
