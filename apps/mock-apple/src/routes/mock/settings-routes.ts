import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { z } from 'zod'
import { readBody } from './read-body.ts'

const limit = z.int().min(1).max(1_000_000).exactOptional()
const limitsBody = z.strictObject({
  maxAssets: limit,
  maxClientUserIds: limit,
  maxSerialNumbers: limit,
  maxRevokeClientUserIds: limit,
  maxRevokeSerialNumbers: limit,
  maxUsers: limit,
  maxNotificationLength: limit,
  maxMdmIdLength: limit,
  maxMdmNameLength: limit,
  maxMdmMetadataLength: limit,
  // Null takes it back: then there is no such limit.
  maxRequestPerSecond: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .transform((value) => value ?? undefined)
    .exactOptional(),
})

const settingsBody = z.strictObject({
  pageSize: z.int().min(1).max(100_000).exactOptional(),
  eventDelayMs: z.int().min(0).max(3_600_000).exactOptional(),
  notificationSpanMs: z.int().min(0).max(86_400_000).exactOptional(),
  allowHttpNotifications: z.boolean().exactOptional(),
  errorsAs200: z.boolean().exactOptional(),
  tellsExpirationLate: z.boolean().exactOptional(),
})

/** How this Apple behaves and what it allows, changed while it runs. */
export function settingsRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()
  const { settings } = fake
  router.get('/limits', (_request, response) => {
    response.json(settings.limits)
  })
  router.patch('/limits', async (request, response) => {
    Object.assign(settings.limits, await readBody(limitsBody, request, response))
    response.json(settings.limits)
  })
  router.get('/settings', (_request, response) => {
    response.json(settings)
  })
  router.patch('/settings', async (request, response) => {
    Object.assign(settings, await readBody(settingsBody, request, response))
    response.json(settings)
  })
  return router
}
