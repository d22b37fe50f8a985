import { z } from 'zod'
import { wireAssetKey } from './common.ts'

/** Apple's page `responseerrorinfo`: whom an error concerns. It groups; it does not name the pairs. */
export const wireErrorInfo = z.object({
  assets: z.array(wireAssetKey).optional(),
  clientUserIds: z.array(z.string()).optional(),
  serialNumbers: z.array(z.string()).optional(),
})
export type WireErrorInfo = z.infer<typeof wireErrorInfo>

/** Apple's page `handling-error-responses`. It also comes under HTTP 200. */
export const wireErrorResponse = z.object({
  errorNumber: z.int(),
  errorMessage: z.string().default(''),
  errorInfo: wireErrorInfo.optional().catch(undefined),
})
export type WireErrorResponse = z.infer<typeof wireErrorResponse>
