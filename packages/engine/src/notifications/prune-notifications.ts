import { pruneNotifications as prune } from '@pomona/db'
import type { Deps } from '../deps.ts'

const dayMs = 86_400_000

/** Drops notifications after thirty days. What was told of single associations is kept as long as any sync may take, and notifications be late. */
export async function pruneNotifications(deps: Pick<Deps, 'database' | 'now'>): Promise<void> {
  const ago = (days: number) => new Date(deps.now().getTime() - days * dayMs)
  await prune(deps.database.prisma, { before: ago(30), toldBefore: ago(1) })
}
