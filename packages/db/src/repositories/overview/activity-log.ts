import type { Db } from '../../client.ts'
import type { Prisma } from '../../generated/prisma/client.ts'

export type NewActivity = {
  accountId: string | null
  actor: string
  /** A verb in the past tense: `created`, `renewed`, `assigned`. */
  action: string
  resourceKind: 'token' | 'app' | 'book' | 'group' | 'device' | 'person' | 'account'
  resourceId: string
  resourceName: string
  /** One sentence for people, without the actor. */
  summary: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
}

/** Records who changed what (P38). Called in the transaction of the change, so that neither exists without the other. */
export async function recordActivity(db: Db, activity: NewActivity): Promise<void> {
  await db.activity.create({ data: activity })
}
