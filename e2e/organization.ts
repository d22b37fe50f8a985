import { setTimeout as sleep } from 'node:timers/promises'
import type { MockApple } from './mock-apple.ts'
import type { ListOf, PomonaApi } from './pomona-api.ts'

/** Ids to open pages with. */
export type Organization = {
  businessTokenId: string
  schoolTokenId: string
  /** Assigned, with enough licenses for all. */
  calmAppId: string
  /** Assigned to more devices than it has licenses. */
  scarceAppId: string
  /** Apple does not allow device licensing for it. */
  peopleAppId: string
  groupId: string
  emptyGroupId: string
  /** In line for the scarce app. */
  deviceId: string
  /** The first sync of the business token. */
  syncRunId: string
  /** Held by users that another system made. */
  bookId: string
  /** An app that both tokens own. */
  sharedAdamId: string
  /** Invited, and has not accepted yet. */
  userId: string
}

const assigned: Record<string, string[]> = {
  Parcelpath: ['Field service iPhones'],
  Tallyhall: ['Warehouse kiosk iPads'],
  Roadbook: ['Sales iPhones', 'Field service iPhones'],
  'Northkey Authenticator': ['All corporate devices'],
  Safestep: ['Field service iPhones', 'Warehouse kiosk iPads'],
  'Welcome Desk': ['Pilot devices'],
  Numberloom: ['Grade 5 iPads'],
  'Atom Sandbox': ['Grade 5 iPads'],
  Classbell: ['Grade 5 iPads'],
}

/** Both demo tokens uploaded, apps assigned as an organization would, one of them to more devices than it has licenses for. */
export async function fillOrganization(api: PomonaApi, mockApple: MockApple): Promise<Organization> {
  const tokenIds: string[] = []
  for (const { tokenFile } of (await mockApple.locations()).slice(0, 2)) tokenIds.push(await api.uploadToken(tokenFile))
  const [businessTokenId = '', schoolTokenId = ''] = tokenIds
  await until(async () => {
    const { body } = await api.call<ListOf<{ activeSync: unknown }>>('GET', '/tokens')
    return body.value.every(({ activeSync }) => activeSync === null)
  })
  const { body: groups } = await api.call<ListOf<{ id: string; displayName: string }>>('GET', '/groups?limit=200')
  const groupNamed = (name: string) => groups.value.find(({ displayName }) => displayName === name)?.id ?? ''
  const assets = [...(await api.assetsOf(businessTokenId)), ...(await api.assetsOf(schoolTokenId))]
  const appNamed = (name: string) => assets.find((asset) => asset.name === name)?.id ?? ''

  for (const [app, groupNames] of Object.entries(assigned)) {
    await api.assign(
      appNamed(app),
      groupNames.map((name) => ({
        target: { kind: 'group', groupId: groupNamed(name) },
        intent: 'required',
        licenseType: 'device',
      })),
    )
  }
  await until(async () => {
    const { body } = await api.call<{ licenses: { promisedCount: number; waitingCount: number } }>('GET', '/overview')
    return body.licenses.promisedCount === 0 && body.licenses.waitingCount > 0
  })
  const scarceAppId = appNamed('Roadbook')
  const { body: line } = await api.call<ListOf<{ deviceId: string }>>(
    'GET',
    `/apps/${scarceAppId}/licenses?standing=waiting&limit=1`,
  )
  const { body: syncs } = await api.call<ListOf<{ id: string }>>('GET', `/tokens/${businessTokenId}/syncs`)
  const { body: held } = await api.call<ListOf<{ appId: string }>>('GET', `/tokens/${businessTokenId}/foreign-holdings`)
  const { body: shared } = await api.call<ListOf<{ adamId: string }>>('GET', '/titles?productType=App&isShared=true')
  const { body: emptyGroup } = await api.call<{ id: string }>('POST', '/groups', {
    displayName: 'Spare devices',
    kind: 'device',
  })
  return {
    businessTokenId,
    schoolTokenId,
    calmAppId: appNamed('Parcelpath'),
    scarceAppId,
    peopleAppId: appNamed('Stillpoint'),
    groupId: groupNamed('Field service iPhones'),
    emptyGroupId: emptyGroup.id,
    deviceId: line.value[0]?.deviceId ?? '',
    syncRunId: syncs.value.at(-1)?.id ?? '',
    bookId: held.value[0]?.appId ?? '',
    sharedAdamId: shared.value[0]?.adamId ?? '',
    userId: await inviteSomebody(api, [businessTokenId, schoolTokenId]),
  }
}

/** Registers two people with every token, one with a Managed Apple Account and one without; answers who was invited. */
async function inviteSomebody(api: PomonaApi, tokenIds: string[]): Promise<string> {
  const { body: people } = await api.call<ListOf<{ id: string; managedAppleId: string | null }>>(
    'GET',
    '/users?limit=200',
  )
  const invited = people.value.find(({ managedAppleId }) => managedAppleId === null)?.id ?? ''
  const associated = people.value.find(({ managedAppleId }) => managedAppleId !== null)?.id ?? ''
  for (const tokenId of tokenIds) {
    for (const id of [invited, associated]) await api.call('POST', `/users/${id}/invitations`, { tokenId })
  }
  await until(async () => {
    const { body } = await api.call<{ vppUsers: { invitation: string }[] }>('GET', `/users/${invited}`)
    return body.vppUsers.every(({ invitation }) => invitation === 'invited')
  })
  return invited
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await sleep(250)) if (await isSo()) return
  throw new Error('The organization was not ready within a minute.')
}
