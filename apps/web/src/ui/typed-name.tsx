import { Field, Input } from '@fluentui/react-components'

type TypedNameProps = { label: string; value: string; problem: string | undefined; onChange: (value: string) => void }

/** The name of a thing, typed by hand, before something is done to it that cannot be undone. */
export function TypedName({ label, value, problem, onChange }: TypedNameProps) {
  return (
    <Field label={label} validationMessage={problem ?? null}>
      <Input autoComplete="off" spellCheck={false} value={value} onChange={(_, data) => onChange(data.value)} />
    </Field>
  )
}
