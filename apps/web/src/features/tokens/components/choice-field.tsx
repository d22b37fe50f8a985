import { Field, Radio, RadioGroup } from '@fluentui/react-components'

type ChoiceFieldProps<Value extends string> = {
  label: string
  hint?: string
  options: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, all of them in view. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, hint, options, value, onChange } = props
  return (
    <Field label={label} {...(hint && { hint })}>
      <RadioGroup
        layout="horizontal"
        value={value}
        onChange={(_, data) => {
          const chosen = options.find((option) => option.value === data.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </RadioGroup>
    </Field>
  )
}
