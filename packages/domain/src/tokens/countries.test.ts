import { describe, expect, it } from 'vitest'
import { countryName, isCountry } from './countries.ts'

describe('country codes', () => {
  it.each(['US', 'DE', 'GB', 'TW', 'HK', 'XK', 'AX'])('knows %s', (code) => expect(isCountry(code)).toBe(true))
  it.each(['ZZ', 'EU', 'UK', 'XX', 'QQ', 'us', 'USA', '', 'DD', 'SU', 'AN', 'YU'])('refuses %j', (code) =>
    expect(isCountry(code)).toBe(false),
  )
  it('are those of ISO 3166-1 and Kosovo', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
    const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry)
    expect(codes).toHaveLength(250)
  })
  it('have names', () => expect([countryName('DE'), countryName('QQ')]).toEqual(['Germany', 'QQ']))
})
