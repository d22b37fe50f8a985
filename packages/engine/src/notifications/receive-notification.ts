import { findUidOfToken, storeNotification } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { isHookBearer } from './hook-secret.ts'

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a post to a token's hook comes from whom Pomona gave the secret to. Asks nobody, so a flood of wrong ones costs nothing. */
export function admitToHook(deps: Pick<Deps, 'secrets'>, post: { tokenId: string; authorization: string }): void {
  const [, bearer = ''] = /^Bearer (\S+)$/i.exec(post.authorization) ?? []
  if (!uuidShape.test(post.tokenId) || !isHookBearer(deps.secrets, post.tokenId, bearer)) throw notForYou()
}

/** P13: stores what Apple posted and has it applied. The body is kept as it came. */
export async function receiveNotification(
  deps: Pick<Deps, 'database' | 'now'>,
  post: { tokenId: string; body: unknown },
): Promise<void> {
  const { tokenId, body } = post
  const db = deps.database.prisma
  const { notificationId, type, uId } = readEnvelope(body)
  const ownUid = await findUidOfToken(db, tokenId)
  // A token that was deleted: the same answer as for one that never was.
  if (ownUid === undefined) throw notForYou()
  if (uId !== ownUid)
    throw new AppError('invalid_input', 'The notification is about another location than this address.')
  await storeNotification(db, { tokenId, notificationId, type, body, receivedAt: deps.now() })
}

const notForYou = () =>
  new AppError('forbidden', 'This address takes notifications of Apple with their bearer token only.')

function readEnvelope(body: unknown): { notificationId: string; type: string; uId: string } {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const read = (name: string, lengthMax: number): string => {
    const value = given[name]
    if (typeof value === 'string' && value !== '' && value.length <= lengthMax) return value
    throw new AppError('invalid_input', `A notification has a text as ${name}; this body has none, or one too long.`)
  }
  const notificationId = read('notificationId', 200)
  const type = read('notificationType', 100)
  const uId = read('uId', 200)
  if (typeof given['notification'] !== 'object' || given['notification'] === null) {
    throw new AppError('invalid_input', 'A notification has an object as notification; this body has none.')
  }
  return { notificationId, type, uId }
}
