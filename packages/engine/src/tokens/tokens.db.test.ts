import { createFakeApple } from '@pomona/apple-vpp/fake'
import { createMemoryVppClient } from '@pomona/apple-vpp/testing'
import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { makeDeps } from '../testing/organization.ts'
import { createToken } from './create-token.ts'
import { inspectToken } from './inspect-token.ts'
import { refreshTokenStates } from './refresh-token-states.ts'
import { renewToken } from './renew-token.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())
beforeEach(async () => {
  await database.prisma.token.deleteMany()
})

const other = { id: 'other-mdm', name: 'Other MDM', metadata: 'mdm.example.test' }
const settings = { appleId: 'admin@example.test', automaticAppUpdates: true }
const day = 86_400_000

function scene() {
  const fake = createFakeApple()
  const deps = makeDeps(database, createMemoryVppClient(fake))
  const location = fake.addLocation({
    locationName: 'Orchard',
    countryISO2ACode: 'DE',
    assets: [{ adamId: '1000000001', totalCount: 5, serialNumbers: ['A', 'B'] }],
  })
  const create = (file = location.tokenFile, more: object = {}) =>
    createToken(deps, pomona, { file, ...settings, ...more })
  const stored = () => database.prisma.token.findFirstOrThrow()
  return { fake, deps, location, create, stored }
}

describe('inspecting a token file', () => {
  it('says what it opens, and writes nothing here or at Apple', async () => {
    const { deps, fake, location } = scene()
    expect(await inspectToken(deps, { file: location.tokenFile })).toMatchObject({
      uId: location.uId,
      locationName: 'Orchard',
      countryOrRegion: 'DE',
      accountType: 'business',
      owns: { assets: 1, associations: 2, users: 0 },
      existingToken: null,
      claimedBy: null,
    })
    expect(await database.prisma.token.count()).toBe(0)
    expect(fake.location(location.uId).mdmInfo).toBeUndefined()
  })

  it('names the other system that claims the location, and the token that is already here', async () => {
    const { deps, fake, location, create } = scene()
    await create()
    fake.setMdmInfo(location.uId, other)
    expect(await inspectToken(deps, { file: location.tokenFile })).toMatchObject({
      existingToken: { displayName: 'Orchard' },
      claimedBy: { name: 'Other MDM', metadata: 'mdm.example.test' },
    })
  })

  it.each(['revoked', 'expired'] as const)('refuses a token that Apple calls %s, in words', async (state) => {
    const { deps, fake, location } = scene()
    fake.setTokenState(location.tokenFile, state)
    await expect(inspectToken(deps, { file: location.tokenFile })).rejects.toMatchObject({ code: `token_${state}` })
  })

  it('refuses a token that was encoded anew, since Apple does not know it', async () => {
    const { deps, location } = scene()
    const reencoded = btoa(JSON.stringify(JSON.parse(atob(location.tokenFile)), null, 7))
    await expect(inspectToken(deps, { file: reencoded })).rejects.toMatchObject({ code: 'token_invalid' })
  })
})

describe('uploading a token', () => {
  it('claims the location, seals the token and starts the first sync', async () => {
    const { fake, location, create, stored, deps } = scene()
    const { id } = await create()
    const token = await stored()
    expect(token).toMatchObject({
      id,
      uId: location.uId,
      displayName: 'Orchard',
      countryOrRegion: 'DE',
      state: 'valid',
    })
    expect(Buffer.from(token.sealedContentToken).includes(location.tokenFile)).toBe(false)
    expect(deps.secrets.open(token.sealedContentToken).reveal()).toBe(location.tokenFile)
    expect(fake.location(location.uId).mdmInfo).toMatchObject({ name: 'Pomona', metadata: 'pomona.example' })
    expect(await database.prisma.syncRun.findMany({ where: { tokenId: id } })).toMatchObject([
      { trigger: 'created', state: 'queued' },
    ])
  })

  it('refuses a second token of the same location and offers renewal, also when both arrive at once', async () => {
    const { create } = scene()
    const results = await Promise.allSettled([create(), create(), create()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(create()).rejects.toMatchObject({ code: 'token_exists', message: expect.stringContaining('Renew') })
    expect(await database.prisma.token.count()).toBe(1)
  })

  it('takes a location from another system only with consent', async () => {
    const { fake, location, create } = scene()
    fake.setMdmInfo(location.uId, other)
    await expect(create()).rejects.toMatchObject({ code: 'token_claimed_elsewhere' })
    expect(fake.location(location.uId).mdmInfo).toEqual(other)
    await create(location.tokenFile, { takeControl: true })
    expect(fake.location(location.uId).mdmInfo).toMatchObject({ name: 'Pomona' })
  })

  it('keeps a token that may only read, and says so', async () => {
    const { fake, location, create, stored } = scene()
    fake.setTokenState(location.tokenFile, 'readOnly')
    await create()
    expect(await stored()).toMatchObject({ state: 'readOnly', stateReason: expect.stringContaining('only read') })
  })

  it('refuses one token more than the console may hold', async () => {
    const { fake, deps, create } = scene()
    await create()
    const second = fake.addLocation({ locationName: 'Meadow' })
    await expect(
      createToken({ ...deps, tokensMax: 1 }, pomona, { file: second.tokenFile, ...settings }),
    ).rejects.toMatchObject({ code: 'token_limit_reached', message: expect.stringContaining('MAX_TOKENS') })
  })
})

describe('renewing a token', () => {
  it('takes a newer file of the same location and heals the state', async () => {
    const { fake, deps, location, create, stored } = scene()
    const { id } = await create()
    await database.prisma.token.update({ where: { id }, data: { state: 'revoked', stateReason: 'gone' } })
    const newer = fake.addToken(location.uId, { expiresAt: new Date(Date.now() + 300 * day) })
    await renewToken(deps, pomona, { tokenId: id, file: newer })
    const token = await stored()
    expect(token).toMatchObject({ id, state: 'valid', stateReason: null })
    expect(deps.secrets.open(token.sealedContentToken).reveal()).toBe(newer)
  })

  it('refuses a file of another location and keeps what it has', async () => {
    const { fake, deps, location, create, stored } = scene()
    const { id } = await create()
    const elsewhere = fake.addLocation({ locationName: 'Meadow' })
    await expect(renewToken(deps, pomona, { tokenId: id, file: elsewhere.tokenFile })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Meadow'),
    })
    expect(deps.secrets.open((await stored()).sealedContentToken).reveal()).toBe(location.tokenFile)
  })
})

it('a token grows old by the calendar alone', async () => {
  const { deps, create, stored } = scene()
  const { id } = await create()
  const expiresIn = async (days: number) => {
    await database.prisma.token.update({
      where: { id },
      data: { expiresAt: new Date(deps.now().getTime() + days * day) },
    })
    await refreshTokenStates(deps)
    return (await stored()).state
  }
  expect([await expiresIn(40), await expiresIn(12), await expiresIn(-1)]).toEqual(['valid', 'expiring', 'expired'])
})
