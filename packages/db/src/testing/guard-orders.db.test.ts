import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { orderStates, orderTransitions, type OrderState } from '@pomona/domain'
import { afterAll, expect, it } from 'vitest'
import type { Database } from '../client.ts'
import { addAsset, openTestDatabase } from './index.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const settled: OrderState[] = ['confirmed', 'failed', 'canceled']
const settledAt = (state: OrderState) => (settled.includes(state) ? new Date() : null)

it('P21: no statement moves an order in a way that the table of transitions does not know', async () => {
  const asset = await addAsset(database.prisma)
  const { id: batchId } = await database.prisma.appleBatch.create({
    data: { tokenId: asset.tokenId, kind: 'associate', targetType: 'device', requestedCount: 1 },
  })
  const isMoved = async (from: OrderState, to: OrderState) => {
    const order = {
      assetId: asset.id,
      tokenId: asset.tokenId,
      batchId,
      kind: 'associate',
      targetType: 'device',
    } as const
    const { id } = await database.prisma.licenseOrder.create({
      data: { ...order, target: `${from}-${to}`, targetName: '', priority: 0, state: from, settledAt: settledAt(from) },
    })
    return database.prisma.licenseOrder
      .update({ where: { id }, data: { state: to, settledAt: settledAt(to) } })
      .then(() => true)
      .catch(() => false)
  }
  const pairs = orderStates.flatMap((from) => orderStates.filter((to) => to !== from).map((to) => [from, to] as const))
  for (const [from, to] of pairs) {
    expect({ from, to, moved: await isMoved(from, to) }).toEqual({
      from,
      to,
      moved: orderTransitions[from].includes(to),
    })
  }
})

type Moves = [from: OrderState[], to: OrderState[]][]

/** Every place that changes the state of orders, and how. */
const writers: Record<string, Moves> = {
  'apple-batches.ts': [
    [['reserved'], ['sent']],
    [['sent'], ['unknown']],
    [
      ['sent', 'unknown'],
      ['confirmed', 'failed', 'waiting', 'reserved'],
    ],
  ],
  'devices.ts': [[['awaitingAcceptance', 'waiting', 'awaitingRemoval', 'reserved'], ['canceled']]],
  'license-orders.ts': [
    [['waiting', 'awaitingAcceptance'], ['confirmed']],
    [['waiting'], ['reserved']],
    [['awaitingAcceptance'], ['waiting']],
  ],
  'license-returns.ts': [[['awaitingRemoval'], ['reserved']]],
  'revocations.ts': [
    [['reserved'], ['waiting']],
    [['awaitingRemoval'], ['reserved']],
    [['reserved'], ['canceled']],
  ],
  'title-orders.ts': [[['awaitingAcceptance', 'waiting', 'reserved', 'awaitingRemoval'], ['canceled']]],
}

it('P21: the table of transitions holds what the repositories do, and nothing else', async () => {
  const folder = join(import.meta.dirname, '../repositories')
  const counts: Record<string, number> = {}
  for (const path of await readdir(folder, { recursive: true })) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue
    const file = basename(path)
    const text = await readFile(join(folder, path), 'utf8')
    const count = [...text.matchAll(/update license_orders\b[^`]*?\bset\b[^`]*?\bstate = (?=[^`]*?\bwhere\b)/g)].filter(
      ([statement]) => !/\bwhere\b/.test(statement),
    ).length
    if (count > 0) counts[file] = count
  }
  expect(counts).toEqual(Object.fromEntries(Object.entries(writers).map(([file, moves]) => [file, moves.length])))

  const written = Object.values(writers)
    .flat()
    .flatMap(([from, to]) => from.flatMap((one) => to.map((other) => `${one} → ${other}`)))
  const known = orderStates.flatMap((from) => orderTransitions[from].map((to) => `${from} → ${to}`))
  expect(new Set(written)).toEqual(new Set(known))
})
