/** A worker that takes a job and never finishes it, for tests that kill it. Takes the database's URL; says when it has the job. */
import { connectDatabase } from '../client.ts'
import { runJobs } from '../job-runner.ts'

const getStuck = () =>
  new Promise<void>(() => {
    process.send?.('stuck')
  })

await runJobs(connectDatabase(process.argv[2] ?? ''), {
  concurrency: 2,
  handlers: { 'process-orders': getStuck },
  onEvent: () => undefined,
})
