/** `npm run bench sync` or `licenses`: measures, and prints a table; `npm run --silent bench sync -- --json` one JSON array and nothing else. */
import { parseArgs } from 'node:util'
import { benchLicenses } from './licenses.ts'
import { formatTable, type BenchResult } from './report.ts'
import { benchSync } from './sync.ts'

const benches: Record<
  string,
  (note: (text: string) => void, options: { sizes: number[] | undefined }) => Promise<BenchResult[]>
> = {
  sync: benchSync,
  licenses: benchLicenses,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, sizes: { type: 'string' } },
})
const names = positionals.length === 0 ? Object.keys(benches) : positionals
const unknown = names.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
const sizes = values.sizes?.split(',').map(Number)
const results: BenchResult[] = []
for (const name of names) {
  results.push(...((await benches[name]?.((text) => console.error(text), { sizes })) ?? []))
}
console.log(values.json ? JSON.stringify(results) : formatTable(results))
process.exitCode = results.some(({ isMet }) => isMet === false) ? 1 : 0
