/**
 * `npm run soak`: the randomized suites with many rounds, each with a new seed: 500, or as many as `SOAK` says. A round that fails names its
 * seed; `SEED=… npm run soak` repeats it.
 */
import { runCommand } from './run-command.ts'

const rounds = process.env['SOAK'] ?? '500'
const seed = process.env['SEED']
const suites = [
  { project: 'db', file: 'packages/engine/src/sync/random-faults.db.test.ts' },
  { project: 'db', file: 'packages/engine/src/orders/random-history.db.test.ts' },
  { project: 'unit', file: 'packages/apple-vpp/src/fake/random-history.test.ts' },
] as const

process.env['SOAK'] = rounds
console.log(seed === undefined ? `${rounds} rounds of each randomized suite.` : `The round with the seed ${seed}.`)
const failed: string[] = []
for (const { project, file } of suites) {
  // Each round is a test of its own: the first that fails is enough.
  const { ok } = await runCommand(['vitest', 'run', '--project', project, '--bail', '1', file], { live: true })
  if (!ok) failed.push(file)
}
console.log(
  failed.length === 0 ? 'Every round held.' : `Failed: ${failed.join(', ')}. The name of the test has the seed.`,
)
process.exitCode = failed.length === 0 ? 0 : 1
