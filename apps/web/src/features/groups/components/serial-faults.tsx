import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Notice } from '../../../ui/notice.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, maxHeight: '280px', overflowY: 'auto' },
})

type SerialFaultsProps = {
  faults: readonly { serial: string; line: number; message: string }[]
  total: number
  onDrop: () => void
}

/** Every serial number that cannot be added, by line. */
export function SerialFaults({ faults, total, onDrop }: SerialFaultsProps) {
  const styles = useStyles()
  return (
    <Notice intent="error" title={texts.add.failed} actions={<Button onClick={onDrop}>{texts.add.dropUnknown}</Button>}>
      {texts.add.unknown(faults.length, total)}
      <ul className={styles.list}>
        {faults.map(({ serial, line, message }) => (
          <li key={serial}>
            {texts.add.line(line, serial)}. {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
