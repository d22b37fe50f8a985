import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { Secret } from '@pomona/domain'

const version = 1
const nonceLength = 12
const tagLength = 16

/** Seals what must not lie readable in the database (P8). */
export type SecretBox = {
  seal(secret: Secret): Uint8Array<ArrayBuffer>
  /** Throws when the bytes were sealed with another key or were changed since. */
  open(sealed: Uint8Array): Secret
  /** A secret of its own for each purpose, always the same, so that it need not be stored. */
  derive(purpose: string): Secret
}

/** AES-256-GCM. `key` has 32 bytes. */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal(secret) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
      return Uint8Array.from(Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]))
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== version) throw new Error('a sealed secret has an unknown form')
      const nonce = bytes.subarray(1, 1 + nonceLength)
      const tag = bytes.subarray(1 + nonceLength, 1 + nonceLength + tagLength)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag)
      const body = Buffer.concat([decipher.update(bytes.subarray(1 + nonceLength + tagLength)), decipher.final()])
      return new Secret(body.toString('utf8'))
    },
    derive: (purpose) => new Secret(createHmac('sha256', key).update(purpose).digest('base64url')),
  }
}

/** Reads a key of 32 bytes written as base64 or as 64 hexadecimal digits; absent when it is neither. */
export function readEncryptionKey(text: string): Uint8Array | undefined {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return key.length === 32 ? key : undefined
}
