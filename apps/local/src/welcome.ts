import { relative } from 'node:path'
import { demoAccounts } from '@pomona/seed'
import { root, type Env } from './env.ts'
import { bold, dim, say } from './screen.ts'
import { apiUrl, consoleUrl, mockAppleUrl } from './programs.ts'

/** What somebody needs to know once everything runs. */
export function welcome(options: { env: Env; isDev: boolean; tokenFiles: readonly string[]; seconds: number }): void {
  const { env, isDev, tokenFiles } = options
  const fromHere = (path: string) => {
    const near = relative(root, path)
    return near.startsWith('..') ? path : near
  }
  say(`
${bold('Pomona is ready')} after ${options.seconds.toFixed(1)} s.

  Console           ${bold(consoleUrl(env, isDev))}
  API documentation ${apiUrl(env)}/api/docs
  Mock Apple        ${mockAppleUrl(env)}

  Sign in as        ${demoAccounts.map(({ email }) => email).join(', ')}
  Password          ${env.demoPassword}

  Token files to upload under Setup > iOS VPP tokens:
${tokenFiles.map((file) => `    ${fromHere(file)}`).join('\n')}

${dim(`Ctrl-C stops everything; the data stays in ${fromHere(env.dataDir)}, logs in ${fromHere(env.dataDir)}/logs.`)}`)
}
