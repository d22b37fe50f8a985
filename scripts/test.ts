/** `npm test`: everything that must hold, one stage after another, and one summary. `VERBOSE=1` shows all output as it comes. */
import { existsSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { runCommand } from './run-command.ts'

type Stage = {
  name: string
  command: readonly [program: string, ...args: string[]]
  cwd?: string
  /** Skipped, and counted as not passed, when this earlier stage failed. */
  needs?: string
}
type Outcome = { name: string; verdict: 'ok' | 'failed' | 'not run'; seconds: number; remark: string }

const browserTests = 'e2e/playwright.config.ts'
const stages: Stage[] = [
  { name: 'types', command: ['node', 'scripts/typecheck.ts'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'] },
  { name: 'database tests', command: ['vitest', 'run', '--project', 'db'] },
  { name: 'screen tests', command: ['vitest', 'run', '--project', 'web'] },
  { name: 'console build', command: ['node', 'scripts/build-console.ts'] },
  ...(existsSync(browserTests)
    ? [
        {
          name: 'browser tests',
          command: ['playwright', 'test', '--config', 'playwright.config.ts'] as const,
          cwd: 'e2e',
          needs: 'console build',
        },
      ]
    : []),
]

const isVerbose = process.env['VERBOSE'] === '1'
const outcomes: Outcome[] = []
for (const stage of stages) outcomes.push(await runStage(stage))
printSummary()
process.exitCode = outcomes.every((outcome) => outcome.verdict === 'ok') ? 0 : 1

async function runStage(stage: Stage): Promise<Outcome> {
  const missing = outcomes.find((outcome) => outcome.name === stage.needs && outcome.verdict !== 'ok')
  if (missing) return { name: stage.name, verdict: 'not run', seconds: 0, remark: `${missing.name} failed` }

  process.stdout.write(isVerbose ? `\n── ${stage.name}\n` : `${stage.name} … `)
  const result = await runCommand(stage.command, { live: isVerbose, ...(stage.cwd ? { cwd: stage.cwd } : {}) })
  if (!isVerbose) console.log(`${result.ok ? 'ok' : 'FAILED'} (${result.seconds.toFixed(1)} s)`)
  if (!result.ok) console.log(result.output)
  return {
    name: stage.name,
    verdict: result.ok ? 'ok' : 'failed',
    seconds: result.seconds,
    remark: testCounts(result.output),
  }
}

/** The line with which vitest and playwright end: "312 passed (312)", "2 failed | 310 passed (312)", "14 passed (1.2m)". */
function testCounts(output: string): string {
  const lines = stripVTControlCharacters(output).matchAll(/^ *(?:Tests +)?(\d+ (?:failed|passed|skipped|flaky).*)$/gm)
  return [...lines].map((match) => match[1]).join(', ')
}

function printSummary(): void {
  const total = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0)
  console.log('\nSummary')
  for (const { name, verdict, seconds, remark } of outcomes) {
    console.log(`  ${name.padEnd(16)} ${verdict.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s   ${remark}`.trimEnd())
  }
  const failed = outcomes.filter((outcome) => outcome.verdict !== 'ok')
  const verdict =
    failed.length === 0 ? 'All stages passed' : `${failed.length} of ${outcomes.length} stages did not pass`
  console.log(`  ${verdict} in ${total.toFixed(1)} s.`)
}
