import { Secret, unlimitedCount } from '@pomona/domain'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FakeApple } from '../fake/fake-apple.ts'
import type { Deliver, NotificationPost } from '../fake/notifications/notification.ts'
import type { LocationSeed } from '../fake/seed.ts'
import { subscribedTypes, type AssetKey, type Credential, type EventReceipt } from '../vpp-client.ts'
import type { AppleUser, ManageAssets, Page, RevokeAll, VppClient } from '../vpp-client.ts'
import { wireNotification } from '../wire/notifications.ts'
import { vppReadContract } from './vpp-read-contract.ts'

/**
 * A client in front of a fake Apple. The fake's clock is `clock.now`, its pages are short, and its events take 400 ms of that clock.
 * What it delivers is in `posts`.
 */
export type ContractWorld = { client: VppClient; fake: FakeApple; clock: { now: number }; posts: NotificationPost[] }

/** Takes every notification, unless its address says that nobody is there. */
export function receivePosts(): { posts: NotificationPost[]; deliver: Deliver } {
  const posts: NotificationPost[] = []
  return {
    posts,
    deliver: async (post) => {
      if (post.url.includes('nobody')) return { problem: 'Nobody is there.' }
      posts.push(post)
      return { status: 200 }
    },
  }
}

const device = (...targets: string[]) => ({ targetType: 'device' as const, targets })
const app: AssetKey = { adamId: '1000000001', pricingParam: 'STDQ' }
const free: AssetKey = { adamId: '1000000002', pricingParam: 'STDQ' }
const book: AssetKey = { adamId: '1000000003', pricingParam: 'STDQ' }
const custom: AssetKey = { adamId: '1000000004', pricingParam: 'STDQ' }

const seed: LocationSeed = {
  locationName: 'Contract Orchard',
  countryISO2ACode: 'DE',
  assets: [
    { ...app, name: 'Example Notes', totalCount: 5, serialNumbers: ['FAKESN000001'], clientUserIds: ['user-0001'] },
    { ...app, pricingParam: 'PLUS', totalCount: 2 },
    { ...free, totalCount: unlimitedCount, serialNumbers: ['FAKESN000001'] },
    { ...book, productType: 'Book', totalCount: 4, clientUserIds: ['user-0001'], retiredCount: 1 },
    { ...custom, totalCount: 3 },
  ],
  users: [
    { clientUserId: 'user-0001', status: 'Associated', idHash: 'AAECAwQFBgcICQoLDA0ODxAREhM=' },
    { clientUserId: 'user-0002', status: 'Registered', inviteCode: '0123456789abcdef0123456789abcdef' },
    { clientUserId: 'user-0002', status: 'Retired' },
  ],
}

