/**
 * `npm run soak`: the randomized suites with many rounds, each with a new seed: as many as is usual for the suite, or as `SOAK` says. A round
 * that fails names its seed; `SEED=… npm run soak` repeats it. Then every step at which a program may be killed, and ten races for one license.
 */
import { runCommand, type Command } from './run-command.ts'

const { SOAK, SEED } = process.env
const vitest = (project: string, file: string): Command => ['vitest', 'run', '--project', project, '--bail', '1', file]
const suites = [
  { command: vitest('db', 'packages/engine/src/sync/random-faults.db.test.ts'), rounds: 500 },
  { command: vitest('db', 'packages/engine/src/orders/random-history.db.test.ts'), rounds: 500 },
  { command: vitest('unit', 'packages/apple-vpp/src/fake/random-history.test.ts'), rounds: 500 },
  { command: vitest('db', 'apps/worker/src/license-history.db.test.ts'), rounds: 10_000 },
]
const proofs: { command: Command; cwd?: string; env: Record<string, string> }[] = [
  { command: vitest('db', 'apps/worker/src/deaths.db.test.ts'), env: { SOAK: '1' } },
  {
    command: ['playwright', 'test', '--config', 'playwright.config.ts', 'specs/rivals.spec.ts'],
    cwd: 'e2e',
    env: { RACES: '10' },
  },
]

const failed: string[] = []
const nameOf = (command: Command) => command.at(-1) ?? ''
for (const { command, rounds } of suites) {
  const count = SOAK ?? String(rounds)
  console.log(SEED === undefined ? `${nameOf(command)}: ${count} rounds.` : `${nameOf(command)}: the seed ${SEED}.`)
  // Each round is a test of its own: the first that fails is enough.
  process.env['SOAK'] = count
  const { ok } = await runCommand(command, { live: true })
  if (!ok) failed.push(nameOf(command))
}
for (const { command, cwd, env } of SEED === undefined ? proofs : []) {
  Object.assign(process.env, env)
  const { ok } = await runCommand(command, { live: true, ...(cwd === undefined ? {} : { cwd }) })
  if (!ok) failed.push(nameOf(command))
}
console.log(
  failed.length === 0 ? 'Every round held.' : `Failed: ${failed.join(', ')}. What it printed has the seed or the step.`,
)
process.exitCode = failed.length === 0 ? 0 : 1
