import type { EmbeddedPostgres } from '@pomona/db/embedded'
import type { Program } from './program.ts'

/** Everything is gone within five seconds: whoever has not ended by then is killed, and Postgres needs the rest. */
const patienceMs = 3_500
const postgresPatienceMs = 1_000

/**
 * Ends all programs, then PostgreSQL. The mock Apple goes after those that talk to it: a call under way gets its answer.
 */
export async function stopEverything(running: {
  programs: readonly Program[]
  postgres?: EmbeddedPostgres
}): Promise<void> {
  const startedAt = Date.now()
  const left = () => Math.max(patienceMs - (Date.now() - startedAt), 0)
  const isMock = (program: Program) => program.spec.name.startsWith('mock-')
  await Promise.all(running.programs.filter((program) => !isMock(program)).map((program) => program.stop(left())))
  await Promise.all(running.programs.filter(isMock).map((program) => program.stop(left())))
  if (!running.postgres) return
  const { postgres } = running
  const straggler = setTimeout(() => void postgres.stop('immediate'), postgresPatienceMs)
  await postgres.stop()
  clearTimeout(straggler)
}
