import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openMockApple } from '../mock-apple.ts'
import { signInToApi, type PomonaApi } from '../pomona-api.ts'
import { startPrograms, type Programs } from '../programs.ts'
import { race } from '../rivals.ts'
import type { BenchResult } from './report.ts'

const adamId = '1700000098'
const assignments = 20
const planned = 50_000
const rivals = 1_000
const targets = { full: 3, growth: 2, plan: 3, planSeconds: 3 }
/** A lone moment says little: the median of so many counts. */
const repeats = 15
const giveUpMs = 600_000

type Note = (text: string) => void
type Bench = { programs: Programs; api: PomonaApi; client: pg.Client; assetId: string; note: Note }

/** What the license engine costs, each time beside the bare SQL that it cannot do without. */
export async function benchLicenses(note: Note, options: { sizes: number[] | undefined }): Promise<BenchResult[]> {
  const sizes = options.sizes ?? [2_000, 200_000]
  const programs = await startPrograms({ workers: 2, apis: 2 })
  const client = new pg.Client({ connectionString: programs.databaseUrl })
  try {
    await client.connect()
    const bench = { programs, client, note, ...(await makeApp(programs)) }
    const joins: BenchResult[] = []
    let size = 0
    for (size of sizes) {
      await growFleet(bench, size)
      joins.push(await benchJoin(bench, { size, smallest: joins[0] }))
    }
    return [await benchFull(bench, size), ...joins, await benchPlan(bench), await benchRivals(bench)]
  } finally {
    await client.end()
    await programs.stop()
  }
}

/** An app without a free license: what is measured is who is due what, not Apple. */
async function makeApp(programs: Programs): Promise<{ api: PomonaApi; assetId: string }> {
  const api = await signInToApi(programs.consoleUrl)
  const { tokenFile } = await openMockApple(programs.mockAppleUrl).makeLocation({
    locationName: 'Fleet',
    assets: [{ adamId, totalCount: 0 }],
  })
  const tokenId = await api.uploadToken(tokenFile)
  for (;;) {
    const [asset] = await api.assetsOf(tokenId)
    if (asset !== undefined) return { api, assetId: asset.id }
    await sleep(100)
  }
}

/** As many devices, each in about half of twenty groups that the app is assigned to; all but one in a hundred of those due hold it. */
async function growFleet({ client, assetId, note }: Bench, size: number): Promise<void> {
  note(`a fleet of ${size.toLocaleString('en-US')} devices …`)
  await client.query('set session_replication_role = replica')
  await client.query(
    `insert into devices (serial_number, name, model)
     select 'FLEET' || lpad(i::text, 7, '0'), 'Device ' || i, 'iPad' from generate_series(1, $1::int) i
     on conflict (serial_number) do nothing`,
    [size],
  )
  await client.query(
    `insert into groups (display_name, kind, updated_at)
     select 'Fleet ' || i, 'device', now() from generate_series(1, $1::int) i on conflict do nothing`,
    [assignments],
  )
  await client.query(
    `insert into device_group_members (group_id, device_id)
     select g.id, d.id from groups g cross join devices d
     where g.display_name like 'Fleet %' and d.serial_number like 'FLEET%' and random() < 0.5 on conflict do nothing`,
  )
  await client.query('set session_replication_role = default')
  await client.query(
    `insert into assignments (asset_id, target_kind, group_id, intent, license_type, position)
     select $1, 'group', id, case when row_number() over () % 2 = 0 then 'required' else 'available' end::intent, 'device',
       row_number() over () from groups where display_name like 'Fleet %' and not exists (
         select 1 from assignments where asset_id = $1)`,
    [assetId],
  )
  await client.query(
    `insert into associations (asset_id, target_type, target)
     select $1, 'device', serial_number from devices where serial_number like 'FLEET%' and right(serial_number, 2) <> '00'
     on conflict do nothing`,
    [assetId],
  )
  await client.query('vacuum analyze')
  // Whoever is still without one joins the line now, so that later runs find the world as they would any night.
  await workOut({ client, assetId } as Bench)
  await client.query('vacuum analyze license_orders')
}

