import { errorBody, type Endpoint } from '@pomona/contracts'
import { iconPath } from '../features/apps/icon.routes.ts'
import { examples } from './examples.ts'
import { toSchema } from './schemas.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1, made from the same contracts that the routes check. */
export function describeApi(endpoints: readonly Endpoint[]): Json {
  const schemas: Json = {}
  const errorSchema = toSchema(errorBody, 'output', schemas)
  const guardedPaths = new Set(endpoints.filter(({ needsIfMatch }) => needsIfMatch).map(({ path }) => path))
  const paths: Record<string, Json> = {}
  const add = (path: string, method: string, operation: Json) => {
    const template = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation }
  }
  for (const endpoint of endpoints) {
    add(
      endpoint.path,
      endpoint.method,
      describeEndpoint(endpoint, { schemas, isGuarded: guardedPaths.has(endpoint.path) }),
    )
  }
  add(iconPath, 'get', iconOperation)
  for (const [path, operation] of Object.entries(operations)) add(path, 'get', operation)

  return {
    openapi: '3.1.0',
    info: {
      title: 'Pomona',
      version: '1',
      description:
        'Lists answer pages: pass `nextCursor` on as `cursor` until there is none. Times are ISO 8601 in UTC. Errors have a stable `code`, a sentence for people, and a `requestId` to quote.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set([...endpoints.map(({ tag }) => tag), 'Operations'])].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: { Refused: { description: 'Refused; the code says why.', content: jsonContent(errorSchema) } },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a sign-in.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'pomona_access',
          description: 'Set by a sign-in in the browser.',
        },
      },
    },
  }
}

function describeEndpoint(endpoint: Endpoint, context: { schemas: Json; isGuarded: boolean }): Json {
  const { method, path, summary, tag, access, status, needsIfMatch } = endpoint
  const { schemas, isGuarded } = context
  const body = toSchema(endpoint.body, 'input', schemas)
  const hasBody = Object.keys((body['properties'] as Json | undefined) ?? {}).length > 0
  const headers = isGuarded
    ? { headers: { ETag: { description: 'The version, for If-Match.', schema: { type: 'string' } } } }
    : {}
  const content = status === 204 ? {} : { content: jsonContent(toSchema(endpoint.response, 'output', schemas)) }
  const example = examples[`${method} ${path}`]
  return {
    operationId: operationIdOf(endpoint),
    summary,
    tags: [tag],
    description: access === 'public' ? 'Needs no sign-in.' : `Needs the role \`${access}\` or a higher one.`,
    'x-access': access,
    ...(access === 'public' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(toSchema(endpoint.params, 'input', schemas), 'path'),
      ...parametersOf(toSchema(endpoint.query, 'input', schemas), 'query'),
      ...(needsIfMatch
        ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, example: '"3"' }]
        : []),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: 'required' in body,
            content: { 'application/json': { schema: body, ...(example === undefined ? {} : { example }) } },
          },
        }
      : {}),
    responses: { [status]: { description: 'Done', ...headers, ...content }, ...refusalsOf(endpoint, hasBody) },
  }
}

function refusalsOf({ path, needsIfMatch }: Endpoint, hasBody: boolean): Json {
  const statuses = [
    400,
    401,
    403,
    ...(path.includes(':') ? [404] : []),
    ...(needsIfMatch ? [412, 428] : []),
    ...(hasBody ? [413, 415] : []),
    ...(path.endsWith('/sign-in') ? [429] : []),
    'default',
  ]
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Refused' }]))
}

function parametersOf(schema: Json, place: 'path' | 'query'): Json[] {
  const required = (schema['required'] as string[] | undefined) ?? []
  return Object.entries((schema['properties'] as Json | undefined) ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

/** `getApiV1TokensId`: unique, because method and path are. */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.replace('/api/v1', '').split(/\W+/).filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

const jsonContent = (schema: Json) => ({ 'application/json': { schema } })
const refused = { default: { $ref: '#/components/responses/Refused' } }

const iconOperation: Json = {
  operationId: 'getAppsIdIcon',
  summary: 'The picture of an app or a book',
  tags: ['Apps'],
  description: 'Needs the role `helpdesk` or a higher one.',
  'x-access': 'helpdesk',
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  responses: {
    200: {
      description: 'PNG, JPEG or WebP',
      content: Object.fromEntries(['png', 'jpeg', 'webp'].map((type) => [`image/${type}`, {}])),
    },
    304: { description: 'The picture that If-None-Match names is the current one.' },
    ...refused,
  },
}

const operation = (operationId: string, summary: string, type: string): Json => ({
  operationId,
  summary,
  tags: ['Operations'],
  security: [],
  'x-access': 'public',
  responses: { 200: { description: 'OK', content: { [type]: {} } }, ...refused },
})

const operations: Record<string, Json> = {
  '/healthz': operation('getHealthz', 'Whether the program runs', 'application/json'),
  '/readyz': operation(
    'getReadyz',
    'Whether it can serve: the database answers and has the newest schema',
    'application/json',
  ),
  '/metrics': operation('getMetrics', 'Measurements for Prometheus', 'text/plain'),
}
