import { randomUUID } from 'node:crypto'
import { chooseAssets, type TitleStanding, type TitleWaiter } from '@pomona/domain'
import { afterAll, expect, it } from 'vitest'
import type { Database, Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { addAsset, openTestDatabase } from '../../testing/index.ts'
import { inUndoneTransaction } from '../../transaction.ts'
import { chooseAmongTokens } from './choose-among-tokens.ts'
import { readTitle } from '../apps/title-assets.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const now = new Date('2030-03-01T08:00:00Z')
const assetCount = 3
type Case = { line: TitleWaiter[]; free: Map<string, number> }

/** Repeatable, so that a case that fails can be looked at again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Waiters by rank; those who wait stand before those who do not, since they came earlier. */
function randomCase(seed: number, assetIds: string[]): Case {
  const random = randomNumbers(seed)
  const standings: TitleStanding[] = [
    'held',
    'promised',
    'awaitingAcceptance',
    'waiting',
    'waiting',
    'none',
    'none',
    'none',
  ]
  const waiters = Array.from({ length: 2 + random(10) }, (): TitleWaiter => {
    const from = random(assetCount)
    const candidates = assetIds.slice(from, from + 1 + random(assetCount)).map((assetId) => {
      const standing = standings[random(standings.length)] ?? 'none'
      return { assetId, standing, isAsked: standing === 'waiting' || random(4) > 0 }
    })
    return { holder: randomUUID(), candidates }
  })
  const line = [
    ...waiters.filter(({ candidates }) => isInLine(candidates)),
    ...waiters.filter(({ candidates }) => !isInLine(candidates)),
  ]
  return { line, free: new Map(assetIds.map((id) => [id, random(3)])) }
}

const isInLine = (candidates: TitleWaiter['candidates']) => candidates.some(({ standing }) => standing === 'waiting')

async function chosenInDatabase(tx: Db, adamId: string, { line, free }: Case): Promise<Map<string, string>> {
  const title = await readTitle(tx, adamId)
  const tokenOf = new Map(title.map(({ id, tokenId }) => [id, tokenId]))
  const rows = line.flatMap(({ holder, candidates }, rank) =>
    candidates.map(({ assetId, standing, isAsked }) => ({
      asset_id: assetId,
      token_id: tokenOf.get(assetId) ?? '',
      device_id: holder,
      target: holder,
      // Time goes before the name: by name alone the newcomers would be first.
      name: isInLine(candidates) ? `Z${String(99 - rank)}` : `A${String(10 + rank)}`,
      standing: standing === 'none' ? null : standing,
      is_asked: isAsked,
      queued_at: standing === 'waiting' ? new Date(now.getTime() - 60_000 * (line.length - rank)) : null,
    })),
  )
  const promised = rows.filter(({ standing }) => standing === 'promised')
  await tx.licenseOrder.createMany({
    data: promised.map(({ asset_id: assetId, token_id: tokenId, target, name: targetName }) => ({
      assetId,
      tokenId,
      target,
      targetName,
      kind: 'associate' as const,
      targetType: 'device' as const,
      state: 'reserved' as const,
      priority: 0,
    })),
  })
  for (const { id } of title) {
    const availableCount = (free.get(id) ?? 0) + promised.filter(({ asset_id: assetId }) => assetId === id).length
    await tx.asset.update({ where: { id }, data: { totalCount: availableCount, availableCount } })
  }
  await tx.$executeRaw(Prisma.sql`
    create temporary table wanted_licenses on commit drop as
    select asset_id, token_id, 'device'::license_type as target_type, target, device_id, null::uuid as person_id, name,
      true as is_accepted, 'required'::intent as intent, is_asked, 0::smallint as priority, standing, null::uuid as order_id,
      queued_at, null::uuid as returning_order_id, false as has_failed, true as is_chosen
    from json_to_recordset(${JSON.stringify(rows)}::json) as given
      (asset_id uuid, token_id uuid, target text, device_id uuid, name text, standing text, is_asked boolean, queued_at timestamptz)`)
  await chooseAmongTokens(tx, title, { scope: 'all', now })
  const chosen = await tx.$queryRaw<{ holder: string; assetId: string }[]>(Prisma.sql`
    select device_id as holder, asset_id as "assetId" from wanted_licenses`)
  return new Map(chosen.map(({ holder, assetId }) => [holder, assetId]))
}

const first = await addAsset(database.prisma)
const { adamId } = first
const others = [await addAsset(database.prisma, { adamId }), await addAsset(database.prisma, { adamId })]
const assetIds = [first, ...others].map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
const [assetA = '', assetB = ''] = assetIds

const choose = (given: Case) => inUndoneTransaction(database, (tx) => chosenInDatabase(tx, adamId, given))

it('P22: a license that comes free at another token goes to who waits longest, not to who is new', async () => {
  const waits = { assetId: assetA, standing: 'waiting' as const, isAsked: true }
  const open = { assetId: assetB, standing: 'none' as const, isAsked: true }
  const old = { holder: randomUUID(), candidates: [waits, open] }
  const newcomer = { holder: randomUUID(), candidates: [{ ...waits, standing: 'none' as const }, open] }
  const chosen = await choose({ line: [old, newcomer], free: new Map([[assetB, 1]]) })
  expect([chosen.get(old.holder), chosen.get(newcomer.holder)]).toEqual([assetB, assetA])
})

it('P18: whom one token requires to have an app waits there, though another one offers it', async () => {
  const holder = randomUUID()
  const candidates = [
    { assetId: assetA, standing: 'none' as const, isAsked: false },
    { assetId: assetB, standing: 'none' as const, isAsked: true },
  ]
  expect(await choose({ line: [{ holder, candidates }], free: new Map() })).toEqual(new Map([[holder, assetB]]))
})

it('P18: for all at once, the database chooses among tokens what the rule chooses one after the other', async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const given = randomCase(seed, assetIds)
    const chosen = await choose(given)
    const byName = (choice: Map<string, string>) =>
      given.line.map(({ holder }) => assetIds.indexOf(choice.get(holder) ?? ''))
    const shown = given.line.map(({ candidates }) =>
      candidates.map(
        ({ assetId, standing, isAsked }) => `${assetIds.indexOf(assetId)} ${standing}${isAsked ? '' : ' offered'}`,
      ),
    )
    expect({ seed, shown, free: [...given.free.values()], chosen: byName(chosen) }).toEqual({
      seed,
      shown,
      free: [...given.free.values()],
      chosen: byName(chooseAssets(given.line, given.free)),
    })
  }
})
