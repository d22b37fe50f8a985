import { unlimitedCount } from '@pomona/domain'
import { expect, it } from 'vitest'
import type { AppleUser, RevokeAll } from '../vpp-client.ts'
import { app, book, free, items, type Contract } from './contract-world.ts'

/** Users, their invitations, and taking everything back from those who leave. */
export function vppUsersContract(contract: Contract): void {
  it('lists users with what Apple knows of each, and filters them', async () => {
    const read = async (filter: object) => items(contract.world.client.readUsers(contract.credential, filter))
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

  it('tells which users are new or different since a version, and says when it no longer knows that version', async () => {
    const read = async (sinceVersionId: string) =>
      contract.world.client.readUsers(contract.credential, { sinceVersionId })
    let versionId = ''
    for await (const page of contract.world.client.readUsers(contract.credential)) versionId = page.versionId
    await expect(items(await read(versionId))).resolves.toEqual([])
    await contract.settled(contract.world.client.retireUsers(contract.credential, ['user-0001']))
    await expect(items(await read(versionId))).resolves.toMatchObject([
      { clientUserId: 'user-0001', status: 'Retired' },
    ])
    const unknown = '00000000-0000-4000-8000-000000000000'
    await expect(items(await read(unknown))).rejects.toMatchObject({ errorNumber: 9721, retry: 'afterRefresh' })
  })

  it('creates users: with an invitation, or at once when they have a Managed Apple Account', async () => {
    const event = await contract.settled(
      contract.world.client.createUsers(contract.credential, [
        { clientUserId: 'user-0003', email: 'ann@example.test' },
        { clientUserId: 'user-0004', managedAppleId: 'bob@managed.example.test' },
      ]),
    )
    expect(event).toMatchObject({ status: 'COMPLETE', requestedCount: 2, completedCount: 2 })
    const [ann] = await contract.usersOf('user-0003')
    expect(ann).toMatchObject({ status: 'Registered', email: 'ann@example.test', idHash: undefined })
    expect(ann?.inviteCode).toMatch(/^[0-9a-f]{32}$/)
    const [bob] = await contract.usersOf('user-0004')
    expect(bob).toMatchObject({ status: 'Associated', inviteCode: undefined })
    expect(bob?.idHash).toMatch(/^\S{20,}$/)
  })

  it('says which users could not be created, and why', async () => {
    const event = await contract.settled(
      contract.world.client.createUsers(contract.credential, [
        { clientUserId: 'user-0001' },
        { clientUserId: 'user-0003' },
      ]),
    )
    expect(event).toMatchObject({ status: 'FAILED', completedCount: 1 })
    expect(event.failures).toEqual([{ errorNumber: 9716, assets: [], clientUserIds: ['user-0001'], serialNumbers: [] }])
  })

  it('follows an invitation until it is accepted, at the address that the service names', async () => {
    const [invited] = await contract.usersOf('user-0002')
    const inviteCode = invited?.inviteCode ?? ''
    const url = new URL(await contract.world.client.getInvitationUrl(inviteCode))
    expect(url.searchParams.get('inviteCode')).toBe(inviteCode)
    contract.world.fake.acceptInvitation(inviteCode, 'cleo@example.test')
    const [accepted] = await contract.usersOf('user-0002')
    expect(accepted).toMatchObject({ status: 'Associated' })
    expect(accepted?.idHash).toBeDefined()
  })

  it('changes users, and what is left out stays as it is', async () => {
    await contract.settled(
      contract.world.client.updateUsers(contract.credential, [
        { clientUserId: 'user-0002', email: 'cleo@example.test' },
      ]),
    )
    await contract.settled(contract.world.client.updateUsers(contract.credential, [{ clientUserId: 'user-0002' }]))
    const [user] = await contract.usersOf('user-0002')
    expect(user).toMatchObject({ email: 'cleo@example.test', status: 'Registered' })
  })

  it('retires users, whose licenses come back but for books', async () => {
    const event = await contract.settled(contract.world.client.retireUsers(contract.credential, ['user-0001']))
    expect(event).toMatchObject({ status: 'COMPLETE', completedCount: 1 })
    await expect(contract.usersOf('user-0001')).resolves.toMatchObject([{ status: 'Retired' }])
    await expect(contract.countsOf(app)).resolves.toEqual([5, 1, 4, 0])
    await expect(contract.holders(book)).resolves.toEqual(['user-0001'])
  })

  it.each([
    ['nobody', [], 9720],
    ['the same user twice', [{ clientUserId: 'user-0003' }, { clientUserId: 'user-0003' }], 9715],
    ['too many users', Array.from({ length: 101 }, (_, n) => ({ clientUserId: `user-1${n}` })), 9714],
    ['an address that is none', [{ clientUserId: 'user-0003', email: 'ann' }], 9717],
  ])('refuses to create %s', async (_what, users, errorNumber) => {
    const refusal = { code: 'apple_rejected', errorNumber }
    await expect(contract.world.client.createUsers(contract.credential, users)).rejects.toMatchObject(refusal)
  })

  it('takes everything back from devices and people, but for what cannot be taken back', async () => {
    const revoke = async (request: RevokeAll) =>
      contract.settled(contract.world.client.revoke(contract.credential, request))
    await expect(revoke({ targetType: 'device', targets: ['FAKESN000001', 'FAKESN000099'] })).resolves.toMatchObject({
      status: 'COMPLETE',
    })
    await expect(
      items(contract.world.client.readAssociations(contract.credential, { serialNumber: 'FAKESN000001' })),
    ).resolves.toEqual([])
    await expect(contract.countsOf(free)).resolves.toEqual([unlimitedCount, 0, unlimitedCount, 0])
    await revoke({ targetType: 'user', targets: ['user-0001'] })
    await expect(items(contract.world.client.readAssociations(contract.credential))).resolves.toEqual([
      { ...book, targetType: 'user', target: 'user-0001' },
    ])
  })

  it.each([
    ['nobody', [], 9719],
    ['the same device twice', ['SN1', 'SN1'], 9705],
    ['too many devices', Array.from({ length: 101 }, (_, n) => `SN${n}`), 9702],
  ])('refuses to revoke from %s', async (_what, targets, errorNumber) => {
    await expect(
      contract.world.client.revoke(contract.credential, { targetType: 'device', targets }),
    ).rejects.toMatchObject({
      code: 'apple_rejected',
      errorNumber,
    })
  })
}
