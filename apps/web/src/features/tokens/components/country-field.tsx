import { Combobox, Field, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { countries } from '../../../lib/countries.ts'
import { regionName } from '../../../lib/format.ts'
import { texts } from '../texts.ts'

type CountryFieldProps = {
  /** Two letters; empty while none is chosen. */
  code: string
  problem: string | undefined
  onChange: (code: string) => void
}

/** All countries and regions, narrowed down by typing. */
export function CountryField({ code, problem, onChange }: CountryFieldProps) {
  // What is being typed; null when nobody types and the chosen country shows.
  const [typed, setTyped] = useState<string | null>(null)
  const wanted = (typed ?? '').trim().toLowerCase()
  const matches = countries.filter(
    (country) => country.name.toLowerCase().includes(wanted) || country.code.toLowerCase() === wanted,
  )
  return (
    <Field label={texts.fields.country} hint={texts.fields.countryHint} validationMessage={problem ?? null}>
      <Combobox
        freeform
        required
        value={typed ?? (code && regionName(code))}
        selectedOptions={code ? [code] : []}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onOptionSelect={(_, data) => {
          setTyped(null)
          if (data.optionValue) onChange(data.optionValue)
        }}
      >
        {matches.map((country) => (
          <Option key={country.code} value={country.code}>
            {country.name}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
