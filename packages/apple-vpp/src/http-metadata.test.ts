import { describe, expect, it } from 'vitest'
import { credential, openHttpClient, tokenText } from './testing/open-http-client.ts'

describe('metadata and icons', () => {
  it('asks the store of the country with the token as a cookie', async () => {
    const { client, server } = await openHttpClient({
      '/lookup': [
        {
          json: {
            results: {
              '1': {
                id: 1,
                name: 'Example\u0000 Notes',
                artistName: 'Example Publisher',
                artwork: { width: 1024, height: 1024, url: 'https://images.example.test/{w}x{h}bb.{f}' },
                url: 'javascript:alert(1)',
                offers: [{ version: { display: '4.2.1', externalId: 800000001 }, assets: [{ size: 12345678 }] }],
                releaseDate: '2029-01-02',
              },
              '2': { id: '2' },
            },
          },
        },
      ],
    })
    const found = await client.lookUpMetadata({
      contentToken: credential.contentToken,
      adamIds: ['1', '2', '3'],
      platform: 'enterprisestore',
      country: 'DE',
    })
    const asked = server.requestsTo('/lookup')[0]
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      version: '2',
      id: '1,2,3',
      p: 'mdm-lockup',
      caller: 'MDM',
      platform: 'enterprisestore',
      cc: 'de',
      l: 'en',
    })
    expect(asked?.headers.cookie).toBe(`itvt=${tokenText}`)
    expect([...found.keys()]).toEqual(['1'])
    expect(found.get('1')).toMatchObject({
      name: 'Example Notes',
      publisher: 'Example Publisher',
      latestVersion: '4.2.1',
      externalVersionId: 800000001n,
      sizeBytes: 12345678n,
      releasedOn: '2029-01-02',
      storeUrl: undefined,
      iconUrl: 'https://images.example.test/128x128bb.png',
    })
  })

  it('picks the picture that is large enough from a list', async () => {
    const artwork = [512, 60, 128].map((width) => ({
      width,
      height: width,
      url: `https://images.example.test/${width}`,
    }))
    const { client } = await openHttpClient({ '/lookup': [{ json: { results: { '1': { name: 'A', artwork } } } }] })
    const lookUp = { contentToken: credential.contentToken, adamIds: ['1'], platform: 'volumestore', country: 'US' }
    const found = await client.lookUpMetadata(lookUp)
    expect(found.get('1')?.iconUrl).toBe('https://images.example.test/128')
  })

  it.each([
    ['a page', { text: '<html>' }],
    ['a picture as it calls itself', { text: '<svg onload=alert(1)>', headers: { 'content-type': 'image/png' } }],
    ['nothing', { status: 404 }],
    ['far too much', { text: 'x'.repeat(1_000_001) }],
  ])('serves no icon when the address gives %s', async (_what, answer) => {
    const { client, server } = await openHttpClient({ '/icon.png': [answer] })
    await expect(client.fetchIcon(`${server.origin}/mdm/v2/icon.png`)).resolves.toBeUndefined()
  })

  it('knows a picture by its first bytes', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a0000', 'hex')
    const { client, server } = await openHttpClient({
      '/icon.png': [{ bytes, headers: { 'content-type': 'text/html' } }],
    })
    await expect(client.fetchIcon(`${server.origin}/mdm/v2/icon.png`)).resolves.toEqual({
      bytes,
      contentType: 'image/png',
    })
  })

  it('fetches from the web alone', async () => {
    const { client } = await openHttpClient({})
    await expect(client.fetchIcon('file:///etc/passwd')).resolves.toBeUndefined()
  })
})
