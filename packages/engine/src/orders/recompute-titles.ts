import { queueEveryTitle } from '@pomona/db'
import type { Deps } from '../deps.ts'

/** The hour, UTC, in which most fleets are idle. */
const nightlyHour = 2

/**
 * Has every title worked out again for everybody, behind all other work. It finds nothing to do as long as every change was marked; what it
 * does find, nobody has to look for. With the slot of an hourly clock: once a night.
 */
export async function recomputeTitles(
  deps: Pick<Deps, 'database' | 'log'>,
  input: { slot?: string } = {},
): Promise<void> {
  if (input.slot !== undefined && new Date(input.slot).getUTCHours() !== nightlyHour) return
  const titles = await queueEveryTitle(deps.database.prisma)
  deps.log.info({ titles }, 'every title is worked out again')
}
