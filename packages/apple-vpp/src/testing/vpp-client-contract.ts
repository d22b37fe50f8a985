import { Secret, unlimitedCount } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import type { FakeApple } from '../fake/fake-apple.ts'
import type { AssetKey, ManageAssets } from '../vpp-client.ts'
import { app, book, custom, free, items, openContract, type ContractWorld } from './contract-world.ts'
import { vppNotificationsContract } from './vpp-notifications-contract.ts'
import { vppReadContract } from './vpp-read-contract.ts'
import { vppUsersContract } from './vpp-users-contract.ts'

/** The suite that every client of Apple passes, whatever lies between it and Apple. */
export function vppClientContract(name: string, openWorld: () => Promise<ContractWorld>): void {
  describe(`${name}: the client's contract`, () => {
    const contract = openContract(openWorld)
    vppUsersContract(contract)
    vppNotificationsContract(contract)
    vppReadContract(() => ({ client: contract.world.client, credential: contract.credential }))

    it('describes a location', async () => {
      await expect(contract.world.client.getLocation(contract.credential)).resolves.toMatchObject({
        uId: contract.uId,
        locationName: 'Contract Orchard',
        countryOrRegion: 'DE',
        accountType: 'business',
        defaultPlatform: 'enterprisestore',
        mdmInfo: undefined,
      })
    })

    it('claims a location, and notices when another MDM has done so', async () => {
      const mdmInfo = { id: 'mine', name: 'Pomona', metadata: 'console.example' }
      const mine = { ...contract.credential, mdmId: 'mine' }
      await expect(contract.world.client.claimLocation(mine, mdmInfo)).resolves.toMatchObject({ mdmInfo })
      contract.world.fake.setMdmInfo(contract.uId, { id: 'other', name: 'Other MDM', metadata: 'other.example' })
      const failure = { code: 'token_assigned_to_external_mdm', retry: 'never' }
      await expect(contract.world.client.getLocation(mine)).rejects.toMatchObject(failure)
      await expect(items(contract.world.client.readAssets(mine))).rejects.toMatchObject(failure)
      await expect(contract.world.client.getLocation(contract.credential)).resolves.toMatchObject({
        mdmInfo: { id: 'other' },
      })
    })

    it.each([
      ['revoked', 'token_revoked', 9625],
      ['expired', 'token_expired', 9621],
    ] as const)('says that a token is %s', async (state, code, errorNumber) => {
      contract.world.fake.setTokenState(contract.credential.contentToken.reveal(), state)
      await expect(contract.world.client.getLocation(contract.credential)).rejects.toMatchObject({
        code,
        errorNumber,
        retry: 'never',
      })
    })

    it('says that a token which Apple never made is not valid', async () => {
      const wrong = { contentToken: new Secret('bm90IGEgdG9rZW4=') }
      await expect(contract.world.client.getLocation(wrong)).rejects.toMatchObject({ code: 'token_invalid' })
    })

    it('says that a token may only read', async () => {
      contract.world.fake.setTokenState(contract.credential.contentToken.reveal(), 'readOnly')
      await expect(contract.world.client.getLocation(contract.credential)).resolves.toMatchObject({ uId: contract.uId })
      await expect(contract.ask({})).rejects.toMatchObject({ code: 'token_read_only', errorNumber: 9637 })
    })

    it('lists assets of every kind, one by one for each price level', async () => {
      const assets = await items(contract.world.client.readAssets(contract.credential))
      expect(assets).toHaveLength(5)
      expect(assets).toContainEqual({
        ...book,
        productType: 'Book',
        totalCount: 4,
        assignedCount: 1,
        availableCount: 2,
        retiredCount: 1,
        deviceAssignable: false,
        revocable: false,
        supportedPlatforms: ['iOS', 'macOS'],
      })
      await expect(
        items(contract.world.client.readAssets(contract.credential, { adamId: app.adamId })),
      ).resolves.toHaveLength(2)
      await expect(items(contract.world.client.readAssets(contract.credential, { adamId: '7' }))).resolves.toEqual([])
    })

    it('filters associations by asset, serial number and user', async () => {
      const read = async (filter: object) => items(contract.world.client.readAssociations(contract.credential, filter))
      await expect(read({})).resolves.toHaveLength(4)
      await expect(read({ adamId: app.adamId })).resolves.toHaveLength(2)
      await expect(read({ serialNumber: 'FAKESN000001' })).resolves.toHaveLength(2)
      await expect(read({ clientUserId: 'user-0001' })).resolves.toEqual([
        { ...app, targetType: 'user', target: 'user-0001' },
        { ...book, targetType: 'user', target: 'user-0001' },
      ])
    })

    it('counts records, and users without the retired ones', async () => {
      await expect(contract.world.client.count(contract.credential, 'users')).resolves.toBe(2)
      await expect(contract.world.client.count(contract.credential, 'associations')).resolves.toBe(4)
    })

    it('associates: accepted at once, done a little later, and the counts follow', async () => {
      const { eventId } = await contract.ask({ targets: ['FAKESN000002', 'FAKESN000003'] })
      await expect(contract.world.client.getEvent(contract.credential, eventId)).resolves.toMatchObject({
        status: 'PENDING',
        requestedCount: 2,
        failures: [],
      })
      contract.world.clock.now += 400
      await expect(contract.world.client.getEvent(contract.credential, eventId)).resolves.toEqual({
        status: 'COMPLETE',
        requestedCount: 2,
        completedCount: 2,
        failures: [],
      })
      await expect(contract.countsOf(app)).resolves.toEqual([5, 4, 1, 0])
      await expect(contract.holders(app)).resolves.toEqual(expect.arrayContaining(['FAKESN000002', 'FAKESN000003']))
    })

    it('hands out licenses in the order of the request until none is left, and names who went without', async () => {
      const event = await contract.finish({ targets: ['FAKESN000002', 'FAKESN000003', 'FAKESN000004', 'FAKESN000005'] })
      expect(event).toMatchObject({ status: 'FAILED', requestedCount: 4, completedCount: 3 })
      expect(event.failures).toEqual([
        { errorNumber: 9709, assets: [app], clientUserIds: [], serialNumbers: ['FAKESN000005'] },
      ])
      await expect(contract.countsOf(app)).resolves.toEqual([5, 5, 0, 0])
    })

    it('gives nobody a second license', async () => {
      await expect(contract.finish({ targets: ['FAKESN000001'] })).resolves.toMatchObject({ status: 'COMPLETE' })
      await expect(contract.countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    it('leaves a holder what it holds when no license is left', async () => {
      await contract.finish({ targets: ['FAKESN000002', 'FAKESN000003', 'FAKESN000004'] })
      await expect(contract.finish({ targets: ['FAKESN000001'] })).resolves.toMatchObject({ status: 'COMPLETE' })
      await expect(contract.countsOf(app)).resolves.toEqual([5, 5, 0, 0])
    })

    it('takes licenses back, and does not mind when there was none', async () => {
      const event = await contract.finish({ targets: ['FAKESN000001', 'FAKESN000099'] }, 'disassociate')
      expect(event).toMatchObject({ status: 'COMPLETE', completedCount: 2 })
      await expect(contract.countsOf(app)).resolves.toEqual([5, 1, 4, 0])
    })

    it('moves only the asset of the price level that was named', async () => {
      await contract.finish({ assets: [{ ...app, pricingParam: 'PLUS' }] })
      await expect(contract.countsOf({ ...app, pricingParam: 'PLUS' })).resolves.toEqual([2, 1, 1, 0])
      await expect(contract.countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    it('associates every asset with every target', async () => {
      const event = await contract.finish({ assets: [app, free], targets: ['FAKESN000002', 'FAKESN000003'] })
      expect(event).toMatchObject({ status: 'COMPLETE', requestedCount: 4, completedCount: 4 })
      await expect(contract.countsOf(free)).resolves.toEqual([unlimitedCount, 3, unlimitedCount - 3, 0])
    })

    it('says which users Apple does not know', async () => {
      const event = await contract.finish({ targetType: 'user', targets: ['user-0002', 'user-9999'] })
      expect(event).toMatchObject({ status: 'FAILED', completedCount: 1 })
      expect(event.failures).toEqual([
        { errorNumber: 9609, assets: [], clientUserIds: ['user-9999'], serialNumbers: [] },
      ])
    })

    it.each([
      ['a book for a device', { assets: [app, book] }, 'associate', 9707],
      ['a book taken back', { assets: [book], targetType: 'user', targets: ['user-0001'] }, 'disassociate', 9706],
      ['nobody', { targets: [] }, 'associate', 9719],
      ['nothing', { assets: [] }, 'associate', 9718],
      ['the same device twice', { targets: ['FAKESN000002', 'FAKESN000002'] }, 'associate', 9705],
      ['the same asset twice', { assets: [app, app] }, 'associate', 9703],
      ['too many devices', { targets: Array.from({ length: 1001 }, (_, n) => `SN${n}`) }, 'associate', 9702],
    ] as const)('refuses %s at once and as a whole', async (_what, request, kind, errorNumber) => {
      await expect(contract.ask(request as Partial<ManageAssets>, kind)).rejects.toMatchObject({
        code: 'apple_rejected',
        errorNumber,
      })
      contract.world.clock.now += 400
      await expect(contract.countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    it('tells every limit as it is now', async () => {
      await expect(contract.world.client.getLimits()).resolves.toEqual({
        assetsPerRequest: 25,
        usersPerRequest: 1000,
        serialNumbersPerRequest: 1000,
        usersPerUserRequest: 100,
        usersPerRevoke: 100,
        serialNumbersPerRevoke: 100,
        requestsPerSecond: undefined,
      })
    })

    it('refuses every call once another MDM has claimed the location', async () => {
      contract.world.fake.setMdmInfo(contract.uId, { id: 'other', name: 'Other MDM', metadata: 'other.example' })
      const mine = { ...contract.credential, mdmId: 'mine' }
      const { client } = contract.world
      const targets = { targetType: 'device' as const, targets: ['FAKESN000001'] }
      const calls: (() => Promise<unknown>)[] = [
        async () => client.getLocation(mine),
        async () => client.subscribe(mine, null),
        async () => items(client.readAssets(mine)),
        async () => items(client.readAssociations(mine)),
        async () => items(client.readUsers(mine)),
        async () => client.count(mine, 'assets'),
        async () => client.associate(mine, { assets: [app], ...targets }),
        async () => client.disassociate(mine, { assets: [app], ...targets }),
        async () => client.revoke(mine, targets),
        async () => client.createUsers(mine, [{ clientUserId: 'user-0003' }]),
        async () => client.updateUsers(mine, [{ clientUserId: 'user-0002' }]),
        async () => client.retireUsers(mine, ['user-0002']),
      ]
      for (const call of calls) {
        await expect(call()).rejects.toMatchObject({ code: 'token_assigned_to_external_mdm', retry: 'never' })
      }
    })

    it('names whom or what a refusal is about, and nobody when it is about the whole', async () => {
      const nobody = { adamIds: [], clientUserIds: [], serialNumbers: [] }
      const ofBook = contract.ask({ assets: [app, book] })
      await expect(ofBook).rejects.toMatchObject({ errorNumber: 9707, concerns: { ...nobody, adamIds: [book.adamId] } })
      contract.world.fake.faults.add(contract.uId, { kind: 'unknownUsersAtOnce' })
      const ofUser = contract.ask({ targetType: 'user', targets: ['user-0001', 'user-9999'] })
      const concerns = { ...nobody, clientUserIds: ['user-9999'] }
      await expect(ofUser).rejects.toMatchObject({ errorNumber: 9609, concerns })
      await expect(contract.ask({ targets: [] })).rejects.toMatchObject({ errorNumber: 9719, concerns: undefined })
    })

    it('stops a walk when the data changes under it', async () => {
      for (let n = 0; n < 40; n += 1) contract.world.fake.purchase(contract.uId, app, 1)
      await contract.finish({ targets: Array.from({ length: 40 }, (_, n) => `SN${n}`) })
      const walkAndChange = async () => {
        for await (const page of contract.world.client.readAssociations(contract.credential)) {
          if (page.pageIndex !== 0) continue
          await contract.finish({ targets: ['SN0'] }, 'disassociate')
        }
      }
      // Five pages may have been read before the change; the rest notices it.
      await expect(walkAndChange()).rejects.toMatchObject({ code: 'apple_changed_mid_walk', retry: 'afterRefresh' })
    })

    it('describes what a country’s store sells, custom apps to their owner alone', async () => {
      contract.world.fake.addToCatalog([
        { ...itemOf(contract.world.fake, app), missingIn: ['FR'] },
        { ...itemOf(contract.world.fake, custom), isCustomApp: true },
      ])
      const lookUp = async (country: string, contentToken = contract.credential.contentToken) => {
        const adamIds = [app.adamId, custom.adamId, '7']
        const found = await contract.world.client.lookUpMetadata({
          contentToken,
          adamIds,
          platform: 'enterprisestore',
          country,
        })
        return [...found.keys()].toSorted()
      }
      await expect(lookUp('DE')).resolves.toEqual([app.adamId, custom.adamId])
      await expect(lookUp('FR')).resolves.toEqual([custom.adamId])
      await expect(lookUp('DE', new Secret('bm90IGEgdG9rZW4='))).resolves.toEqual([app.adamId])
    })

    it('fetches the icon that the metadata names', async () => {
      const request = { contentToken: contract.credential.contentToken, platform: 'enterprisestore', country: 'DE' }
      const found = await contract.world.client.lookUpMetadata({ ...request, adamIds: [app.adamId] })
      expect(found.get(app.adamId)?.name).toBe('Example Notes')
      const iconUrl = found.get(app.adamId)?.iconUrl ?? ''
      await expect(contract.world.client.fetchIcon(iconUrl)).resolves.toMatchObject({ contentType: 'image/png' })
      await expect(contract.world.client.fetchIcon(iconUrl.replace(app.adamId, '7'))).resolves.toBeUndefined()
    })
  })
}

function itemOf(fake: FakeApple, { adamId }: AssetKey) {
  const item = fake.catalogItem(adamId)
  if (!item) throw new Error(`${adamId} is not in the catalog`)
  return item
}
