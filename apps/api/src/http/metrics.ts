import { countJobs, type Database } from '@pomona/db'
import type { RequestHandler, Router } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Measures every request by its route's template, never by its address: addresses hold ids and would be endless. */
export function metrics(database: Database): { measure: RequestHandler; routes(router: Router): void } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  registry.registerMetric(jobsGauge(database))
  return {
    measure(request, response, next) {
      const end = durations.startTimer()
      response.once('close', () => {
        const { path } = (request.route as { path?: unknown } | undefined) ?? {}
        const route = typeof path === 'string' ? path : 'other'
        end({ method: knownMethod(request.method), route, status: String(response.statusCode) })
      })
      next()
    },
    routes(router) {
      router.get('/metrics', async (_request, response) => {
        response
          .set('Cache-Control', 'no-store')
          .set('Content-Type', registry.contentType)
          .send(await registry.metrics())
      })
    },
  }
}

function jobsGauge(database: Database): Gauge {
  return new Gauge({
    name: 'pomona_jobs',
    help: 'Jobs in the queue by task; failed ones have used up their attempts.',
    labelNames: ['task', 'state'],
    registers: [],
    async collect() {
      this.reset()
      const counts = await countJobs(database.prisma).catch(() => [])
      for (const { task, waiting, failed } of counts) {
        this.set({ task, state: 'waiting' }, waiting)
        this.set({ task, state: 'failed' }, failed)
      }
    },
  })
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const knownMethod = (method: string) => (methods.has(method) ? method : 'other')
