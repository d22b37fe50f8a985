import { createGroup } from '@pomona/contracts'
import { Field, Input, Textarea } from '@fluentui/react-components'
import { fieldError } from '../../../lib/api-error.ts'
import { texts } from '../texts.ts'

export type GroupDraft = { displayName: string; description: string }

const rules = createGroup.body.shape

export function isValidGroup(draft: GroupDraft): boolean {
  return (
    rules.displayName.safeParse(draft.displayName).success && rules.description.safeParse(draft.description).success
  )
}

type GroupFieldsProps = {
  draft: GroupDraft
  /** Faults show once somebody has tried to send. */
  isTried: boolean
  error: unknown
  onChange: (draft: GroupDraft) => void
}

export function GroupFields({ draft, isTried, error, onChange }: GroupFieldsProps) {
  const nameProblem =
    isTried && !rules.displayName.safeParse(draft.displayName).success
      ? texts.fields.nameMissing
      : fieldError(error, 'displayName')
  const descriptionProblem =
    isTried && !rules.description.safeParse(draft.description).success
      ? texts.fields.descriptionLong
      : fieldError(error, 'description')
  return (
    <>
      <Field label={texts.fields.name} validationMessage={nameProblem ?? null}>
        <Input
          required
          value={draft.displayName}
          onChange={(_, { value }) => onChange({ ...draft, displayName: value })}
        />
      </Field>
      <Field
        label={texts.fields.description}
        hint={texts.fields.descriptionHint}
        validationMessage={descriptionProblem ?? null}
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
