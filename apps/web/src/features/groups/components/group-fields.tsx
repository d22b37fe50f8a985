import { createGroup } from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { fieldError } from '../../../lib/api-error.ts'
import { texts } from '../texts.ts'

export type GroupDraft = { displayName: string; description: string }

const rules = createGroup.body.shape
const wrong = { displayName: texts.fields.nameWrong, description: texts.fields.descriptionLong }
const fields = ['displayName', 'description'] as const

export function isValidGroup(draft: GroupDraft): boolean {
  return fields.every((field) => rules[field].safeParse(draft[field]).success)
}

/** Whether the refusal is told at a field and need not be told again. */
export function isFieldError(error: unknown): boolean {
  return fields.some((field) => fieldError(error, field) !== undefined)
}

type GroupFieldsProps = {
  draft: GroupDraft
  /** Faults show once somebody has tried to send. */
  isTried: boolean
  error: unknown
  onChange: (draft: GroupDraft) => void
}

export function GroupFields({ draft, isTried, error, onChange }: GroupFieldsProps) {
  const problemOf = (field: keyof GroupDraft) =>
    isTried && !rules[field].safeParse(draft[field]).success ? wrong[field] : fieldError(error, field)
  return (
    <>
      <Field label={texts.fields.name} validationMessage={problemOf('displayName') ?? null}>
        <Input
          required
          value={draft.displayName}
          onChange={(_, { value }) => onChange({ ...draft, displayName: value })}
        />
      </Field>
      <Field
        label={texts.fields.description}
        hint={texts.fields.descriptionHint}
        validationMessage={problemOf('description') ?? null}
      >
        <Textarea
          resize="vertical"
          value={draft.description}
          onChange={(_, { value }) => onChange({ ...draft, description: value })}
        />
      </Field>
    </>
  )
}

// Devices first: most licenses are given to devices.
const kindsOffered = ['device', 'user'] as const satisfies readonly GroupKind[]

/** What the group is to hold; it cannot be changed afterwards. */
export function KindField({ kind, onChange }: { kind: GroupKind; onChange: (kind: GroupKind) => void }) {
  return (
    <Field label={texts.fields.kind} hint={texts.fields.kindHints[kind]}>
      <RadioGroup
        layout="horizontal"
        value={kind}
        onChange={(_, { value }) => onChange(kindsOffered.find((known) => known === value) ?? kind)}
      >
        {kindsOffered.map((value) => (
          <Radio key={value} value={value} label={texts.kinds[value]} />
        ))}
      </RadioGroup>
    </Field>
  )
}
