import { Secret } from '@pomona/domain'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { buildWorld, type World } from '../testing/world.ts'
import { openToken, type OpenToken } from './use-token.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

let world: World
let open: OpenToken
beforeEach(async () => {
  const serialNumbers = Array.from({ length: 1200 }, (_, index) => `SN${index}`)
  world = await buildWorld(database, { assets: [{ adamId: '1000000001', totalCount: 2000, serialNumbers }] })
  open = await openToken(world.deps, world.tokenId)
})

/** What renewing does with the file, in another program. */
async function replaceFile(): Promise<void> {
  const file = world.fake.addToken(world.location.uId)
  const sealedContentToken = world.deps.secrets.seal(new Secret(file))
  await database.prisma.token.update({ where: { id: world.tokenId }, data: { sealedContentToken } })
}
const revokeOld = () => world.fake.setTokenState(world.location.tokenFile, 'revoked')
const stateNow = async () => (await database.prisma.token.findUniqueOrThrow({ where: { id: world.tokenId } })).state
const location = async () => open.ask(async (credential) => world.deps.vpp.getLocation(credential))

it('asks once more with the new file when the token was renewed since it was opened', async () => {
  await replaceFile()
  revokeOld()
  await expect(location()).resolves.toMatchObject({ uId: world.location.uId })
  expect(await stateNow()).toBe('valid')
})

it('asks a write once more as well: what was refused was not done', async () => {
  await replaceFile()
  revokeOld()
  const request = { assets: [{ adamId: '1000000001', pricingParam: 'STDQ' as const }], targetType: 'device' as const }
  await open.ask(async (credential) => world.deps.vpp.associate(credential, { ...request, targets: ['NEW1'] }), {
    writes: true,
  })
  world.pass(60_000)
  expect(world.heldAtApple('1000000001')).toContain('NEW1')
})

it('believes Apple when the stored file is still the one that was refused', async () => {
  revokeOld()
  await expect(location()).rejects.toMatchObject({ code: 'token_revoked' })
  expect(await stateNow()).toBe('revoked')
})

it('believes Apple when the new file is refused too', async () => {
  await replaceFile()
  const asked: Secret[] = []
  const refused = open.ask(async (credential) => {
    asked.push(credential.contentToken)
    return world.deps.vpp.getLocation({ ...credential, contentToken: new Secret('bm9uZQ==') })
  })
  await expect(refused).rejects.toMatchObject({ code: 'token_invalid' })
  expect(asked).toHaveLength(2)
  expect(await stateNow()).toBe('invalid')
})

it('begins a walk with the new file', async () => {
  await replaceFile()
  revokeOld()
  let count = 0
  for await (const page of open.walk((credential) => world.deps.vpp.readAssociations(credential))) {
    count += page.items.length
  }
  expect(count).toBe(1200)
})

it('begins a walk again when the token is renewed under it, and leaves the new token’s state alone', async () => {
  const walk = async () => {
    for await (const page of open.walk((credential) => world.deps.vpp.readAssociations(credential))) {
      if (page.pageIndex > 0) continue
      await replaceFile()
      revokeOld()
    }
  }
  await expect(walk()).rejects.toMatchObject({ code: 'apple_changed_mid_walk', retry: 'afterRefresh' })
  expect(await stateNow()).toBe('valid')
})
