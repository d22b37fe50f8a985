/** What PostgreSQL's programs get to see: nothing of ours, and one language and time zone everywhere. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
}
