import type { Fault, FaultKind, FaultTarget, ListedFault } from './fault.ts'

/** The faults that are still to come. They are kept in memory alone. */
export type FaultBox = {
  /** `uId` is absent for a fault that is about all locations. */
  add(uId: string | undefined, fault: Fault): ListedFault
  /** The fault of a kind that hits the target, if one does; it counts as used. */
  take(kind: FaultKind, target: FaultTarget): Fault | undefined
  /** All of them, or those of one location. */
  list(uId?: string): ListedFault[]
  /** Takes back all of them, those of one location, or a single one. */
  clear(which?: { uId: string } | { id: string }): void
}

export function createFaultBox({
  now,
  newId,
  random,
}: {
  now: () => Date
  newId: () => string
  random: () => number
}): FaultBox {
  let waiting: ListedFault[] = []

  const prune = (): void => {
    const time = now().toISOString()
    waiting = waiting.filter(({ times = 1, endsAt = time }) => times > 0 && endsAt >= time)
  }

  return {
    add(uId, fault) {
      const { times, share, forMs } = fault
      const isOpen = share !== undefined || forMs !== undefined
      const endsAt = forMs === undefined ? undefined : new Date(now().getTime() + forMs).toISOString()
      const listed = { ...fault, times: times ?? (isOpen ? undefined : 1), id: newId(), uId, endsAt, hitCount: 0 }
      waiting.push(listed)
      return { ...listed }
    },
    take(kind, target) {
      if (waiting.length === 0) return undefined
      prune()
      const isLucky = ({ share }: Fault) => share === undefined || random() < share
      const hit = waiting.find((fault) => fault.kind === kind && isAbout(fault, target) && isLucky(fault))
      if (!hit) return undefined
      hit.hitCount += 1
      if (hit.times !== undefined) hit.times -= 1
      return hit
    },
    list(uId) {
      prune()
      return waiting.filter((fault) => uId === undefined || fault.uId === uId).map((fault) => ({ ...fault }))
    },
    clear(which) {
      waiting = waiting.filter((fault) => {
        if (!which) return false
        return 'id' in which ? fault.id !== which.id : fault.uId !== which.uId
      })
    },
  }
}

function isAbout(fault: ListedFault, target: FaultTarget): boolean {
  const isPath = fault.path === undefined ? target.isByNameOnly !== true : fault.path === target.path
  return (
    isPath &&
    (fault.uId ?? target.uId) === target.uId &&
    (fault.method ?? target.method) === target.method &&
    (target.pageIndex === undefined || target.pageIndex >= (fault.fromPageIndex ?? firstPageOf(fault))) &&
    (fault.notificationType ?? target.notificationType) === target.notificationType
  )
}

/** A walk has begun only after its first page. */
function firstPageOf({ kind }: Fault): number {
  return kind === 'versionChange' || kind === 'pageVanish' ? 1 : 0
}
