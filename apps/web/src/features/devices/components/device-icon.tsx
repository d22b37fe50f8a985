import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { LaptopRegular } from '@fluentui/react-icons/svg/laptop'
import { PhoneRegular } from '@fluentui/react-icons/svg/phone'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'

const useStyles = makeStyles({
  root: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  large: { fontSize: '32px' },
})

const icons = { phone: PhoneRegular, computer: LaptopRegular, tablet: TabletRegular }

function shapeOf(model: string): keyof typeof icons {
  if (model.startsWith('iPhone')) return 'phone'
  return /^i?Mac/.test(model) ? 'computer' : 'tablet'
}

/** What kind of device it is, by its model; the model stands beside. */
export function DeviceIcon({ model, isLarge = false }: { model: string; isLarge?: boolean }) {
  const styles = useStyles()
  const Icon = icons[shapeOf(model)]
  return <Icon className={mergeClasses(styles.root, isLarge && styles.large)} aria-hidden="true" />
}
