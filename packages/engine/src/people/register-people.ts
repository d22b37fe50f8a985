import { insertVppUsers, type Db } from '@pomona/db'
import { enqueueUsers } from './enqueue-users.ts'

/**
 * P26: has these people known to Apple with a token, in the transaction of whoever needs them there. One who is known already, or has
 * left, stays as they are. Answers how many are new.
 */
export async function registerPeople(tx: Db, input: { tokenId: string; personIds: string[] }): Promise<number> {
  const added = await insertVppUsers(tx, input.tokenId, input.personIds)
  if (added > 0) await enqueueUsers(tx, input.tokenId)
  return added
}
