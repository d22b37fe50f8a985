import type { SyncRunView } from '@pomona/contracts'
import { plural } from '../../../lib/format.ts'
import { texts } from '../texts.ts'

/** What a sync changed here, in one line. */
export function changesOf(run: SyncRunView): string {
  const parts = [
    run.assetsAdded > 0 && `${plural(run.assetsAdded, 'app or book', 'apps and books')} added`,
    run.assetsVanished > 0 &&
      `${plural(run.assetsVanished, 'app or book', 'apps and books')} no longer listed by Apple`,
    run.countsChanged > 0 && `${plural(run.countsChanged, 'count')} changed`,
    run.associationsAdded > 0 && `${plural(run.associationsAdded, 'license')} newly in use`,
    run.associationsRemoved > 0 && `${plural(run.associationsRemoved, 'license')} given back`,
    run.usersChanged > 0 && `${plural(run.usersChanged, 'user')} changed`,
    run.metadataUpdated > 0 && `${plural(run.metadataUpdated, 'store description')} updated`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : texts.runs.nothing
}

/** "4 s", "2 min 10 s". */
export function durationOf(run: SyncRunView): string {
  if (!run.startedAt || !run.endedAt) return ''
  const seconds = Math.max(0, Math.round((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000))
  if (seconds < 1) return 'under 1 s'
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
