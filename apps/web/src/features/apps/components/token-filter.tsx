import { Combobox, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { useTokenChoices, useTokenName } from '../api/list-token-choices.ts'
import { texts } from '../texts.ts'

const all = 'all'

type TokenFilterProps = { tokenId: string | undefined; onChange: (tokenId: string | undefined) => void }

/** Narrows a list down to one token; thousands of them are found by typing. */
export function TokenFilter({ tokenId, onChange }: TokenFilterProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const choices = useTokenChoices(useDebounced((typed ?? '').trim()))
  const name = useTokenName(tokenId)
  return (
    <Combobox
      freeform
      aria-label={texts.filters.token}
      value={typed ?? (tokenId ? (name ?? '') : texts.filters.allTokens)}
      selectedOptions={[tokenId ?? all]}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(null)
        if (optionValue) onChange(optionValue === all ? undefined : optionValue)
      }}
    >
      <Option value={all}>{texts.filters.allTokens}</Option>
      {choices.data?.value.map((token) => (
        <Option key={token.id} value={token.id}>
          {token.displayName}
        </Option>
      ))}
    </Combobox>
  )
}
