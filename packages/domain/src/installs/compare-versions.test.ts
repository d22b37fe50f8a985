import { expect, it } from 'vitest'
import { compareVersions } from './compare-versions.ts'

it.each([
  ['17.4', '17.10', -1],
  ['17.10', '17.4', 1],
  ['17', '17.0.0', 0],
  ['9.3.5', '10', -1],
  ['18.1', '18.1', 0],
])('%s against %s', (a, b, expected) => {
  expect(Math.sign(compareVersions(a, b))).toBe(expected)
})
