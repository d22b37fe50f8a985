import { expect, it } from 'vitest'
import { hooksAddress } from './hooks-address.ts'

it.each([
  ['https://pomona.example.com', false, 'https://pomona.example.com'],
  ['https://pomona.example.com:8443/console?x=1', false, 'https://pomona.example.com:8443'],
  ['http://127.0.0.1:8080', true, 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', true, 'http://localhost:8080'],
  ['http://[::1]:8080', true, 'http://[::1]:8080'],
])('Apple posts to %s (plain http let through: %s)', (publicUrl, allowHttpNotifications, origin) => {
  expect(hooksAddress({ publicUrl, allowHttpNotifications })).toEqual({ origin })
})

it.each([
  ['http://127.0.0.1:8080', false],
  ['http://pomona.example.com', false],
  ['http://pomona.example.com', true],
  ['http://127.0.0.1.example.com', true],
])('Apple does not post to %s (plain http let through: %s), and the reason says what to do', (publicUrl, allow) => {
  expect(hooksAddress({ publicUrl, allowHttpNotifications: allow })).toEqual({
    offBecause: expect.stringMatching(/https.*PUBLIC_URL/),
  })
})