/** The suite that every client of Apple passes, whatever lies between it and Apple. */
export function vppClientContract(name: string, openWorld: () => Promise<ContractWorld>): void {
  describe(`${name}: the client's contract`, () => {
    let world: ContractWorld
    let uId: string
    let credential: Credential

    beforeEach(async () => {
      world = await openWorld()
      const location = world.fake.addLocation(seed)
      uId = location.uId
      credential = { contentToken: new Secret(location.tokenFile) }
    })

    const ask = async (request: Partial<ManageAssets>, kind: 'associate' | 'disassociate' = 'associate') =>
      await world.client[kind](credential, { assets: [app], ...device('FAKESN000009'), ...request })
    const finish = async (request: Partial<ManageAssets>, kind: 'associate' | 'disassociate' = 'associate') => {
      const { eventId } = await ask(request, kind)
      world.clock.now += 400
      return await world.client.getEvent(credential, eventId)
    }
    const countsOf = async (key: AssetKey) => {
      const assets = await items(world.client.readAssets(credential, { adamId: key.adamId }))
      const asset = assets.find(({ pricingParam }) => pricingParam === key.pricingParam)
      return asset && [asset.totalCount, asset.assignedCount, asset.availableCount, asset.retiredCount]
    }
    const holders = async (key: AssetKey) => {
      const all = await items(world.client.readAssociations(credential, { adamId: key.adamId }))
      return all.filter((each) => each.pricingParam === key.pricingParam).map(({ target }) => target)
    }

    vppReadContract(() => ({ client: world.client, credential }))

    it('describes a location', async () => {
      await expect(world.client.getLocation(credential)).resolves.toMatchObject({
        uId,
        locationName: 'Contract Orchard',
        countryOrRegion: 'DE',
        accountType: 'business',
        defaultPlatform: 'enterprisestore',
        mdmInfo: undefined,
      })
    })

    it('claims a location, and notices when another MDM has done so', async () => {
      const mdmInfo = { id: 'mine', name: 'Pomona', metadata: 'console.example' }
      const mine = { ...credential, mdmId: 'mine' }
      await expect(world.client.claimLocation(mine, mdmInfo)).resolves.toMatchObject({ mdmInfo })
      world.fake.setMdmInfo(uId, { id: 'other', name: 'Other MDM', metadata: 'other.example' })
      const failure = { code: 'token_assigned_to_external_mdm', retry: 'never' }
      await expect(world.client.getLocation(mine)).rejects.toMatchObject(failure)
      await expect(items(world.client.readAssets(mine))).rejects.toMatchObject(failure)
      await expect(world.client.getLocation(credential)).resolves.toMatchObject({ mdmInfo: { id: 'other' } })
    })

    it.each([
      ['revoked', 'token_revoked', 9625],
      ['expired', 'token_expired', 9621],
    ] as const)('says that a token is %s', async (state, code, errorNumber) => {
      world.fake.setTokenState(credential.contentToken.reveal(), state)
      await expect(world.client.getLocation(credential)).rejects.toMatchObject({ code, errorNumber, retry: 'never' })
    })

    it('says that a token which Apple never made is not valid', async () => {
      const wrong = { contentToken: new Secret('bm90IGEgdG9rZW4=') }
      await expect(world.client.getLocation(wrong)).rejects.toMatchObject({ code: 'token_invalid' })
    })

    it('says that a token may only read', async () => {
      world.fake.setTokenState(credential.contentToken.reveal(), 'readOnly')
      await expect(world.client.getLocation(credential)).resolves.toMatchObject({ uId })
      await expect(ask({})).rejects.toMatchObject({ code: 'token_read_only', errorNumber: 9637 })
    })

    it('lists assets of every kind, one by one for each price level', async () => {
      const assets = await items(world.client.readAssets(credential))
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
      await expect(items(world.client.readAssets(credential, { adamId: app.adamId }))).resolves.toHaveLength(2)
      await expect(items(world.client.readAssets(credential, { adamId: '7' }))).resolves.toEqual([])
    })

    it('filters associations by asset, serial number and user', async () => {
      const read = async (filter: object) => items(world.client.readAssociations(credential, filter))
      await expect(read({})).resolves.toHaveLength(4)
      await expect(read({ adamId: app.adamId })).resolves.toHaveLength(2)
      await expect(read({ serialNumber: 'FAKESN000001' })).resolves.toHaveLength(2)
      await expect(read({ clientUserId: 'user-0001' })).resolves.toEqual([
        { ...app, targetType: 'user', target: 'user-0001' },
        { ...book, targetType: 'user', target: 'user-0001' },
      ])
    })

    it('counts records, and users without the retired ones', async () => {
      await expect(world.client.count(credential, 'users')).resolves.toBe(2)
      await expect(world.client.count(credential, 'associations')).resolves.toBe(4)
    })

    it('associates: accepted at once, done a little later, and the counts follow', async () => {
      const { eventId } = await ask({ targets: ['FAKESN000002', 'FAKESN000003'] })
      await expect(world.client.getEvent(credential, eventId)).resolves.toMatchObject({
        status: 'PENDING',
        requestedCount: 2,
        failures: [],
      })
      world.clock.now += 400
      await expect(world.client.getEvent(credential, eventId)).resolves.toEqual({
        status: 'COMPLETE',
        requestedCount: 2,
        completedCount: 2,
        failures: [],
      })
      await expect(countsOf(app)).resolves.toEqual([5, 4, 1, 0])
      await expect(holders(app)).resolves.toEqual(expect.arrayContaining(['FAKESN000002', 'FAKESN000003']))
    })

    it('hands out licenses in the order of the request until none is left, and names who went without', async () => {
      const event = await finish({ targets: ['FAKESN000002', 'FAKESN000003', 'FAKESN000004', 'FAKESN000005'] })
      expect(event).toMatchObject({ status: 'FAILED', requestedCount: 4, completedCount: 3 })
      expect(event.failures).toEqual([
        { errorNumber: 9709, assets: [app], clientUserIds: [], serialNumbers: ['FAKESN000005'] },
      ])
      await expect(countsOf(app)).resolves.toEqual([5, 5, 0, 0])
    })

    it('gives nobody a second license', async () => {
      await expect(finish({ targets: ['FAKESN000001'] })).resolves.toMatchObject({ status: 'COMPLETE' })
      await expect(countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    it('leaves a holder what it holds when no license is left', async () => {
      await finish({ targets: ['FAKESN000002', 'FAKESN000003', 'FAKESN000004'] })
      await expect(finish({ targets: ['FAKESN000001'] })).resolves.toMatchObject({ status: 'COMPLETE' })
      await expect(countsOf(app)).resolves.toEqual([5, 5, 0, 0])
    })

    it('takes licenses back, and does not mind when there was none', async () => {
      const event = await finish({ targets: ['FAKESN000001', 'FAKESN000099'] }, 'disassociate')
      expect(event).toMatchObject({ status: 'COMPLETE', completedCount: 2 })
      await expect(countsOf(app)).resolves.toEqual([5, 1, 4, 0])
    })

    it('moves only the asset of the price level that was named', async () => {
      await finish({ assets: [{ ...app, pricingParam: 'PLUS' }] })
      await expect(countsOf({ ...app, pricingParam: 'PLUS' })).resolves.toEqual([2, 1, 1, 0])
      await expect(countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    it('associates every asset with every target', async () => {
      const event = await finish({ assets: [app, free], targets: ['FAKESN000002', 'FAKESN000003'] })
      expect(event).toMatchObject({ status: 'COMPLETE', requestedCount: 4, completedCount: 4 })
      await expect(countsOf(free)).resolves.toEqual([unlimitedCount, 3, unlimitedCount - 3, 0])
    })

    it('says which users Apple does not know', async () => {
      const event = await finish({ targetType: 'user', targets: ['user-0002', 'user-9999'] })
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
      await expect(ask(request as Partial<ManageAssets>, kind)).rejects.toMatchObject({
        code: 'apple_rejected',
        errorNumber,
      })
      world.clock.now += 400
      await expect(countsOf(app)).resolves.toEqual([5, 2, 3, 0])
    })

    const usersOf = async (clientUserId: string) => items(world.client.readUsers(credential, { clientUserId }))
    const settled = async (receipt: Promise<EventReceipt>) => {
      const { eventId } = await receipt
      world.clock.now += 400
      return await world.client.getEvent(credential, eventId)
    }

    it('lists users with what Apple knows of each, and filters them', async () => {
      const read = async (filter: object) => items(world.client.readUsers(credential, filter))
      const nothing = { email: undefined, inviteCode: undefined, idHash: undefined }
      const [associated, registered, retired]: AppleUser[] = [
        { ...nothing, clientUserId: 'user-0001', status: 'Associated', idHash: 'AAECAwQFBgcICQoLDA0ODxAREhM=' },
        { ...nothing, clientUserId: 'user-0002', status: 'Registered', inviteCode: '0123456789abcdef0123456789abcdef' },
        { ...nothing, clientUserId: 'user-0002', status: 'Retired' },
      ]
      await expect(read({})).resolves.toEqual([associated, registered, retired])
      await expect(read({ activeOnly: true })).resolves.toEqual([associated, registered])
      await expect(read({ activeOnly: false })).resolves.toHaveLength(3)
      await expect(read({ clientUserId: 'user-0002' })).resolves.toEqual([registered, retired])
      await expect(read({ clientUserId: 'user-9999' })).resolves.toEqual([])
    })

    it('creates users: with an invitation, or at once when they have a Managed Apple Account', async () => {
      const event = await settled(
        world.client.createUsers(credential, [
          { clientUserId: 'user-0003', email: 'ann@example.test' },
          { clientUserId: 'user-0004', managedAppleId: 'bob@managed.example.test' },
        ]),
      )
      expect(event).toMatchObject({ status: 'COMPLETE', requestedCount: 2, completedCount: 2 })
      const [ann] = await usersOf('user-0003')
      expect(ann).toMatchObject({ status: 'Registered', email: 'ann@example.test', idHash: undefined })
      expect(ann?.inviteCode).toMatch(/^[0-9a-f]{32}$/)
      const [bob] = await usersOf('user-0004')
      expect(bob).toMatchObject({ status: 'Associated', inviteCode: undefined })
      expect(bob?.idHash).toMatch(/^\S{20,}$/)
    })

    it('says which users could not be created, and why', async () => {
      const event = await settled(
        world.client.createUsers(credential, [{ clientUserId: 'user-0001' }, { clientUserId: 'user-0003' }]),
      )
      expect(event).toMatchObject({ status: 'FAILED', completedCount: 1 })
      expect(event.failures).toEqual([
        { errorNumber: 9716, assets: [], clientUserIds: ['user-0001'], serialNumbers: [] },
      ])
    })

    it('follows an invitation until it is accepted, at the address that the service names', async () => {
      const [invited] = await usersOf('user-0002')
      const inviteCode = invited?.inviteCode ?? ''
      const url = new URL(await world.client.getInvitationUrl(inviteCode))
      expect(url.searchParams.get('inviteCode')).toBe(inviteCode)
      world.fake.acceptInvitation(inviteCode, 'cleo@example.test')
      const [accepted] = await usersOf('user-0002')
      expect(accepted).toMatchObject({ status: 'Associated' })
      expect(accepted?.idHash).toBeDefined()
    })

    it('changes users, and what is left out stays as it is', async () => {
      await settled(world.client.updateUsers(credential, [{ clientUserId: 'user-0002', email: 'cleo@example.test' }]))
      await settled(world.client.updateUsers(credential, [{ clientUserId: 'user-0002' }]))
      const [user] = await usersOf('user-0002')
      expect(user).toMatchObject({ email: 'cleo@example.test', status: 'Registered' })
    })

    it('retires users, whose licenses come back but for books', async () => {
      const event = await settled(world.client.retireUsers(credential, ['user-0001']))
      expect(event).toMatchObject({ status: 'COMPLETE', completedCount: 1 })
      await expect(usersOf('user-0001')).resolves.toMatchObject([{ status: 'Retired' }])
      await expect(countsOf(app)).resolves.toEqual([5, 1, 4, 0])
      await expect(holders(book)).resolves.toEqual(['user-0001'])
    })

    it.each([
      ['nobody', [], 9720],
      ['the same user twice', [{ clientUserId: 'user-0003' }, { clientUserId: 'user-0003' }], 9715],
      ['too many users', Array.from({ length: 101 }, (_, n) => ({ clientUserId: `user-1${n}` })), 9714],
      ['an address that is none', [{ clientUserId: 'user-0003', email: 'ann' }], 9717],
    ])('refuses to create %s', async (_what, users, errorNumber) => {
      const refusal = { code: 'apple_rejected', errorNumber }
      await expect(world.client.createUsers(credential, users)).rejects.toMatchObject(refusal)
    })

    it('takes everything back from devices and people, but for what cannot be taken back', async () => {
      const revoke = async (request: RevokeAll) => settled(world.client.revoke(credential, request))
      await expect(revoke({ targetType: 'device', targets: ['FAKESN000001', 'FAKESN000099'] })).resolves.toMatchObject({
        status: 'COMPLETE',
      })
      await expect(items(world.client.readAssociations(credential, { serialNumber: 'FAKESN000001' }))).resolves.toEqual(
        [],
      )
      await expect(countsOf(free)).resolves.toEqual([unlimitedCount, 0, unlimitedCount, 0])
      await revoke({ targetType: 'user', targets: ['user-0001'] })
      await expect(items(world.client.readAssociations(credential))).resolves.toEqual([
        { ...book, targetType: 'user', target: 'user-0001' },
      ])
    })

    it.each([
      ['nobody', [], 9719],
      ['the same device twice', ['SN1', 'SN1'], 9705],
      ['too many devices', Array.from({ length: 101 }, (_, n) => `SN${n}`), 9702],
    ])('refuses to revoke from %s', async (_what, targets, errorNumber) => {
      await expect(world.client.revoke(credential, { targetType: 'device', targets })).rejects.toMatchObject({
        code: 'apple_rejected',
        errorNumber,
      })
    })

    it('tells every limit as it is now', async () => {
      await expect(world.client.getLimits()).resolves.toEqual({
        assetsPerRequest: 25,
        usersPerRequest: 1000,
        serialNumbersPerRequest: 1000,
        usersPerUserRequest: 100,
        usersPerRevoke: 100,
        serialNumbersPerRevoke: 100,
        requestsPerSecond: undefined,
      })
    })

    describe('notifications', () => {
      const url = 'https://console.example.test/hooks/apple'
      const secret = new Secret('a-shared-secret')
      const subscription = { url, secret, types: subscribedTypes }
      const types = () => world.posts.map(({ body }) => wireNotification.parse(body).notificationType)

      it('are subscribed to once the address has answered, and come with the secret', async () => {
        const location = await world.client.subscribe(credential, subscription)
        expect(location.notifications).toEqual({ url, types: [...subscribedTypes] })
        expect(JSON.stringify(location)).not.toContain(secret.reveal())
        expect(types()).toEqual(['TEST_NOTIFICATION'])
        world.fake.purchase(uId, app, 2)
        await world.fake.work()
        expect(types()).toEqual(['TEST_NOTIFICATION', 'ASSET_COUNT'])
        expect(world.posts.map(({ authToken }) => authToken)).toEqual([secret.reveal(), secret.reveal()])
        await expect(world.client.getLocation(credential)).resolves.toMatchObject({ notifications: { url } })
      })

      it('end when they are no longer wanted', async () => {
        await world.client.subscribe(credential, subscription)
        await expect(world.client.subscribe(credential, null)).resolves.toMatchObject({ notifications: undefined })
        world.fake.purchase(uId, app, 2)
        await world.fake.work()
        expect(types()).toEqual(['TEST_NOTIFICATION'])
      })

      it('leave a location’s claim as it is, and a claim leaves them', async () => {
        const mdmInfo = { id: 'mine', name: 'Pomona', metadata: 'console.example' }
        await world.client.claimLocation(credential, mdmInfo)
        await world.client.subscribe(credential, subscription)
        const location = await world.client.claimLocation(credential, mdmInfo)
        expect(location).toMatchObject({ mdmInfo, notifications: { url } })
      })

      it.each([
        ['an address where nobody is', { url: 'https://nobody.example.test/hooks' }, 9728, 'later'],
        ['an address with a query', { url: `${url}?a=b` }, 9712, 'never'],
        ['an address without encryption', { url: 'http://console.example.test/hooks' }, 9712, 'never'],
        ['a secret that is too long', { secret: new Secret('x'.repeat(513)) }, 9711, 'never'],
      ])('are refused for %s, and nothing changes', async (_what, change, errorNumber, retry) => {
        await expect(world.client.subscribe(credential, { ...subscription, ...change })).rejects.toMatchObject({
          code: 'apple_rejected',
          errorNumber,
          retry,
        })
        await expect(world.client.getLocation(credential)).resolves.toMatchObject({ notifications: undefined })
      })
    })

    it('refuses every call once another MDM has claimed the location', async () => {
      world.fake.setMdmInfo(uId, { id: 'other', name: 'Other MDM', metadata: 'other.example' })
      const mine = { ...credential, mdmId: 'mine' }
      const { client } = world
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

    it('stops a walk when the data changes under it', async () => {
      for (let n = 0; n < 40; n += 1) world.fake.purchase(uId, app, 1)
      await finish({ targets: Array.from({ length: 40 }, (_, n) => `SN${n}`) })
      const walkAndChange = async () => {
        for await (const page of world.client.readAssociations(credential)) {
          if (page.pageIndex !== 0) continue
          await finish({ targets: ['SN0'] }, 'disassociate')
        }
      }
      // Five pages may have been read before the change; the rest notices it.
      await expect(walkAndChange()).rejects.toMatchObject({ code: 'apple_changed_mid_walk', retry: 'afterRefresh' })
    })

    it('describes what a country’s store sells, custom apps to their owner alone', async () => {
      world.fake.addToCatalog([
        { ...itemOf(world.fake, app), missingIn: ['FR'] },
        { ...itemOf(world.fake, custom), isCustomApp: true },
      ])
      const lookUp = async (country: string, contentToken = credential.contentToken) => {
        const adamIds = [app.adamId, custom.adamId, '7']
        const found = await world.client.lookUpMetadata({ contentToken, adamIds, platform: 'enterprisestore', country })
        return [...found.keys()].toSorted()
      }
      await expect(lookUp('DE')).resolves.toEqual([app.adamId, custom.adamId])
      await expect(lookUp('FR')).resolves.toEqual([custom.adamId])
      await expect(lookUp('DE', new Secret('bm90IGEgdG9rZW4='))).resolves.toEqual([app.adamId])
    })

    it('fetches the icon that the metadata names', async () => {
      const request = { contentToken: credential.contentToken, platform: 'enterprisestore', country: 'DE' }
      const found = await world.client.lookUpMetadata({ ...request, adamIds: [app.adamId] })
      expect(found.get(app.adamId)?.name).toBe('Example Notes')
      const iconUrl = found.get(app.adamId)?.iconUrl ?? ''
      await expect(world.client.fetchIcon(iconUrl)).resolves.toMatchObject({ contentType: 'image/png' })
      await expect(world.client.fetchIcon(iconUrl.replace(app.adamId, '7'))).resolves.toBeUndefined()
    })
  })
}

async function items<T>(pages: AsyncIterable<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page.items)
  return all
}

function itemOf(fake: FakeApple, { adamId }: AssetKey) {
  const item = fake.catalogItem(adamId)
  if (!item) throw new Error(`${adamId} is not in the catalog`)
  return item
}
