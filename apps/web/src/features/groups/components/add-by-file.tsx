import type { GroupKind } from '@pomona/domain'
import { Button, Checkbox, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { DocumentArrowUpRegular } from '@fluentui/react-icons/svg/document-arrow-up'
import { useRef } from 'react'
import { formatCount } from '../../../lib/format.ts'
import { ErrorList } from './error-list.tsx'
import { memberTexts } from '../texts-members.ts'
import type { ImportFile } from './import-file.ts'
import { readImportFile } from './import-file.ts'
import type { namesOfColumn } from './read-csv.ts'
import { Repeats } from './repeats.tsx'

const useStyles = makeStyles({
  choose: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type AddByFileProps = {
  kind: GroupKind
  file: ImportFile | null
  names: ReturnType<typeof namesOfColumn>
  problem: string | null
  onChange: (file: ImportFile) => void
}

/** Members from a CSV file: which column names them, what is left out, and every fault by line. */
export function AddByFile({ kind, file, names, problem, onChange }: AddByFileProps) {
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  const words = memberTexts.names[kind]
  const table = file?.table
  const header = table?.rows[0]?.cells ?? []
  return (
    <>
      <Field label={memberTexts.file.label} hint={words.fileHint} validationMessage={problem}>
        {(field) => (
          <div className={styles.choose}>
            <input
              ref={input}
              id={field.id}
              hidden
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
              onChange={(event) => {
                const chosen = event.target.files?.[0]
                event.target.value = ''
                if (chosen) void readImportFile(kind, chosen).then(onChange)
              }}
            />
            <Button
              aria-describedby={field['aria-describedby']}
              icon={<DocumentArrowUpRegular />}
              onClick={() => input.current?.click()}
            >
              {file ? memberTexts.file.other : memberTexts.file.choose}
            </Button>
            {file && <Text className={styles.name}>{file.fileName}</Text>}
          </div>
        )}
      </Field>
      {file?.problem && <ErrorList title={memberTexts.file.failed} lines={[memberTexts.file.problems[file.problem]]} />}
      {table && table.faults.length > 0 && (
        <ErrorList
          title={memberTexts.file.failed}
          lines={table.faults.map(({ line, reason }) => memberTexts.file.faults[reason](line))}
        />
      )}
      {file && table && table.columnCount > 1 && (
        <Field label={words.column}>
          <Select
            value={String(file.column)}
            onChange={(_, { value }) => onChange({ ...file, column: Number(value), dropped: new Set() })}
          >
            {Array.from({ length: table.columnCount }, (_, column) => (
              <option key={column} value={column}>
                {memberTexts.file.column(column + 1, header[column]?.trim() ?? '')}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {file && table && table.rows.length > 0 && (
        <Checkbox
          label={memberTexts.file.header}
          checked={file.hasHeader}
          onChange={(_, { checked }) => onChange({ ...file, hasHeader: checked === true, dropped: new Set() })}
        />
      )}
      {table && (
        <Text>
          {words.count(names.lines.length, names.repeats.length)}
          {names.blankLines.length > 0 && ` · ${memberTexts.file.blank(names.blankLines.length)}`}
          {file.dropped.size > 0 && ` · ${memberTexts.file.dropped(file.dropped.size)}`}
        </Text>
      )}
      {names.blankLines.length > 0 && (
        <Text size={200} className={styles.quiet}>
          {memberTexts.file.blankLines(names.blankLines.slice(0, 10).map(formatCount), names.blankLines.length - 10)}
        </Text>
      )}
      <Repeats repeats={names.repeats} />
    </>
  )
}
