import { createHash } from 'node:crypto'
import { HolderList, type HolderBase } from './holder-list.ts'
import { idHashOf } from './id-hash.ts'
import type { AssetState } from './location-state.ts'
import type { GenerateSeed } from './seed.ts'
import type { UserBase, UserRecord } from './user-list.ts'

// Made-up contents are computed from their index and not kept, so a location of a million associations is as small as an empty one.

const firstAdamId = 2_000_000_000
/** Of ten associations of an asset, nine are a device's and the tenth a user's, while there are users. */
const tenth = 10

const digits = (value: number, length: number) => String(value).padStart(length, '0')

/** The index in a name that is a prefix and so many digits or more. */
function indexIn(name: string, prefix: string, length: number): number | undefined {
  if (!name.startsWith(prefix)) return undefined
  const text = name.slice(prefix.length)
  return text.length >= length && /^\d{1,15}$/.test(text) && digits(Number(text), length) === text
    ? Number(text)
    : undefined
}

const userName = (index: number) => `gen-user-${digits(index, 6)}`
const userIndex = (name: string) => indexIn(name, 'gen-user-', 6)
const serialNumber = (index: number) => `GEN${digits(index, 8)}`
const serialIndex = (name: string) => indexIn(name, 'GEN', 8)

/** The made-up assets of a location, with its made-up holders. */
export function generatedAssets(
  seed: GenerateSeed,
  toAsset: (adamId: string, totalCount: number) => AssetState,
): AssetState[] {
  const most = seed.assets === 0 ? 0 : Math.ceil(seed.associations / seed.assets)
  return Array.from({ length: seed.assets }, (_, index) => ({
    ...toAsset(String(firstAdamId + index), Math.ceil(most * 1.2) + 100),
    generatedIndex: index,
    devices: new HolderList([], generatedDevices(seed, index)),
    users: new HolderList([], generatedHolders(seed, index)),
  }))
}

/** Whether a number is that of a made-up asset. */
export function isGenerated(seed: GenerateSeed | undefined, adamId: string): boolean {
  const index = Number(adamId) - firstAdamId
  return seed !== undefined && index >= 0 && index < seed.assets
}

function associationsOf({ assets, associations }: GenerateSeed, index: number): number {
  return Math.floor(associations / assets) + (index < associations % assets ? 1 : 0)
}

/** The users who hold a made-up asset. */
export function generatedHolders(seed: GenerateSeed, assetIndex: number): HolderBase {
  const count = Math.min(seed.users, Math.floor(associationsOf(seed, assetIndex) / tenth))
  return {
    count,
    at: userName,
    indexOf(holder) {
      const index = userIndex(holder)
      return index !== undefined && index < count ? index : undefined
    },
  }
}

/** The devices that hold a made-up asset: those whose number is not a tenth that a user has. */
export function generatedDevices(seed: GenerateSeed, assetIndex: number): HolderBase {
  const all = associationsOf(seed, assetIndex)
  const users = generatedHolders(seed, assetIndex).count
  const perTen = tenth - 1
  return {
    count: all - users,
    at(index) {
      const isAmongUsers = index < users * perTen
      return serialNumber(isAmongUsers ? Math.floor(index / perTen) * tenth + (index % perTen) : index + users)
    },
    indexOf(holder) {
      const number = serialIndex(holder)
      if (number === undefined || number >= all) return undefined
      if (number >= users * tenth) return number - users
      return number % tenth === perTen ? undefined : Math.floor(number / tenth) * perTen + (number % tenth)
    },
  }
}

/** The made-up users of a location: four of five have accepted, the fifth has an invitation. */
export function generatedUsers({ users: count }: GenerateSeed, uId: string): UserBase {
  const prefix = createHash('sha256').update(uId).digest('hex').slice(0, 16)
  const within = (index: number | undefined) => (index !== undefined && index < count ? index : undefined)
  return {
    count,
    at(index): UserRecord {
      const clientUserId = userName(index)
      const email = `${clientUserId}@people.example`
      return index % 5 === 4
        ? { clientUserId, email, inviteCode: prefix + index.toString(16).padStart(16, '0'), status: 'Registered' }
        : { clientUserId, email, idHash: idHashOf(email), status: 'Associated' }
    },
    indexOf: (clientUserId) => within(userIndex(clientUserId)),
    indexOfInvitation(inviteCode) {
      const isOurs = inviteCode.length === 32 && inviteCode.startsWith(prefix)
      const index = isOurs ? within(Number.parseInt(inviteCode.slice(16), 16)) : undefined
      return index !== undefined && index % 5 === 4 ? index : undefined
    },
  }
}
