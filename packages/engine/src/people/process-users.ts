import { AppleError } from '@pomona/apple-vpp'
import { nextUserRetryAt } from '@pomona/db'
import { canWrite } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { openTokenIfThere } from '../tokens/use-token.ts'
import { enqueueUsersAt } from './enqueue-users.ts'
import { sendUsers } from './send-users.ts'
import { settleUsers } from './settle-users.ts'

const pauseAfterRefusalMs = 30_000

/**
 * Moves a token's VPP users forward as far as they go: settles what Apple has finished, then asks for what is wanted, those who leave
 * first. Runs on the token's queue, one at a time across all workers; a crash at any point is repaired by the next run.
 */
export async function processUsers(deps: Deps, input: { tokenId: string }): Promise<void> {
  const { tokenId } = input
  const db = deps.database.prisma
  const open = await openTokenIfThere(deps, tokenId)
  if (open === undefined) return
  // P5: with a token that cannot write nothing is sent and nothing fails; the sync that finds it healed starts this again.
  if (!canWrite(open.token.state)) return

  const times: (Date | null)[] = []
  try {
    times.push(await settleUsers(deps, open))
    for (const kind of ['retire', 'create', 'update'] as const) times.push(await sendUsers(deps, open, kind))
    times.push(await nextUserRetryAt(db, tokenId))
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    deps.log.warn({ tokenId, code: error.code, errorNumber: error.errorNumber }, 'VPP users stopped by Apple')
    if (!canWrite(open.token.state)) return
    times.push(new Date(deps.now().getTime() + (error.retryAfterMs ?? pauseAfterRefusalMs)))
  }
  const [nextAt] = times.filter((time) => time !== null).toSorted((a, b) => a.getTime() - b.getTime())
  if (nextAt !== undefined) await enqueueUsersAt(db, tokenId, nextAt)
}
