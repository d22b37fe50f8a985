import { createUser } from '@pomona/contracts'
import { Field, Input } from '@fluentui/react-components'
import { fieldError } from '../../../lib/api-error.ts'
import { texts } from '../texts.ts'

export type UserDraft = { displayName: string; email: string; managedAppleId: string }

const rules = createUser.body.shape
const wrong = {
  displayName: texts.fields.nameWrong,
  email: texts.fields.emailWrong,
  managedAppleId: texts.fields.accountWrong,
}
const fields = ['displayName', 'email', 'managedAppleId'] as const

/** What is sent: an empty Managed Apple Account is none. */
export const bodyOf = ({ managedAppleId, ...draft }: UserDraft) => ({
  ...draft,
  managedAppleId: managedAppleId.trim() === '' ? null : managedAppleId,
})

const isFieldValid = (draft: UserDraft, field: keyof UserDraft) => rules[field].safeParse(bodyOf(draft)[field]).success

export const isValidUser = (draft: UserDraft): boolean => fields.every((field) => isFieldValid(draft, field))

/** Whether the refusal is told at a field and need not be told again. */
export const isFieldError = (error: unknown): boolean => fields.some((field) => fieldError(error, field) !== undefined)

type UserFieldsProps = {
  draft: UserDraft
  /** Faults show once somebody has tried to send. */
  isTried: boolean
  error: unknown
  onChange: (draft: UserDraft) => void
}

export function UserFields({ draft, isTried, error, onChange }: UserFieldsProps) {
  const problemOf = (field: keyof UserDraft) =>
    (isTried && !isFieldValid(draft, field) ? wrong[field] : fieldError(error, field)) ?? null
  const set =
    (field: keyof UserDraft) =>
    (_: unknown, { value }: { value: string }) =>
      onChange({ ...draft, [field]: value })
  return (
    <>
      <Field label={texts.fields.name} validationMessage={problemOf('displayName')}>
        <Input required value={draft.displayName} onChange={set('displayName')} />
      </Field>
      <Field label={texts.fields.email} hint={texts.fields.emailHint} validationMessage={problemOf('email')}>
        <Input required type="email" value={draft.email} onChange={set('email')} />
      </Field>
      <Field
        label={texts.fields.account}
        hint={texts.fields.accountHint}
        validationMessage={problemOf('managedAppleId')}
      >
        <Input type="email" value={draft.managedAppleId} onChange={set('managedAppleId')} />
      </Field>
    </>
  )
}
