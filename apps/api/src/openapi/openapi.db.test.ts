import { Validator } from '@seriousme/openapi-schema-validator'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endpoints } from '../testing/endpoints.ts'
import { startApp, type StartedApp } from '../testing/start-app.ts'

type Operation = { 'x-access': string; security?: unknown[]; responses: Record<string, unknown>; operationId: string }
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> }

const database = await openTestDatabase()
let app: StartedApp
let description: Description

beforeAll(async () => {
  app = await startApp(database)
  description = (await app.call('GET', '/api/v1/openapi.json')).body
})
afterAll(async () => {
  await app.close()
  await database.close()
})

it('is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(description)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

it.each(endpoints.map(([name, endpoint]) => ({ name, endpoint })))('describes $name', ({ endpoint }) => {
  const operation = description.paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()]
  expect(operation).toMatchObject({ 'x-access': endpoint.access })
  expect(Object.keys(operation?.responses ?? {})).toEqual(
    expect.arrayContaining([String(endpoint.status), '400', '401']),
  )
  expect(operation?.security).toEqual(endpoint.access === 'public' ? [] : undefined)
})

it('names every operation once', () => {
  const ids = Object.values(description.paths).flatMap((path) => Object.values(path).map((one) => one.operationId))
  expect(new Set(ids).size).toBe(ids.length)
})

it('refers to shared schemas that are there', () => {
  const text = JSON.stringify(description)
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
  expect(names).toEqual(expect.arrayContaining(['TokenView', 'AssetView', 'ErrorBody']))
  const components = (description as unknown as { components: { schemas: object } }).components.schemas
  for (const name of names) expect(components).toHaveProperty([name ?? ''])
  expect(text).not.toContain('$defs')
})

it('is a page for people, with scripts that are files alone', async () => {
  const page = await app.call('GET', '/api/docs')
  expect(page.headers.get('Content-Security-Policy')).not.toMatch(/script-src|unsafe-eval/)
  expect(page.text).not.toMatch(/<script(?![^>]* src=)/)
  for (const [, path = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect([path, (await app.call('GET', path)).status]).toEqual([path, 200])
  }
})
