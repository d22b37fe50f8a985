import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test as base } from '../fixtures.ts'
import { startPrograms } from '../programs.ts'

const adamIds = ['1700000011', '1700000012', '1700000013']
const licenses = 60
const kills = 10

/** Times to die at are drawn anew in every run; the seed in the title of a failure repeats one. */
const seed = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 1e9))
function* randomMs() {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    yield (state % 900) + 50
  }
}

/** An installation of its own: no other test's workers may help. */
const test = base.extend<object, { programs: Awaited<ReturnType<typeof startPrograms>> }>({
  programs: [
    async ({ browserName: _browserName }, use) => {
      const programs = await startPrograms({ workers: 1 })
      await use(programs)
      await programs.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('a worker that is killed ten times at any moment loses nothing and doubles nothing', async ({
  api,
  mockApple,
  programs,
}) => {
  test.info().annotations.push({ type: 'seed', description: String(seed) })
  const location = await mockApple.makeLocation({
    locationName: 'Deadly',
    assets: adamIds.map((adamId) => ({ adamId, totalCount: licenses })),
  })
  const tokenId = await api.uploadToken(location.tokenFile)
  await expect.poll(async () => (await api.assetsOf(tokenId)).length).toBe(adamIds.length)
  const apps = await api.assetsOf(tokenId)
  const everybody = await api.makeGroup('Everybody', 200)
  const few = await api.makeGroup('Few', 30)
  await mockApple.fault(location.uId, { kind: 'latency', delayMs: 150, times: 1000 })

  const moments = randomMs()
  for (let round = 0; round < kills; round += 1) {
    const victim = await programs.startWorker()
    // Something new to do in every round, so that each death meets work under way.
    const app = apps[round % apps.length]
    const group = round % 2 === 0 ? everybody : few
    await api.assign(app?.id ?? '', [
      { target: { kind: 'group', groupId: group.id }, intent: 'required', licenseType: 'device' },
    ])
    await sleep(moments.next().value ?? 0)
    victim.kill('SIGKILL')
  }
  for (const app of apps) {
    await api.assign(app.id, [
      { target: { kind: 'group', groupId: everybody.id }, intent: 'required', licenseType: 'device' },
    ])
  }

  for (const app of apps) {
    await expect
      .poll(async () => (await api.assetsOf(tokenId)).find(({ id }) => id === app.id), {
        message: `seed ${seed}`,
        timeout: 60_000,
      })
      .toMatchObject({ assignedCount: licenses, availableCount: 0, promisedCount: 0, waitingCount: 200 - licenses })
    const holders = await mockApple.holdersOf(location.uId, app.adamId)
    expect(holders, `seed ${seed}`).toHaveLength(licenses)
    expect(new Set(holders).size, `seed ${seed}`).toBe(licenses)
    expect(everybody.serialNumbers, `seed ${seed}`).toEqual(expect.arrayContaining(holders))
    const ours = await programs.database.prisma.association.findMany({ where: { assetId: app.id } })
    expect(
      ours.map(({ target }) => target).toSorted((a, b) => a.localeCompare(b)),
      `seed ${seed}`,
    ).toEqual(holders)
  }
  const open = await programs.database.prisma.licenseOrder.count({
    where: { tokenId, state: { in: ['sent', 'unknown', 'reserved'] } },
  })
  expect(open, `seed ${seed}`).toBe(0)
})
