import type { GroupKind } from '@pomona/domain'
import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Notice } from '../../../ui/notice.tsx'
import { memberTexts } from '../texts-members.ts'
import type { MemberLine } from './member-lines.ts'

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '176px',
    overflowY: 'auto',
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
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

type NameFaultsProps = {
  kind: GroupKind
  faults: readonly MemberLine[]
  total: number
  /** Leads to the fault's place in the text, where there is one. */
  onShow?: (fault: MemberLine) => void
  onDrop: () => void
}

/** Everybody named who is not known, by line. */
export function NameFaults({ kind, faults, total, onShow, onDrop }: NameFaultsProps) {
  const styles = useStyles()
  const words = memberTexts.names[kind]
  return (
    <Notice
      intent="error"
      title={memberTexts.add.failed}
      actions={<Button onClick={onDrop}>{memberTexts.add.dropUnknown(faults.length)}</Button>}
    >
      {words.unknown(faults.length, total)}
      <ul className={styles.list} aria-label={words.unknownList} {...(!onShow && { tabIndex: 0 })}>
        {faults.map((fault) => {
          const text = memberTexts.add.line(fault.line, fault.name)
          return (
            <li key={fault.name} className={styles.fault}>
              {onShow ? (
                <button type="button" className={styles.link} onClick={() => onShow(fault)}>
                  {text}
                </button>
              ) : (
                text
              )}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
