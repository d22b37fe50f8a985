import { enqueue, listIconsDue, saveIcon, type Db } from '@pomona/db'
import type { Deps } from '../deps.ts'

const iconsAtOnce = 5
const iconsPerQuestion = 200

/** Has the icons of a token's assets fetched when nothing more important is to be done. */
export async function enqueueIcons(db: Db, tokenId: string): Promise<void> {
  await enqueue(db, 'fetch-icons', { tokenId }, { key: `icons:${tokenId}`, isPatient: true, attemptsMax: 3 })
}

/** Fetches the icons that a token's assets lack, a few at a time. A picture that cannot be had is tried again after the next texts. */
export async function fetchIcons(deps: Pick<Deps, 'database' | 'vpp'>, input: { tokenId: string }): Promise<void> {
  const db = deps.database.prisma
  let after: string | undefined
  for (;;) {
    const due = await listIconsDue(db, { ...input, after, limit: iconsPerQuestion })
    const queue = due.values()
    const fetchInTurn = async () => {
      for (const { assetId, iconUrl } of queue) {
        const icon = await deps.vpp.fetchIcon(iconUrl)
        if (icon !== undefined) await saveIcon(db, assetId, icon)
      }
    }
    await Promise.all(Array.from({ length: iconsAtOnce }, fetchInTurn))
    after = due.at(-1)?.assetId
    if (due.length < iconsPerQuestion) return
  }
}
