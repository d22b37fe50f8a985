import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultKinds } from '@pomona/apple-vpp/fake'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendJson } from './testing/open-location.ts'
import { demoSeed, startMock } from './testing/start-mock.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const examples = [...readme.matchAll(/`(\{"kind": .*?\})`/g)].map(([, text = '']) => text)
const commands = [
  ...readme.matchAll(
    /^curl -s (-X PATCH )?localhost:8081(\S+)(?:[^']|'content-type: application\/json')*'(\{.*?\})'$/gms,
  ),
]

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock({ seed: demoSeed })
})
afterAll(async () => mock.close())

it.each(examples)('the example %s works', async (text) => {
  const url = `${mock.origin}/_mock/locations/9000000000000011/fault`
  await expect(sendJson(url, JSON.parse(text))).resolves.toMatchObject({ status: 201 })
})

it('there is an example of every kind of fault', () => {
  const kinds = examples.map((text) => (JSON.parse(text) as { kind: string }).kind)
  expect(new Set(kinds)).toEqual(new Set(faultKinds))
})

it.each(commands.map(([, patch, path = '', body = '']) => [patch === undefined ? 'POST' : 'PATCH', path, body]))(
  'the command %s %s works',
  async (method, path, body) => {
    const answer = await sendJson(mock.origin + path, JSON.parse(body ?? ''), { method: method ?? '' })
    expect([200, 201]).toContain(answer.status)
  },
)

it('every command of the page was tried', () => {
  expect(commands).toHaveLength(readme.split('\ncurl ').length - 1)
})
