import pg from 'pg'
import type { Database } from '../../client.ts'

/** The first half of the advisory locks that workers hold; the second is the worker's own number. */
const lockClass = 7_066_663

export type WorkerPresence = {
  /** Tells the others the name under which this program locks jobs. */
  announce(poolId: string): Promise<void>
  /** Resolves when the connection that proves this program alive is lost: it must stop working at once. */
  lost: Promise<void>
  leave(): Promise<void>
}

/**
 * Makes this program known as a worker. It holds an advisory lock as long as its connection lives, so that the others notice its death at
 * once, however it dies, without waiting for a heartbeat to be missed.
 */
export async function joinWorkers(database: Database): Promise<WorkerPresence> {
  const client = new pg.Client({ connectionString: database.url, keepAlive: true })
  await client.connect()
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve)
    // Every error, not the first alone: one that nobody hears would end the program.
    client.on('error', () => resolve())
  })
  // Locked before the row can be seen: a row without a lock is a dead worker.
  const { rows } = await client.query<{ key: number }>(
    `select nextval(pg_get_serial_sequence('worker_processes', 'lock_key'))::int as key`,
  )
  const key = rows[0]?.key
  await client.query('select pg_advisory_lock($1, $2)', [lockClass, key])
  await client.query('insert into worker_processes (lock_key) values ($1)', [key])
  let announced: Promise<unknown> | undefined
  return {
    async announce(poolId) {
      // Every worker of the pool announces it; once is enough.
      announced ??= client.query('update worker_processes set pool_id = $2 where lock_key = $1', [key, poolId])
      await announced
    },
    lost,
    async leave() {
      await client.query('delete from worker_processes where lock_key = $1', [key])
      await client.end()
    },
  }
}

/** Frees the jobs and queues of workers that died, so that the living take them over; returns how many programs had died. */
export async function releaseDeadWorkers(database: Database): Promise<number> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ lock_key: number; pool_id: string | null }>(
      `select lock_key, pool_id from worker_processes where pg_try_advisory_xact_lock($1, lock_key)`,
      [lockClass],
    )
    if (rows.length > 0) {
      const poolIds = rows.flatMap((row) => row.pool_id ?? [])
      await client.query('select graphile_worker.force_unlock_workers($1)', [poolIds])
      await client.query('delete from worker_processes where lock_key = any($1)', [rows.map((row) => row.lock_key)])
    }
    await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
