import { AppleError } from '@pomona/apple-vpp'
import { findToken, findTokenByUid, insertSyncRun, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { pomona, type Deps } from '../deps.ts'
import { processOrders } from '../orders/process-orders.ts'
import { resyncToken } from '../sync/resync-token.ts'
import { syncToken } from '../sync/sync-token.ts'
import { insertDevices, requireOnDevices } from '../testing/organization.ts'
import { buildWorld } from '../testing/world.ts'
import { createToken } from './create-token.ts'
import { clearDeletedTokens, clearToken, deleteToken, previewTokenDeletion } from './delete-token.ts'
import { previewCountry } from './preview-country.ts'
import { refreshTokenStates } from './refresh-token-states.ts'
import { renewToken } from './renew-token.ts'
import { testToken } from './test-token.ts'
import { updateToken } from './update-token.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())
beforeEach(async () => {
  await db.token.deleteMany()
  await db.group.deleteMany()
  await db.device.deleteMany()
  await db.activity.deleteMany()
})

const [notes, maps, novel] = ['1000000001', '1000000002', '1000000003']
const other = { id: 'other-mdm', name: 'Other MDM', metadata: 'mdm.example.test' }

async function scene(options: Parameters<typeof buildWorld>[2] = {}) {
  const world = await buildWorld(
    database,
    {
      assets: [
        { adamId: notes, name: 'Notes', totalCount: 5, serialNumbers: ['A', 'B'] },
        { adamId: maps, name: 'Maps', totalCount: 5, missingIn: ['DE', 'FR'] },
        { adamId: novel, name: 'A Novel', productType: 'Book', totalCount: 5, clientUserIds: ['foreign'] },
      ],
      users: [{ clientUserId: 'foreign', status: 'Associated' }],
    },
    options,
  )
  const token = () => db.token.findUniqueOrThrow({ where: { id: world.tokenId } })
  return { ...world, world, token }
}

describe('testing a token now', () => {
  it('says that it works, who claims the location, and keeps both', async () => {
    const { deps, tokenId, token } = await scene()
    expect(await testToken(deps, { tokenId })).toMatchObject({
      isWorking: true,
      message: expect.stringContaining('This console manages the location'),
    })
    expect(await token()).toMatchObject({ state: 'valid', claimedByName: 'Pomona' })
  })

  it.each(['revoked', 'expired'] as const)('learns that Apple calls it %s, and that it works again', async (state) => {
    const { deps, tokenId, token, fake, location } = await scene()
    fake.setTokenState(location.tokenFile, state)
    const refused = await testToken(deps, { tokenId })
    expect(refused).toMatchObject({ isWorking: false, message: expect.stringMatching(/^[A-Z].{20,}\.$/) })
    expect(await token()).toMatchObject({ state, stateReason: expect.stringContaining('Renew') })
    fake.setTokenState(location.tokenFile, 'valid')
    expect(await testToken(deps, { tokenId })).toMatchObject({ isWorking: true })
    expect(await token()).toMatchObject({ state: 'valid', stateReason: null })
  })

  it('names the system that took the location over', async () => {
    const { deps, tokenId, token, fake, location } = await scene()
    fake.setMdmInfo(location.uId, other)
    expect(await testToken(deps, { tokenId })).toMatchObject({
      isWorking: false,
      message: expect.stringContaining('Other MDM'),
    })
    expect(await token()).toMatchObject({ state: 'assignedToExternalMdm', claimedByName: 'Other MDM' })
  })

  it('ends in a clear answer when Apple hangs', async () => {
    const hang = () => new Promise<never>(() => undefined)
    const { deps, tokenId, token } = await scene()
    const hanging: Deps = { ...deps, vpp: Object.assign(Object.create(deps.vpp) as Deps['vpp'], { getLocation: hang }) }
    expect(await testToken(hanging, { tokenId, patienceMs: 30 })).toMatchObject({
      isWorking: false,
      message: expect.stringContaining('did not answer'),
    })
    expect(await token()).toMatchObject({ state: 'valid' })
  })
})

describe('moving a token to another country’s store', () => {
  it('says before which apps that store lacks, and changes nothing', async () => {
    const { deps, tokenId, token } = await scene()
    const preview = await previewCountry(deps, { tokenId, countryOrRegion: 'DE' })
    expect(preview).toMatchObject({ assetCount: 3, missing: [{ name: 'Maps', adamId: maps, productType: 'App' }] })
    expect(await token()).toMatchObject({ countryOrRegion: 'US' })
  })

  it('a store that does not answer is no preview', async () => {
    const { deps, tokenId } = await scene()
    const lookUpMetadata = () => Promise.reject(new AppleError('apple_busy', 'Too many requests.', { retry: 'later' }))
    const busy = { ...deps, vpp: Object.assign(Object.create(deps.vpp) as Deps['vpp'], { lookUpMetadata }) }
    await expect(previewCountry(busy, { tokenId, countryOrRegion: 'DE' })).rejects.toMatchObject({
      code: 'apple_unavailable',
      message: expect.stringContaining('Germany'),
    })
  })

  it('the next sync reads every text anew; what the store lacks keeps its text and is marked, until a store has it', async () => {
    const { deps, tokenId, world } = await scene()
    const change = async (countryOrRegion: string) => {
      await updateToken(deps, pomona, { tokenId, countryOrRegion })
      const run = await db.syncRun.findFirst({ where: { tokenId, state: 'queued' } })
      await syncToken(deps, { tokenId, runId: run?.id ?? '' })
      return db.assetMetadata.findMany({
        where: { asset: { tokenId } },
        select: { storefront: true, missingInStoreSince: true },
        orderBy: { asset: { name: 'asc' } },
      })
    }
    world.pass(1_000)
    const [, inGermany] = await change('DE')
    expect(inGermany).toMatchObject({ storefront: 'US', missingInStoreSince: world.deps.now() })
    world.pass(1_000)
    const [, inFrance] = await change('FR')
    expect(inFrance?.missingInStoreSince).toEqual(world.deps.now())
    expect(await change('AT')).toMatchObject(
      ['AT', 'AT', 'AT'].map((storefront) => ({ storefront, missingInStoreSince: null })),
    )
    const activity = await db.activity.findFirst({ where: { resourceId: tokenId }, orderBy: { at: 'desc' } })
    expect(activity).toMatchObject({ before: { countryOrRegion: 'FR' }, after: { countryOrRegion: 'AT' } })
  })

  it('a sync that was on its way is followed by another', async () => {
    const { deps, tokenId } = await scene()
    await insertSyncRun(db, tokenId, 'manual')
    await updateToken(deps, pomona, { tokenId, countryOrRegion: 'DE' })
    const { rows } = await database.pool.query(`select 1 from graphile_worker.jobs where key = 'resync:${tokenId}'`)
    expect(rows).toHaveLength(1)
    await db.syncRun.updateMany({ data: { state: 'succeeded' } })
    await resyncToken(deps, { tokenId, trigger: 'manual' })
    expect(await db.assetMetadata.count({ where: { asset: { tokenId }, storefront: 'DE' } })).toBe(2)
  })
})

describe('deleting a token', () => {
  const input = (tokenId: string) => ({ tokenId, displayName: 'Orchard' })

  it('is preceded by true counts', async () => {
    const { deps, tokenId } = await scene()
    expect(await previewTokenDeletion(deps, { tokenId })).toMatchObject({
      appCount: 2,
      bookCount: 1,
      associationCount: 3,
      revocableCount: 2,
      irrevocableCount: 1,
      runningRevocationId: null,
    })
  })

  it('needs the exact name', async () => {
    const { deps, tokenId, token } = await scene()
    await expect(deleteToken(deps, pomona, { tokenId, displayName: 'Orchards' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect(await token()).toMatchObject({ deletedAt: null })
  })

  it('is out of sight at once, without its credential, and the location may be uploaded again', async () => {
    const { deps, tokenId, token, location, fake } = await scene()
    await deleteToken(deps, pomona, input(tokenId))
    expect(await findToken(db, tokenId)).toBeNull()
    expect(await findTokenByUid(db, location.uId)).toBeNull()
    expect((await token()).sealedContentToken).toHaveLength(0)
    await expect(deleteToken(deps, pomona, input(tokenId))).rejects.toMatchObject({ code: 'not_found' })
    const again = await createToken(deps, pomona, {
      file: location.tokenFile,
      appleId: 'admin@example.test',
      automaticAppUpdates: false,
    })
    await clearToken(deps, { tokenId })
    expect((await db.token.findMany()).map(({ id }) => id)).toEqual([again.id])
    expect(fake.associationsOf(location.uId)).toHaveLength(3)
  })

  it('ends the reports of Apple first, and does not wait for an Apple that hangs', async () => {
    const { deps, tokenId, token } = await scene()
    await db.token.update({ where: { id: tokenId }, data: { notificationState: 'on' } })
    const asked: string[] = []
    const getLocation = () => {
      asked.push('location')
      return Promise.reject(new AppleError('apple_unavailable', 'Apple cannot be reached.', { retry: 'later' }))
    }
    const lonely = { ...deps, vpp: Object.assign(Object.create(deps.vpp) as Deps['vpp'], { getLocation }) }
    await deleteToken(lonely, pomona, input(tokenId))
    expect(asked).toEqual(['location'])
    expect((await token()).deletedAt).not.toBeNull()
  })

  it('clears everything away, however often it is interrupted; nothing of other tokens goes', async () => {
    const { deps, tokenId, assetId } = await scene()
    const { tokenId: neighbour } = await scene()
    const devices = await insertDevices(database, 3)
    const asset = await assetId(notes)
    await requireOnDevices(database, asset, devices)
    await db.licenseOrder.createMany({
      data: devices.map(({ serialNumber }) => ({
        tokenId,
        assetId: asset,
        kind: 'associate' as const,
        targetType: 'device' as const,
        target: serialNumber,
        targetName: serialNumber,
        state: 'waiting' as const,
        priority: 0,
      })),
    })
    await deleteToken(deps, pomona, input(tokenId))
    const { rows } = await database.pool.query(`select 1 from graphile_worker.jobs where key = 'clear:${tokenId}'`)
    expect(rows).toHaveLength(1)
    await processOrders(deps, { tokenId })
    await Promise.all([clearToken(deps, { tokenId }), clearToken(deps, { tokenId })])
    await clearDeletedTokens(deps)
    expect((await db.token.findMany()).map(({ id }) => id)).toEqual([neighbour])
    expect(await db.association.count()).toBe(3)
    expect(await db.licenseOrder.count()).toBe(0)
    expect(await db.assignment.count()).toBe(0)
    expect(await db.asset.count()).toBe(3)
  })

  it('a sync that was queued, or is running, ends quietly', async () => {
    const { deps, tokenId } = await scene()
    const run = await insertSyncRun(db, tokenId, 'manual')
    await deleteToken(deps, pomona, input(tokenId))
    await syncToken(deps, { tokenId, runId: run.id })
    await clearToken(deps, { tokenId })
    await syncToken(deps, { tokenId, runId: run.id })
    await processOrders(deps, { tokenId })
    expect(await db.token.count()).toBe(0)
  })
})

describe('renewing lets waiting orders go on', () => {
  const order = async (tokenId: string, assetId: string) =>
    db.licenseOrder.create({
      data: {
        tokenId,
        assetId,
        kind: 'associate',
        targetType: 'device',
        target: 'WAITS1',
        targetName: 'Waits',
        state: 'waiting',
        priority: 0,
      },
    })

  it.each(['expired', 'revoked', 'invalid', 'readOnly', 'assignedToExternalMdm'] as const)('from %s', async (state) => {
    const { deps, tokenId, token, fake, location, assetId, world } = await scene()
    if (state === 'assignedToExternalMdm') fake.setMdmInfo(location.uId, other)
    else if (state === 'invalid') await db.token.update({ where: { id: tokenId }, data: { state } })
    else fake.setTokenState(location.tokenFile, state)
    if (state === 'readOnly') await db.token.update({ where: { id: tokenId }, data: { state } })
    else if (state !== 'invalid') await testToken(deps, { tokenId })
    const { id } = await order(tokenId, await assetId(notes))
    await world.settle()
    expect(await token()).toMatchObject({ state })
    expect(await db.licenseOrder.findUnique({ where: { id } })).toMatchObject({ state: 'waiting' })
    expect(fake.associationsOf(location.uId, { serialNumber: 'WAITS1' })).toEqual([])

    const file = fake.addToken(location.uId, { expiresAt: new Date(deps.now().getTime() + 300 * 86_400_000) })
    await renewToken(deps, pomona, { tokenId, file, takeControl: true })
    expect(await token()).toMatchObject({ state: 'valid', stateReason: null, claimedByName: 'Pomona' })
    await world.settle()
    expect(fake.associationsOf(location.uId, { serialNumber: 'WAITS1' })).toHaveLength(1)
  })
})

it('takes a location back from another system only with consent', async () => {
  const { deps, tokenId, fake, location, token } = await scene()
  fake.setMdmInfo(location.uId, other)
  await testToken(deps, { tokenId })
  const file = fake.addToken(location.uId)
  await expect(renewToken(deps, pomona, { tokenId, file })).rejects.toMatchObject({ code: 'token_claimed_elsewhere' })
  expect(await token()).toMatchObject({ state: 'assignedToExternalMdm' })
  expect(fake.location(location.uId).mdmInfo).toEqual(other)
})

it('a token that may only read, or that another system manages, also expires by the calendar', async () => {
  const { deps, tokenId, token } = await scene()
  for (const state of ['readOnly', 'assignedToExternalMdm'] as const) {
    await db.token.update({ where: { id: tokenId }, data: { state, stateReason: 'why', expiresAt: deps.now() } })
    await refreshTokenStates(deps)
    expect(await token()).toMatchObject({ state, stateReason: 'why' })
    await db.token.update({ where: { id: tokenId }, data: { expiresAt: new Date(deps.now().getTime() - 1) } })
    await refreshTokenStates(deps)
    expect(await token()).toMatchObject({ state: 'expired' })
  }
})
