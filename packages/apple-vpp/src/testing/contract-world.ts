import { Secret, unlimitedCount } from '@pomona/domain'
import { beforeEach } from 'vitest'
import type { FakeApple } from '../fake/fake-apple.ts'
import type { Deliver, NotificationPost } from '../fake/notifications/notification.ts'
import type { LocationSeed } from '../fake/seed.ts'
import type { AssetKey, Credential, EventReceipt, ManageAssets, Page, VppClient } from '../vpp-client.ts'

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

export const device = (...targets: string[]) => ({ targetType: 'device' as const, targets })
export const app: AssetKey = { adamId: '1000000001', pricingParam: 'STDQ' }
export const free: AssetKey = { adamId: '1000000002', pricingParam: 'STDQ' }
export const book: AssetKey = { adamId: '1000000003', pricingParam: 'STDQ' }
export const custom: AssetKey = { adamId: '1000000004', pricingParam: 'STDQ' }

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

/** What the cases of a contract share; every case has a world of its own. */
export function openContract(openWorld: () => Promise<ContractWorld>) {
  const at = {} as { world: ContractWorld; uId: string; credential: Credential }

  beforeEach(async () => {
    const world = await openWorld()
    const { uId, tokenFile } = world.fake.addLocation(seed)
    Object.assign(at, { world, uId, credential: { contentToken: new Secret(tokenFile) } })
  })

  const ask = async (request: Partial<ManageAssets>, kind: 'associate' | 'disassociate' = 'associate') =>
    await at.world.client[kind](at.credential, { assets: [app], ...device('FAKESN000009'), ...request })
  const finish = async (request: Partial<ManageAssets>, kind: 'associate' | 'disassociate' = 'associate') => {
    const { eventId } = await ask(request, kind)
    at.world.clock.now += 400
    return await at.world.client.getEvent(at.credential, eventId)
  }
  const countsOf = async (key: AssetKey) => {
    const assets = await items(at.world.client.readAssets(at.credential, { adamId: key.adamId }))
    const asset = assets.find(({ pricingParam }) => pricingParam === key.pricingParam)
    return asset && [asset.totalCount, asset.assignedCount, asset.availableCount, asset.retiredCount]
  }
  const holders = async (key: AssetKey) => {
    const all = await items(at.world.client.readAssociations(at.credential, { adamId: key.adamId }))
    return all.filter((each) => each.pricingParam === key.pricingParam).map(({ target }) => target)
  }

  const usersOf = async (clientUserId: string) => items(at.world.client.readUsers(at.credential, { clientUserId }))
  const settled = async (receipt: Promise<EventReceipt>) => {
    const { eventId } = await receipt
    at.world.clock.now += 400
    return await at.world.client.getEvent(at.credential, eventId)
  }

  return Object.assign(at, { ask, finish, settled, countsOf, holders, usersOf })
}

export type Contract = ReturnType<typeof openContract>

export async function items<T>(pages: AsyncIterable<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page.items)
  return all
}
