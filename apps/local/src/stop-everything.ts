import type { EmbeddedPostgres } from '@pomona/db/embedded'
import type { Program } from './program.ts'

/** Everything is gone within five seconds: programs that have not ended by then are killed … */
const patienceMs = 3_200
/** … and PostgreSQL, which writes everything to disk last, ends without that: its next start makes up for it. */
const postgresPatienceMs = 4_500

/**
 * Ends all programs, then PostgreSQL. The mock Apple goes after those that talk to it: a call under way gets its answer.
 */
export async function stopEverything(running: {
  programs: readonly Program[]
  postgres?: EmbeddedPostgres
}): Promise<void> {
  const startedAt = Date.now()
  const leftOf = (allMs: number) => Math.max(allMs - (Date.now() - startedAt), 0)
  const left = () => leftOf(patienceMs)
  const isMock = (program: Program) => program.spec.name.startsWith('mock-')
  await Promise.all(running.programs.filter((program) => !isMock(program)).map((program) => program.stop(left())))
  await Promise.all(running.programs.filter(isMock).map((program) => program.stop(left())))
  if (!running.postgres) return
  const { postgres } = running
  const straggler = setTimeout(() => void postgres.stop('immediate'), leftOf(postgresPatienceMs))
  await postgres.stop()
  clearTimeout(straggler)
}
