import {
  deleteRequests,
  findTitleKey,
  inTransaction,
  insertRequest,
  isOffered,
  markSubjects,
  type Requester,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { workOutTitle } from './work-out-title.ts'

type Needed = Pick<Deps, 'database' | 'now'>

/**
 * P20: somebody asks for what is Available to them, and takes a license, or a place in line after everybody for whom it is Required. What
 * is not offered to them is refused. Asking twice changes nothing.
 */
export async function requestApp(deps: Needed, input: { assetId: string; requester: Requester }): Promise<void> {
  const { assetId, requester } = input
  await inTransaction(deps.database, async (tx) => {
    const asset = await requireTitle(tx, assetId)
    const scope = scopeOf(requester)
    await workOutTitle(tx, { adamId: asset.adamId, scope, now: deps.now() })
    if (!(await isOffered(tx, requester))) {
      throw new AppError('conflict', `${asset.name} is not offered here. Ask your administrator for it.`)
    }
    if (await insertRequest(tx, { assetId, requester, now: deps.now() })) await markSubjects(tx, scope)
  })
}

/** Takes the request back: whoever waits leaves the line, whoever holds the license keeps it. */
export async function withdrawRequest(deps: Needed, input: { assetId: string; requester: Requester }): Promise<void> {
  const { assetId, requester } = input
  await inTransaction(deps.database, async (tx) => {
    const { adamId } = await requireTitle(tx, assetId)
    if (await deleteRequests(tx, { adamId, requester })) await markSubjects(tx, scopeOf(requester))
  })
}

async function requireTitle(tx: Parameters<typeof findTitleKey>[0], assetId: string) {
  const title = await findTitleKey(tx, assetId)
  if (title === undefined) throw new AppError('not_found', 'There is no such app or book.')
  return title
}

const scopeOf = (requester: Requester) =>
  'deviceId' in requester
    ? { deviceIds: [requester.deviceId], personIds: [] }
    : { deviceIds: [], personIds: [requester.personId] }
