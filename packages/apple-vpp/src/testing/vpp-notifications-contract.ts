import { Secret } from '@pomona/domain'
import { describe, expect, it } from 'vitest'
import { subscribedTypes } from '../vpp-client.ts'
import { wireNotification } from '../wire/notifications.ts'
import { app, type Contract } from './contract-world.ts'

/** Asking for notifications, and for none. */
export function vppNotificationsContract(contract: Contract): void {
  describe('notifications', () => {
    const url = 'https://console.example.test/hooks/apple'
    const secret = new Secret('a-shared-secret')
    const subscription = { url, secret, types: subscribedTypes }
    const types = () => contract.world.posts.map(({ body }) => wireNotification.parse(body).notificationType)

    it('are subscribed to once the address has answered, and come with the secret', async () => {
      const location = await contract.world.client.subscribe(contract.credential, subscription)
      expect(location.notifications).toEqual({ url, types: [...subscribedTypes] })
      expect(JSON.stringify(location)).not.toContain(secret.reveal())
      expect(types()).toEqual(['TEST_NOTIFICATION'])
      contract.world.fake.purchase(contract.uId, app, 2)
      await contract.world.fake.work()
      expect(types()).toEqual(['TEST_NOTIFICATION', 'ASSET_COUNT'])
      expect(contract.world.posts.map(({ authToken }) => authToken)).toEqual([secret.reveal(), secret.reveal()])
      await expect(contract.world.client.getLocation(contract.credential)).resolves.toMatchObject({
        notifications: { url },
      })
    })

    it('end when they are no longer wanted', async () => {
      await contract.world.client.subscribe(contract.credential, subscription)
      await expect(contract.world.client.subscribe(contract.credential, null)).resolves.toMatchObject({
        notifications: undefined,
      })
      contract.world.fake.purchase(contract.uId, app, 2)
      await contract.world.fake.work()
      expect(types()).toEqual(['TEST_NOTIFICATION'])
    })

    it('leave a location’s claim as it is, and a claim leaves them', async () => {
      const mdmInfo = { id: 'mine', name: 'Pomona', metadata: 'console.example' }
      await contract.world.client.claimLocation(contract.credential, mdmInfo)
      await contract.world.client.subscribe(contract.credential, subscription)
      const location = await contract.world.client.claimLocation(contract.credential, mdmInfo)
      expect(location).toMatchObject({ mdmInfo, notifications: { url } })
    })

    it.each([
      ['an address where nobody is', { url: 'https://nobody.example.test/hooks' }, 9728, 'later'],
      ['an address with a query', { url: `${url}?a=b` }, 9712, 'never'],
      ['an address without encryption', { url: 'http://console.example.test/hooks' }, 9712, 'never'],
      ['a secret that is too long', { secret: new Secret('x'.repeat(513)) }, 9711, 'never'],
    ])('are refused for %s, and nothing changes', async (_what, change, errorNumber, retry) => {
      await expect(
        contract.world.client.subscribe(contract.credential, { ...subscription, ...change }),
      ).rejects.toMatchObject({
        code: 'apple_rejected',
        errorNumber,
        retry,
      })
      await expect(contract.world.client.getLocation(contract.credential)).resolves.toMatchObject({
        notifications: undefined,
      })
    })
  })
}
