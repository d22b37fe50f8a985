import { findToken, forgetStore, inTransaction, recordActivity, updateToken as updateTokenRow } from '@pomona/db'
import { AppError, countryName } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { syncAfresh } from '../sync/sync-afresh.ts'

/** Changes what the administrator chose about a token. Another country has all texts read anew from its store (P6). */
export async function updateToken(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: {
    tokenId: string
    displayName?: string | undefined
    appleId?: string | undefined
    countryOrRegion?: string | undefined
    automaticAppUpdates?: boolean | undefined
  },
): Promise<void> {
  const { tokenId, ...wanted } = input
  await inTransaction(deps.database, async (tx) => {
    const token = await findToken(tx, tokenId)
    if (token === null) throw new AppError('not_found', 'This token is no longer here.')
    const after = {
      displayName: wanted.displayName ?? token.displayName,
      appleId: wanted.appleId ?? token.appleId,
      countryOrRegion: wanted.countryOrRegion ?? token.countryOrRegion,
      automaticAppUpdates: wanted.automaticAppUpdates ?? token.automaticAppUpdates,
    }
    const { displayName, appleId, countryOrRegion, automaticAppUpdates } = token
    const isOtherStore = after.countryOrRegion !== countryOrRegion
    await updateTokenRow(tx, tokenId, after)
    if (isOtherStore) {
      await forgetStore(tx, tokenId)
      await syncAfresh(tx, tokenId, 'manual')
    }
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'changed',
      resourceKind: 'token',
      resourceId: tokenId,
      resourceName: after.displayName,
      summary: isOtherStore
        ? `changed the token ${after.displayName}: its apps are described by the store of ${countryName(after.countryOrRegion)}`
        : `changed the token ${after.displayName}`,
      before: { displayName, appleId, countryOrRegion, automaticAppUpdates },
      after,
    })
  })
}
