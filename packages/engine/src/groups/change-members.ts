import {
  addMembers,
  countMembers,
  findDevicesBySerial,
  findUnknownIds,
  inTransaction,
  keepMembers,
  listAssetsOfGroup,
  removeMembers,
  type Db,
  type GroupRow,
} from '@pomona/db'
import { AppError, type ErrorDetail } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueReconcile } from '../orders/enqueue-orders.ts'
import { record, requireGroup } from './change-group.ts'

export type MemberChange = { added: number; removed: number; memberCount: number }

const largeChangeMs = 120_000

/** Replaces the members of a group by exactly these. One id that nobody has refuses the whole change. */
export async function replaceMembers(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { groupId: string; ids: string[] },
): Promise<MemberChange> {
  return inTransaction(
    deps.database,
    async (tx) => {
      const group = await requireGroup(tx, input.groupId)
      refuse(group, await unknownIds(tx, group, 'ids', input.ids))
      const removed = await keepMembers(tx, group, input.ids)
      const added = await addMembers(tx, group, input.ids)
      return finish(tx, actor, group, { added, removed })
    },
    { timeoutMs: largeChangeMs },
  )
}

/** Adds and removes members; devices can be named by serial number. Every unknown one is listed, and then nothing is changed. */
export async function changeMembers(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: {
    groupId: string
    addIds?: string[] | undefined
    removeIds?: string[] | undefined
    addSerialNumbers?: string[] | undefined
  },
): Promise<MemberChange> {
  const { addIds = [], removeIds = [], addSerialNumbers = [] } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      const group = await requireGroup(tx, input.groupId)
      if (addSerialNumbers.length > 0 && group.kind !== 'device') {
        const message = `${group.displayName} is a group of people. Serial numbers can be added to device groups only.`
        throw new AppError('invalid_input', message, { details: [{ path: 'body.addSerialNumbers', message }] })
      }
      const bySerial = await findDevicesBySerial(tx, addSerialNumbers)
      const unknownSerials = addSerialNumbers.flatMap((serial, index): ErrorDetail[] =>
        bySerial[index] === undefined
          ? [
              {
                path: `body.addSerialNumbers.${index}`,
                message: `No device has the serial number ${serial || '(empty)'}.`,
              },
            ]
          : [],
      )
      refuse(group, [...(await unknownIds(tx, group, 'addIds', addIds)), ...unknownSerials])
      const removed = await removeMembers(tx, group, removeIds)
      const added = await addMembers(tx, group, [...addIds, ...bySerial.filter((id) => id !== undefined)])
      return finish(tx, actor, group, { added, removed })
    },
    { timeoutMs: largeChangeMs },
  )
}

async function unknownIds(tx: Db, group: GroupRow, field: string, ids: string[]): Promise<ErrorDetail[]> {
  const what = group.kind === 'device' ? 'device' : 'person'
  return (await findUnknownIds(tx, group.kind, ids)).map((index) => ({
    path: `body.${field}.${index}`,
    message: `There is no ${what} with the id ${ids[index]}.`,
  }))
}

function refuse(group: GroupRow, faults: ErrorDetail[]): void {
  if (faults.length === 0) return
  const count = faults.length === 1 ? '1 of them is' : `${faults.length} of them are`
  throw new AppError('invalid_input', `The members of ${group.displayName} were not changed: ${count} unknown.`, {
    details: faults,
  })
}

async function finish(
  tx: Db,
  actor: Actor,
  group: GroupRow,
  change: { added: number; removed: number },
): Promise<MemberChange> {
  if (change.added + change.removed > 0) {
    for (const assetId of await listAssetsOfGroup(tx, group.id)) await enqueueReconcile(tx, assetId)
    await record(tx, actor, group, {
      action: 'members changed',
      summary: `added ${change.added} and removed ${change.removed} members of ${group.displayName}`,
      after: change,
    })
  }
  return { ...change, memberCount: await countMembers(tx, group) }
}
