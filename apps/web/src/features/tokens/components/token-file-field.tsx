import { readTokenFile, tokenFileProblems } from '@pomona/domain'
import { Field, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { DocumentKeyRegular } from '@fluentui/react-icons/svg/document-key'
import { useState } from 'react'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  zone: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: { border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}` },
  // Over the whole zone, so that clicking and dropping are the browser's own.
  input: { position: 'absolute', inset: 0, width: '100%', height: '100%', opacity: 0, cursor: 'pointer' },
  icon: { display: 'inline-flex', fontSize: '24px', color: tokens.colorNeutralForeground3 },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

// The contract's bound on the text of a token file.
const longest = 20_000

type TokenFileFieldProps = {
  /** What is wrong with the chosen file, as far as the page knows. */
  problem?: string | undefined
  onChoose: (text: string | null) => void
}

/** Where a `.vpptoken` file is chosen or dropped. Only the text of a token is handed on, and it is kept nowhere else. */
export function TokenFileField({ problem, onChoose }: TokenFileFieldProps) {
  const styles = useStyles()
  const [fileName, setFileName] = useState<string | null>(null)
  const [ownProblem, setOwnProblem] = useState<string | null>(null)

  const read = async (file: File | undefined) => {
    if (!file) return
    setFileName(file.name)
    setOwnProblem(null)
    const refuse = (why: string) => {
      setOwnProblem(why)
      onChoose(null)
    }
    if (file.size > longest) return refuse(texts.fields.fileTooLarge)
    const text = await file.text().catch(() => null)
    if (text === null) return refuse(texts.fields.fileUnreadable)
    const content = readTokenFile(text)
    if (!content.ok) return refuse(tokenFileProblems[content.problem])
    onChoose(text)
  }

  return (
    <Field label={texts.fields.file} hint={texts.fields.fileHint} validationMessage={ownProblem ?? problem ?? null}>
      {(field) => (
        <div className={mergeClasses(styles.zone, fileName !== null && styles.chosen)}>
          <span className={styles.icon} aria-hidden="true">
            <DocumentKeyRegular />
          </span>
          <span className={styles.text}>
            {fileName && <span className={styles.name}>{fileName}</span>}
            <span className={styles.quiet}>{fileName ? texts.fields.fileChange : texts.fields.fileChoose}</span>
          </span>
          <input
            {...field}
            type="file"
            required
            accept=".vpptoken,.txt,text/plain,application/octet-stream"
            className={styles.input}
            onChange={(event) => {
              void read(event.target.files?.[0])
              // So that the same file can be chosen again after it was replaced on disk.
              event.target.value = ''
            }}
          />
        </div>
      )}
    </Field>
  )
}
