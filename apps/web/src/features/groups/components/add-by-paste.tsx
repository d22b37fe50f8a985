import type { GroupKind } from '@pomona/domain'
import { Field, Textarea } from '@fluentui/react-components'
import type { RefObject } from 'react'
import { memberTexts } from '../texts-members.ts'
import type { MemberLines } from './member-lines.ts'
import { Repeats } from './repeats.tsx'

type AddByPasteProps = {
  kind: GroupKind
  box: RefObject<HTMLTextAreaElement | null>
  text: string
  names: MemberLines
  problem: string | null
  onChange: (text: string) => void
}

/** Serial numbers or addresses, pasted in whatever form they come. */
export function AddByPaste({ kind, box, text, names, problem, onChange }: AddByPasteProps) {
  const words = memberTexts.names[kind]
  return (
    <>
      <Field
        label={words.field}
        hint={names.lines.length > 0 ? words.count(names.lines.length, names.repeats.length) : words.hint}
        validationMessage={problem}
      >
        <Textarea
          textarea={{ ref: box }}
          rows={12}
          resize="vertical"
          spellCheck={false}
          value={text}
          onChange={(_, { value }) => onChange(value)}
        />
      </Field>
      <Repeats repeats={names.repeats} />
    </>
  )
}
