import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Notice } from '../../../ui/notice.tsx'
import { texts } from '../texts.ts'
import type { SerialLine } from './serial-lines.ts'

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '176px',
    overflowY: 'auto',
    fontVariantNumeric: 'tabular-nums',
  },
  // Thousands of them must not hold up the page: a plain button each, laid out only when scrolled to.
  fault: { contentVisibility: 'auto', containIntrinsicSize: 'auto 20px' },
  link: {
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    color: tokens.colorBrandForegroundLink,
    font: 'inherit',
    textAlign: 'start',
    textDecorationLine: 'underline',
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    ':hover': { color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
})

type SerialFaultsProps = {
  faults: readonly SerialLine[]
  total: number
  onShow: (fault: SerialLine) => void
  onDrop: () => void
}

/** Every serial number that no device has, by line; each is the way to its place in the text. */
export function SerialFaults({ faults, total, onShow, onDrop }: SerialFaultsProps) {
  const styles = useStyles()
  return (
    <Notice
      intent="error"
      title={texts.add.failed}
      actions={<Button onClick={onDrop}>{texts.add.dropUnknown(faults.length)}</Button>}
    >
      {texts.add.unknown(faults.length, total)}
      <ul className={styles.list} aria-label={texts.add.unknownList}>
        {faults.map((fault) => (
          <li key={fault.serial} className={styles.fault}>
            <button type="button" className={styles.link} onClick={() => onShow(fault)}>
              {texts.add.line(fault.line, fault.serial)}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
