import { Combobox, Option } from '@fluentui/react-components'
import type { ComboboxProps } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { useTokenChoices, useTokenName } from '../api/list-token-choices.ts'

const none = 'none'

type TokenPickerProps = Pick<ComboboxProps, 'aria-label'> & {
  tokenId: string | undefined
  /** What stands for no token; without it one has to be chosen. */
  noneLabel?: string
  /** Why a token cannot be chosen. */
  refusalOf?: (tokenId: string) => string | undefined
  onChange: (tokenId: string | undefined) => void
}

/** One token of up to thousands, found by typing. */
export function TokenPicker({ tokenId, noneLabel, refusalOf, onChange, ...rest }: TokenPickerProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const choices = useTokenChoices(useDebounced((typed ?? '').trim()))
  const name = useTokenName(tokenId)
  return (
    <Combobox
      {...rest}
      freeform
      value={typed ?? (tokenId ? (name ?? '') : (noneLabel ?? ''))}
      selectedOptions={[tokenId ?? none]}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(null)
        if (optionValue) onChange(optionValue === none ? undefined : optionValue)
      }}
    >
      {noneLabel !== undefined && <Option value={none}>{noneLabel}</Option>}
      {choices.data?.value.map(({ id, displayName }) => {
        const refusal = refusalOf?.(id)
        const label = refusal === undefined ? displayName : `${displayName} (${refusal})`
        return (
          <Option key={id} value={id} text={displayName} disabled={refusal !== undefined}>
            {label}
          </Option>
        )
      })}
    </Combobox>
  )
}
