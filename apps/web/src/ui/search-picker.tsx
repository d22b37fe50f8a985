import { Combobox, makeStyles, Option, Text, tokens } from '@fluentui/react-components'
import type { ComboboxProps } from '@fluentui/react-components'
import { useState } from 'react'

export type Choice = {
  id: string
  name: string
  second?: string | null
  /** Why it cannot be chosen. */
  refusal?: string | undefined
}

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  second: { color: tokens.colorNeutralForeground3 },
})

const none = 'none'

export type SearchPickerProps = Pick<ComboboxProps, 'aria-label' | 'placeholder' | 'className'> & {
  chosenId: string | undefined
  /** What the chosen one is called, once that is known. */
  chosenName: string | undefined
  choices: readonly Choice[]
  /** What stands for no choice; without it one has to be made. */
  noneLabel?: string
  onSearch: (typed: string) => void
  onChange: (id: string | undefined, name: string) => void
}

/** One of many, found by typing. */
export function SearchPicker(props: SearchPickerProps) {
  const { chosenId, chosenName, choices, noneLabel, onSearch, onChange, ...rest } = props
  const styles = useStyles()
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string | null) => {
    setTyped(text)
    onSearch(text?.trim() ?? '')
  }
  const shown = chosenId === undefined ? (noneLabel ?? '') : (chosenName ?? '')
  return (
    <Combobox
      {...rest}
      freeform
      value={typed ?? shown}
      selectedOptions={[chosenId ?? none]}
      onChange={(event) => type(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => type(null)}
      onOptionSelect={(_, { optionValue, optionText }) => {
        type(null)
        if (optionValue) onChange(optionValue === none ? undefined : optionValue, optionText ?? '')
      }}
    >
      {noneLabel !== undefined && <Option value={none}>{noneLabel}</Option>}
      {choices.map(({ id, name, second, refusal }) => (
        <Option key={id} value={id} text={name} disabled={refusal !== undefined}>
          <span className={styles.option}>
            <Text>{name}</Text>
            {(second || refusal) && (
              <Text size={200} className={styles.second}>
                {[second, refusal].filter(Boolean).join(' · ')}
              </Text>
            )}
          </span>
        </Option>
      ))}
    </Combobox>
  )
}
