import { unlimitedCount } from '@pomona/domain'
import { expect, it } from 'vitest'
import type { Credential, Page, VppClient } from '../vpp-client.ts'

/** The part of the contract that only reads: it may be tried on anybody's location, Apple's own service included. */
export function vppReadContract(open: () => { client: VppClient; credential: Credential }): void {
  it('tells its limits', async () => {
    const { requestsPerSecond = Infinity, ...limits } = await open().client.getLimits()
    for (const limit of [...Object.values(limits), requestsPerSecond]) expect(limit).toBeGreaterThan(0)
  })

  it('names the location and its country', async () => {
    const { client, credential } = open()
    const location = await client.getLocation(credential)
    expect(location.uId).toMatch(/^\S+$/)
    expect(location.locationName).not.toBe('')
    expect(location.countryOrRegion).toMatch(/^[A-Z]{2}$/)
    expect(location.expiresAt?.getTime() ?? Infinity).toBeGreaterThan(Date.now() - 1000)
  })

  it('gives four counts that add up for every asset', async () => {
    const { client, credential } = open()
    for await (const page of client.readAssets(credential)) {
      for (const asset of page.items) {
        expect(asset.adamId).toMatch(/^\d+$/)
        if (asset.totalCount === unlimitedCount) continue
        expect(asset.assignedCount + asset.availableCount + asset.retiredCount).toBe(asset.totalCount)
      }
    }
  })

  it('walks associations page by page, the first one first and each once, all of one version', async () => {
    const { client, credential } = open()
    const pages: Omit<Page<unknown>, 'items'>[] = []
    for await (const { items: _items, ...page } of client.readAssociations(credential)) pages.push(page)
    expect(pages[0]?.pageIndex).toBe(0)
    expect(pages.map(({ pageIndex }) => pageIndex).toSorted((a, b) => a - b)).toEqual([...pages.keys()])
    expect(pages).toHaveLength(pages[0]?.totalPages ?? 0)
    expect(new Set(pages.map(({ versionId }) => versionId)).size).toBe(1)
  })

  it('lists users, of whom each is active at most once, and leaves the retired ones out when it is told to', async () => {
    const { client, credential } = open()
    const active: string[] = []
    for await (const page of client.readUsers(credential, { activeOnly: true })) {
      for (const user of page.items) {
        expect(['Registered', 'Associated']).toContain(user.status)
        active.push(user.clientUserId)
      }
    }
    expect(new Set(active).size).toBe(active.length)
    let total = 0
    for await (const page of client.readUsers(credential)) total += page.items.length
    expect(total).toBeGreaterThanOrEqual(active.length)
  })

  it('makes the address at which an invitation is accepted', async () => {
    const url = new URL(await open().client.getInvitationUrl('0123456789abcdef'))
    expect(url.searchParams.get('inviteCode')).toBe('0123456789abcdef')
  })

  it('says that the outcome is unknown for an event that Apple does not know', async () => {
    const { client, credential } = open()
    await expect(client.getEvent(credential, '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'apple_outcome_unknown',
      errorNumber: 9708,
    })
  })
}