/** Has the whole title worked out by a worker, and waits for its end; in seconds. */
async function workOut({ client }: Pick<Bench, 'client'>): Promise<number> {
  const startedAt = performance.now()
  await client.query('begin')
  await client.query('insert into reconcile_marks (adam_id) values ($1)', [adamId])
  await client.query(
    `select graphile_worker.add_job('reconcile-title', json_build_object('adamId', $1::text), queue_name => 'title:' || $1::text)`,
    [adamId],
  )
  await client.query('commit')
  for (const giveUpAt = performance.now() + giveUpMs; performance.now() < giveUpAt; await sleep(2)) {
    const { rows } = await client.query('select 1 from reconcile_marks where adam_id = $1 limit 1', [adamId])
    if (rows.length === 0) return (performance.now() - startedAt) / 1000
  }
  throw new Error('the title was not worked out')
}

/** Who is due and does not hold: what every computation has to find out. */
const difference = `
  select count(*) from (
    select d.serial_number from (
      select distinct m.device_id from assignments a join device_group_members m on m.group_id = a.group_id
      where a.asset_id = $1 and a.intent = 'required') due
    join devices d on d.id = due.device_id
    except select target from associations where asset_id = $1 and target_type = 'device') missing`

async function bare({ client }: Bench, sql: string, values: unknown[]): Promise<number> {
  const startedAt = performance.now()
  await client.query(sql, values)
  return (performance.now() - startedAt) / 1000
}

async function benchFull(bench: Bench, size: number): Promise<BenchResult> {
  bench.note('the full computation …')
  const seconds: number[] = []
  const bareSeconds: number[] = []
  for (let time = 0; time < 3; time += 1) {
    bareSeconds.push(await bare(bench, difference, [bench.assetId]))
    seconds.push(await workOut(bench))
    bareSeconds.push(await bare(bench, difference, [bench.assetId]))
  }
  return against(median(seconds), median(bareSeconds), {
    case: `full computation, ${size.toLocaleString('en-US')} devices × ${assignments} assignments`,
    target: `≤ ${targets.full} × bare`,
    isMet: (ratio) => ratio <= targets.full,
  })
}

/** From the request that adds a device to a group until the device is in line. */
async function benchJoin(
  bench: Bench,
  { size, smallest }: { size: number; smallest: BenchResult | undefined },
): Promise<BenchResult> {
  const { api, client, assetId } = bench
  bench.note('one device joins a group …')
  const { rows: groups } = await client.query<{ id: string }>(
    `select g.id from groups g join assignments a on a.group_id = g.id and a.asset_id = $1 and a.intent = 'required' limit 1`,
    [assetId],
  )
  const seconds: number[] = []
  for (let time = 0; time < repeats; time += 1) {
    const serialNumber = `JOIN${size}X${time}`
    const { rows: devices } = await client.query<{ id: string }>(
      `insert into devices (serial_number, name, model) values ($1, $1, 'iPad') returning id`,
      [serialNumber],
    )
    const startedAt = performance.now()
    const { status } = await api.call('PATCH', `/groups/${groups[0]?.id}/members`, { addIds: [devices[0]?.id] })
    if (status >= 300) throw new Error(`joining was answered with ${status}`)
    await untilOrdered(bench, serialNumber)
    seconds.push((performance.now() - startedAt) / 1000)
  }
  const middle = median(seconds)
  const growth = smallest === undefined ? undefined : middle / smallest.seconds
  return {
    bench: 'licenses',
    case: `one device joins a group, of ${size.toLocaleString('en-US')} devices`,
    seconds: middle,
    ...(growth === undefined || smallest === undefined
      ? {}
      : {
          bareSeconds: smallest.seconds,
          ratio: growth,
          target: `≤ ${targets.growth} × the smallest fleet`,
          isMet: growth <= targets.growth,
        }),
  }
}

