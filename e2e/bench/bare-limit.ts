/**
 * The bare limit of a first sync, as a program: the same pages pulled by five parallel requests, parsed, and written with COPY into an
 * unlogged table of the same columns. No check, no index, no comparison: nothing that reads Apple can be much faster.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const [databaseUrl = '', appleUrl = '', contentToken = ''] = process.argv.slice(2)
const parallel = 5
const agent = new Agent({ keepAlive: true, maxSockets: parallel })

type Association = { adamId: string; pricingParam: string; serialNumber?: string; clientUserId?: string }
type Page = { assignments: Association[]; totalPages: number }

const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await client.query('drop table if exists bare_limit')
await client.query('create unlogged table bare_limit (like associations)')

const startedAt = performance.now()
const since = new Date().toISOString()
const copy = client.query(copyFrom('copy bare_limit from stdin'))
const assetIds = new Map<string, string>()
let records = 0

const first = await pull(0)
await write(first)
let next = 1
await Promise.all(
  Array.from({ length: parallel }, async () => {
    while (next < first.totalPages) await write(await pull(next++))
  }),
)
copy.end()
await finished(copy)
const seconds = (performance.now() - startedAt) / 1000
await client.query('drop table bare_limit')
await client.end()
agent.destroy()
console.log(JSON.stringify({ seconds, requests: first.totalPages, records }))

function pull(pageIndex: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const url = `${appleUrl}/assignments?pageIndex=${pageIndex}`
    get(url, { agent, headers: { authorization: `Bearer ${contentToken}` } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode !== 200) reject(new Error(`page ${pageIndex}: ${answer.statusCode}`))
        else resolve(JSON.parse(Buffer.concat(parts).toString()) as Page)
      })
    }).on('error', reject)
  })
}

async function write(page: Page): Promise<void> {
  const lines = page.assignments.map(({ adamId, pricingParam, serialNumber, clientUserId }) => {
    const kind = serialNumber === undefined ? 'user' : 'device'
    return `${idOf(`${adamId} ${pricingParam}`)}\t${kind}\t${serialNumber ?? clientUserId}\t${since}\n`
  })
  records += lines.length
  if (!copy.write(lines.join(''))) await once(copy, 'drain')
}

function idOf(key: string): string {
  const known = assetIds.get(key) ?? randomUUID()
  assetIds.set(key, known)
  return known
}
