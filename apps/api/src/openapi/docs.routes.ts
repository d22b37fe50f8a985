import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Endpoint } from '@pomona/contracts'
import type { Router } from 'express'
import { describeApi } from './describe-api.ts'

const distribution = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pomona API</title>
    <link rel="icon" href="/api/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="page"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#page', deepLinking: true, tryItOutEnabled: true })
`

/** Swagger UI draws with style attributes; scripts are files of ours here too. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The API's description: for machines at `/api/v1/openapi.json`, for people at `/api/docs`. */
export function docsRoutes(router: Router, endpoints: readonly Endpoint[]): void {
  const description = JSON.stringify(describeApi(endpoints))
  router.get('/api/v1/openapi.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('json').send(description)
  })
  router.get('/api/docs', (_request, response) => {
    response.set('Content-Security-Policy', policy).set('Cache-Control', 'no-cache').type('html').send(page)
  })
  router.get('/api/docs/start.js', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('js').send(start)
  })
  for (const file of files) {
    router.get(`/api/docs/${file}`, (_request, response) => {
      response.sendFile(file, { root: distribution, maxAge: '1h' })
    })
  }
}

export const docsPaths = [
  '/api/v1/openapi.json',
  '/api/docs',
  '/api/docs/start.js',
  ...files.map((file) => `/api/docs/${file}`),
]