async function untilOrdered({ client, assetId }: Bench, serialNumber: string): Promise<void> {
  for (const giveUpAt = performance.now() + giveUpMs; performance.now() < giveUpAt; await sleep(2)) {
    const { rows } = await client.query('select 1 from license_orders where asset_id = $1 and target = $2', [
      assetId,
      serialNumber,
    ])
    if (rows.length > 0) return
  }
  throw new Error('the device did not join the line')
}

/** A group of so many devices, each of which would be due the app by the planned list. */
async function benchPlan(bench: Bench): Promise<BenchResult> {
  const { api, client, assetId } = bench
  bench.note(`a plan for ${planned.toLocaleString('en-US')} targets …`)
  const { rows: groups } = await client.query<{ id: string }>(
    `insert into groups (display_name, kind, updated_at) values ('Planned', 'device', now()) returning id`,
  )
  const groupId = groups[0]?.id
  const { rowCount } = await client.query(
    `insert into device_group_members (group_id, device_id) select $1, id from devices
     where serial_number like 'FLEET%' order by serial_number limit $2`,
    [groupId, planned],
  )
  await client.query('vacuum analyze device_group_members')
  const body = {
    assignments: [{ target: { kind: 'group', groupId }, intent: 'required', licenseType: 'device' }],
  }
  const bareQuery = `
    select count(*) from (
      select d.serial_number from device_group_members m join devices d on d.id = m.device_id where m.group_id = $2
      except select target from associations where asset_id = $1 and target_type = 'device') missing`
  const seconds: number[] = []
  const bareSeconds: number[] = []
  for (let time = 0; time < 5; time += 1) {
    bareSeconds.push(await bare(bench, bareQuery, [assetId, groupId]))
    const startedAt = performance.now()
    const { status } = await api.call('POST', `/apps/${assetId}/assignments/plan`, body)
    if (status >= 300) throw new Error(`the plan was answered with ${status}`)
    seconds.push((performance.now() - startedAt) / 1000)
  }
  const middle = median(seconds)
  return against(middle, median(bareSeconds), {
    case: `a plan for ${(rowCount ?? 0).toLocaleString('en-US')} targets`,
    target: `≤ ${targets.planSeconds} s, ≤ ${targets.plan} × bare`,
    isMet: (ratio) => middle <= targets.planSeconds && ratio <= targets.plan,
  })
}

/** Against four connections that each insert a line of a bare table and take the license when it is still there. */
async function benchRivals(bench: Bench): Promise<BenchResult> {
  bench.note(`${rivals.toLocaleString('en-US')} rivals for one license …`)
  const bareSeconds = await bareRace(bench)
  const { seconds, holdersAtApple, places } = await race(bench.programs, { rivals, isTroubled: false })
  if (holdersAtApple.length !== 1 || new Set(places).size !== rivals - 1) throw new Error('the race had no good end')
  return against(seconds, bareSeconds, {
    case: `${rivals.toLocaleString('en-US')} rivals for one license through four processes`,
  })
}

async function bareRace({ programs, client }: Bench): Promise<number> {
  await client.query('create table bare_licenses as select 1 as free')
  await client.query('create table bare_rivals (rival int primary key, has_won boolean not null)')
  const clients = Array.from({ length: 4 }, () => new pg.Client({ connectionString: programs.databaseUrl }))
  await Promise.all(clients.map((each) => each.connect()))
  const queue = Array.from({ length: rivals }, (_, rival) => rival).values()
  const startedAt = performance.now()
  await Promise.all(
    clients.map(async (each) => {
      for (const rival of queue) {
        await each.query(
          `with taken as (update bare_licenses set free = free - 1 where free > 0 returning 1)
           insert into bare_rivals values ($1, exists (select 1 from taken))`,
          [rival],
        )
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  await Promise.all(clients.map((each) => each.end()))
  await client.query('drop table bare_licenses, bare_rivals')
  return seconds
}

function against(
  seconds: number,
  bareSeconds: number,
  { isMet, ...rest }: { case: string; target?: string; isMet?: (ratio: number) => boolean },
): BenchResult {
  const ratio = seconds / bareSeconds
  return { bench: 'licenses', seconds, bareSeconds, ratio, ...rest, ...(isMet ? { isMet: isMet(ratio) } : {}) }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
