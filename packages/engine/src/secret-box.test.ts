import { randomBytes } from 'node:crypto'
import { Secret } from '@pomona/domain'
import { expect, it } from 'vitest'
import { createSecretBox, readEncryptionKey } from './secret-box.ts'

const box = createSecretBox(randomBytes(32))

it('gives back what was sealed, and seals the same text differently each time', () => {
  const [first, second] = [box.seal(new Secret('tökën')), box.seal(new Secret('tökën'))]
  expect(box.open(first).reveal()).toBe('tökën')
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false)
  expect(Buffer.from(first).includes('tökën')).toBe(false)
})

it('refuses what another key sealed, and what was changed', () => {
  const sealed = box.seal(new Secret('token'))
  expect(() => createSecretBox(randomBytes(32)).open(sealed)).toThrow(/authenticate/)
  const changed = sealed.with(sealed.length - 1, (sealed.at(-1) ?? 0) ^ 1)
  expect(() => box.open(changed)).toThrow(/authenticate/)
})

it('derives the same secret for the same purpose and key, and another one for any other', () => {
  const [key, otherKey] = [randomBytes(32), randomBytes(32)]
  const derive = (from: Uint8Array, purpose: string) => createSecretBox(from).derive(purpose).reveal()
  expect(derive(key, 'a:1')).toBe(derive(key, 'a:1'))
  expect(new Set([derive(key, 'a:1'), derive(key, 'a:2'), derive(otherKey, 'a:1')]).size).toBe(3)
  expect(derive(key, 'a:1')).toMatch(/^[\w-]{43}$/)
})

it.each([
  [randomBytes(32).toString('base64'), true],
  [randomBytes(32).toString('hex'), true],
  [randomBytes(16).toString('base64'), false],
  ['', false],
])('reads a key only when it has 32 bytes', (text, isKey) => {
  expect(readEncryptionKey(text) !== undefined).toBe(isKey)
})
