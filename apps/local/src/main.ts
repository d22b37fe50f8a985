/** `npm start` and `npm run dev`: everything on this machine, in one go. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readEnv, root } from './env.ts'
import { run } from './run.ts'
import { red } from './screen.ts'
import { StartRefused } from './start-refused.ts'

// Whoever read along may have gone; that is no reason to stop without order.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

const settingsFile = join(root, '.env')
if (existsSync(settingsFile)) process.loadEnvFile(settingsFile)
const settings = readEnv(process.env)
if (!settings.ok) {
  console.error(
    red(['Pomona cannot start with these settings:', ...settings.faults.map((fault) => `  ${fault}`)].join('\n')),
  )
  process.exit(2)
}
try {
  process.exit(await run(settings.env, { isDev: process.argv.includes('--dev') }))
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  console.error(red(error.message))
  process.exit(1)
}
