import { inTransaction, reserveForFirstInLine, type Database } from '@pomona/db'
import {
  addAsset,
  addAssociation,
  addDevice,
  addGroup,
  addOrder,
  addPerson,
  addToken,
  addVppUser,
} from '@pomona/db/testing'
import { planOutcomes, type Intent, type LicenseType } from '@pomona/domain'
import type { AssignmentToSave } from '../assignments/find-faults.ts'
import { listPlanItems, planAssignments } from '../plans/plan-assignments.ts'
import { makeDeps, workOut } from './organization.ts'

export type PlanWorld = Awaited<ReturnType<typeof planWorld>>

/** One app or book of one token, with devices and people that are added by name; no Apple. */
export async function planWorld(database: Database, given: Parameters<typeof addAsset>[1] = {}) {
  const db = database.prisma
  const deps = makeDeps(database, undefined as never)
  const token = await addToken(db)
  const asset = await addAsset(db, { name: 'Keynote', tokenId: token.id, ...given })
  const productType = asset.productType

  const readItems = async (assignments: AssignmentToSave[]) => {
    const lists = await Promise.all(
      [...planOutcomes, 'conflict' as const].map((show) =>
        listPlanItems(deps, { assetId: asset.id, productType, assignments, show, limit: 200 }),
      ),
    )
    return lists.slice(0, planOutcomes.length).flatMap(({ items }) => items)
  }

  return {
    deps,
    db,
    token,
    asset,
    device: (name: string, facts: Partial<Parameters<typeof addDevice>[1]> = {}) => addDevice(db, { name, ...facts }),
    person: (displayName: string, facts: Partial<Parameters<typeof addPerson>[1]> = {}) =>
      addPerson(db, { displayName, ...facts }),
    group: (members: { id: string }[], kind: 'device' | 'user' = 'device') =>
      addGroup(db, { kind, memberIds: members.map(({ id }) => id) }),
    accepted: (person: { id: string }) =>
      addVppUser(db, { tokenId: token.id, personId: person.id, status: 'Associated' }),
    hold: (target: { serialNumber?: string | null; clientUserId?: string }) =>
      addAssociation(db, {
        assetId: asset.id,
        target: target.serialNumber ?? target.clientUserId ?? '',
        targetType: target.clientUserId === undefined ? 'device' : 'user',
      }),
    /** A license that an order of ours gave to a VPP user. */
    given: async (vppUser: { clientUserId: string; personId: string | null }) => {
      const person = { id: '', name: '', serialNumber: vppUser.clientUserId }
      const { personId } = vppUser
      const facts = {
        targetType: 'user',
        deviceId: null,
        personId,
        targetName: 'Somebody',
        state: 'confirmed',
      } as const
      await addOrder(db, { asset, device: person, ...facts })
      await addAssociation(db, { assetId: asset.id, target: vppUser.clientUserId, targetType: 'user' })
    },
    plan: (assignments: AssignmentToSave[]) => planAssignments(deps, { assetId: asset.id, productType, assignments }),
    /** "name outcome", with the place in line, by name. */
    planned: async (assignments: AssignmentToSave[]) => {
      const items = await readItems(assignments)
      return items
        .map(({ device, person, outcome, place }) =>
          [device?.name ?? person?.displayName, outcome, place].filter((part) => part !== null).join(' '),
        )
        .toSorted()
    },
    items: (show: Parameters<typeof listPlanItems>[1]['show'], assignments: AssignmentToSave[]) =>
      listPlanItems(deps, { assetId: asset.id, productType, assignments, show, limit: 200 }),
    /** Does what is due, up to the promise of the licenses, and tells of everybody what came of it, in the words of a plan. */
    happened: async () => {
      await workOut(deps, asset.id)
      await inTransaction(database, (tx) => reserveForFirstInLine(tx, asset.id, deps.now()))
      return tellWhatHappened(database, asset.id)
    },
  }
}

/** In the words of a plan, read from orders and licenses alone; `has` is who keeps one, `stays` too. */
export async function tellWhatHappened(database: Database, assetId: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `with line as (
       select o.*, row_number() over (order by priority, queued_at, target_name, id) as place
       from license_orders o where asset_id = $1 and state = 'waiting'),
     told as (
       select coalesce(o.target_type, h.target_type) as target_type, coalesce(o.target, h.target) as target,
         case when o.kind = 'disassociate' then 'loses'
           when h.target is not null then 'has'
           when o.state = 'waiting' then 'short ' || line.place
           when o.state = 'awaitingAcceptance' then 'invites' else 'gets' end as outcome
       from (select * from license_orders where asset_id = $1 and settled_at is null) o
       full join (select * from associations where asset_id = $1) h on h.target_type = o.target_type and h.target = o.target
       left join line on line.id = o.id)
     select concat(coalesce(d.name, p.display_name), ' ', outcome) as line from told
     left join devices d on told.target_type = 'device' and d.serial_number = told.target
     left join vpp_users v on told.target_type = 'user' and v.client_user_id = told.target
     left join people p on p.id = v.person_id order by 1`,
    [assetId],
  )
  return rows.map(({ line }) => line)
}

export const asks = (
  group: { id: string } | 'allDevices' | 'allUsers',
  intent: Intent = 'required',
  licenseType: LicenseType = 'device',
): AssignmentToSave => ({
  target: typeof group === 'string' ? { kind: group } : { kind: 'group', groupId: group.id },
  intent,
  licenseType,
})
export const excludes = (group: { id: string }): AssignmentToSave => ({
  target: { kind: 'group', groupId: group.id, exclude: true },
})
