import { Secret } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import { createHttpVppClient } from '../http-vpp-client.ts'
import { vppReadContract } from './vpp-read-contract.ts'

const liveToken = process.env['APPLE_VPP_LIVE_TOKEN'] ?? ''

function readContract(): void {
  const client = createHttpVppClient({ baseUrl: 'https://vpp.itunes.apple.com/mdm/v2' })
  vppReadContract(() => ({ client, credential: { contentToken: new Secret(liveToken) } }))
}

function leftOut(): void {
  it('is left out: APPLE_VPP_LIVE_TOKEN holds no token', () => {
    expect(liveToken).toBe('')
  })
}

describe('Apple itself', () => {
  const register = liveToken === '' ? leftOut : readContract
  register()
})
