import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
})

/** The same app is sold in two qualities, and both are called alike: Apple's word tells them apart. */
export function PlusTag({ pricingParam }: { pricingParam: 'STDQ' | 'PLUS' }) {
  const styles = useStyles()
  if (pricingParam !== 'PLUS') return null
  return (
    <span className={styles.root} title="The higher quality of this title, with licenses of its own">
      PLUS
    </span>
  )
}
